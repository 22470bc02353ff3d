import type { RecordedEvent } from '../../../kernel/event.js';
import type { Id } from '../../../kernel/ids.js';
import type { EpochMs } from '../../../kernel/instant.js';
import type { Position } from '../../../kernel/position.js';
import { parseStream } from '../../../kernel/stream.js';
import { alreadyAsked, askedOf, withoutSignals } from '../asking/asked.js';
import { tell, type Audience } from '../asking/audience.js';
import { Telling } from '../asking/telling.js';
import { placesOfScope, type FactSource } from '../facts/fact.js';
import { readRollCall } from '../facts/read-evidence.js';
import type { Assessed } from '../rule.js';
import type { Dossier, RollCall } from '../rule/evidence.js';
import { RunningAssessment, type News } from '../rule/running-assessment.js';

/** Audiences of one roll call for which is kept what they were told. */
export const MAX_TOLD_AUDIENCES = 100;

/** A question about what is known now, and who asks it. */
export interface LiveQuestion {
  readonly audience: Audience;
  readonly known: Position;
  readonly at: EpochMs;
  readonly current: boolean;
}

/** What was told, and of what: as long as that is the same, it need not be told anew. */
interface Kept {
  readonly telling: Telling;
  readonly assessed: Assessed;
  /** Of an audience that is not to know of any duress. */
  readonly calm: Assessed | undefined;
  readonly current: boolean;
  readonly known: Position;
  readonly at: EpochMs;
}

/** A roll call whose assessment is kept up with the facts: as known at the newest position, at whatever instant is asked. */
export class RunningRollCall {
  private readonly whole: RunningAssessment;
  /** As if nobody had signalled duress; made when somebody asks who is not to know of any. */
  private calm: RunningAssessment | undefined;
  private readonly places: ReadonlySet<Id>;
  /** Deployments of which something was recorded that has not been read. */
  private readonly unread = new Set<Id>();
  private isOther = false;
  /** By the names of audiences, the least recent first. */
  private readonly told = new Map<string, Kept>();

  constructor(
    private readonly facts: FactSource,
    private rollCall: RollCall,
    dossiers: Iterable<Dossier>,
    private position: Position,
  ) {
    this.whole = new RunningAssessment(rollCall, dossiers);
    this.places = new Set(placesOfScope(rollCall.scope));
  }

  /** Facts that it holds. */
  get size(): number {
    return this.whole.size + (this.calm?.size ?? 0);
  }

  hear(events: readonly RecordedEvent[], position: Position): void {
    for (const event of events) this.hearOf(event);
    this.position = position;
  }

  /** Everyone, as the rule has it; undefined where it is not asked about what is known now, or about an instant that is past. */
  assessed({ known, at }: Pick<LiveQuestion, 'known' | 'at'>): Assessed | undefined {
    if (known !== this.position) return undefined;
    this.read(at);
    return this.whole.at(at);
  }

  /** Undefined where it is not asked about what is known now. */
  tell(question: LiveQuestion): Telling | undefined {
    const { audience, known, at, current } = question;
    if (known !== this.position) return undefined;
    this.read(at);
    const assessed = this.whole.at(at);
    if (assessed === undefined) return Telling.to(audience, askedOf(this.whole.evidence, at), at, current);
    const calm = audience.seesDuress ? undefined : this.calmAt(at);
    const kept = this.told.get(audience.name);
    this.told.delete(audience.name);
    const isSame = kept !== undefined && kept.assessed === assessed && kept.calm === calm && staysTold(kept, question);
    const told = isSame
      ? kept.telling.told
      : tell(
          audience,
          alreadyAsked(assessed, () => calm ?? assessed),
          current,
        );
    const stands = isSame && at >= kept.at && at < kept.telling.board.changesAt;
    const telling = stands ? kept.telling : new Telling(told, at, kept?.telling.lastBoard);
    this.told.set(audience.name, { telling, assessed, calm, current, known, at: stands ? kept.at : at });
    for (const least of this.told.keys()) if (this.told.size > MAX_TOLD_AUDIENCES) this.told.delete(least);
    return telling;
  }

  private hearOf({ stream, type, data }: RecordedEvent): void {
    const { category, id } = parseStream(stream);
    if (category === 'rollCall' && id === this.rollCall.rollCall) this.isOther = true;
    if (category === 'incident' && id === this.rollCall.incident) this.isOther = true;
    if (category !== 'deployment') return;
    const places = [data['mission'], data['post']];
    const mayCome = type === 'DeploymentBegan' || type === 'AssignmentStarted';
    const comes = mayCome && places.some((place) => typeof place === 'string' && this.places.has(place));
    if (comes || this.whole.has(id)) this.unread.add(id);
  }

  /** Reads what has been recorded since, and the dossiers of whoever has come to be asked about. */
  private read(at: EpochMs): void {
    if (!this.isOther && this.unread.size === 0) return;
    const rollCall = this.isOther ? readRollCall(this.facts, this.rollCall.rollCall, this.position) : undefined;
    if (rollCall !== undefined) this.rollCall = rollCall;
    const news: News = { dossiers: this.readDossiers(), ...(rollCall === undefined ? {} : { rollCall }) };
    this.isOther = false;
    this.unread.clear();
    this.whole.learn(news, at);
    this.calm?.learn({ ...news, dossiers: news.dossiers.map(withoutSignals) }, at);
  }

  private readDossiers(): readonly Dossier[] {
    const read = new Map<Id, Dossier>();
    const named = this.isOther ? this.rollCall.memberships.map(({ deployment }) => deployment) : [];
    const open = [...this.unread, ...named.filter((deployment) => !this.whole.has(deployment))];
    for (let deployment = open.pop(); deployment !== undefined; deployment = open.pop()) {
      const isRead = read.has(deployment) || (this.whole.has(deployment) && !this.unread.has(deployment));
      const dossier = isRead ? undefined : this.facts.dossier(deployment, this.position);
      if (dossier === undefined) continue;
      read.set(deployment, dossier);
      for (const { vouchedBy } of dossier.entries) if (vouchedBy !== undefined) open.push(vouchedBy);
    }
    return [...read.values()];
  }

  private calmAt(at: EpochMs): Assessed {
    const { rollCall, dossiers } = this.whole.evidence;
    this.calm ??= new RunningAssessment(rollCall, [...dossiers.values()].map(withoutSignals));
    const calm = this.calm.at(at) ?? new RunningAssessment(rollCall, [...dossiers.values()].map(withoutSignals)).at(at);
    if (calm === undefined) throw new Error('who is assessed with duress is assessed without');
    return calm;
  }
}

/** Whom a narrowed reader sees can be another with anything that is recorded. */
function staysTold(kept: Kept, { audience, known, current }: LiveQuestion): boolean {
  return kept.current === current && (audience.among === undefined || kept.known === known);
}
