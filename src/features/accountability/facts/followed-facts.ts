import type { RecordedEvent } from '../../../kernel/event.js';
import type { Id } from '../../../kernel/ids.js';
import type { Position } from '../../../kernel/position.js';
import { parseStream, streamName } from '../../../kernel/stream.js';
import type { Views } from '../../../projecting/views.js';
import type { Dossier } from '../rule/evidence.js';
import { FACT_VIEWS } from './fact.js';
import { KeptDossiers } from './kept-dossiers.js';
import { StoredFacts } from './stored-facts.js';

/** What the view of the facts has come to know. */
export interface FactNews {
  /** Where it stands now. */
  readonly position: Position;
  /** In order; undefined where it was made anew. */
  readonly events: readonly RecordedEvent[] | undefined;
}

/**
 * The facts of a view that follows its log: whoever reads them can be told of each change, within the turn in which it is
 * committed, and need not read again what has not changed.
 */
export class FollowedFacts extends StoredFacts {
  private readonly dossiers = new KeptDossiers();
  private readonly listeners = new Set<(news: FactNews) => void>();

  constructor(views: Pick<Views, 'db' | 'onApplied'>) {
    super(() => views.db);
    views.onApplied(({ projection, position, events, rebuilt }) => {
      if (FACT_VIEWS.some((name) => name === projection)) this.hear({ position, events: rebuilt ? undefined : events });
    });
  }

  onNews(listener: (news: FactNews) => void): void {
    this.listeners.add(listener);
  }

  override dossier(deployment: Id, known: Position): Dossier | undefined {
    const kept = this.dossiers.get(deployment, known);
    if (kept !== undefined) return kept.dossier;
    const standing = this.standing(streamName('deployment', deployment), known);
    if (standing === undefined) return undefined;
    const dossier = super.dossier(deployment, known);
    this.dossiers.keep(deployment, { standing, dossier });
    return dossier;
  }

  private hear(news: FactNews): void {
    if (news.events === undefined) this.dossiers.forgetAll();
    for (const { stream, position } of news.events ?? []) {
      const { category, id } = parseStream(stream);
      if (category === 'deployment') this.dossiers.change(id, position);
    }
    for (const listener of this.listeners) listener(news);
  }
}
