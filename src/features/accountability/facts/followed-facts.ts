import type { Id } from '../../../kernel/ids.js';
import type { Position } from '../../../kernel/position.js';
import { parseStream, streamName } from '../../../kernel/stream.js';
import type { Views } from '../../../projecting/views.js';
import type { Dossier } from '../rule/evidence.js';
import { FACT_VIEWS, type FactNews } from './fact.js';
import { KeptDossiers } from './kept-dossiers.js';
import { StoredFacts } from './stored-facts.js';
import { RunningRollCalls, type KeptUp } from '../running/roll-calls.js';

/**
 * The facts of a view that follows its log. What was read of them, and what the rule made of it, is kept up with each
 * commit, within its turn: so it belongs to this installation and to no other, and is never older than the rows.
 */
export class FollowedFacts extends StoredFacts implements KeptUp {
  private readonly dossiers = new KeptDossiers();
  readonly running: RunningRollCalls;

  constructor(views: Pick<Views, 'db' | 'onApplied' | 'applied'>) {
    super(() => views.db);
    this.running = new RunningRollCalls(this, () => views.applied(FACT_VIEWS));
    views.onApplied(({ projection, position, events, rebuilt }) => {
      if (FACT_VIEWS.some((name) => name === projection)) this.hear({ position, events: rebuilt ? undefined : events });
    });
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
    this.running.hear(news);
  }
}
