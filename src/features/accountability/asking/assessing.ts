import { Inject, Injectable } from '@nestjs/common';
import { MAX_WAIT_MS } from '../../../api/freshness.js';
import { demandApplied, settle, type Axes, type Moment, type MomentTools } from '../../../api/moment.js';
import type { EventLog } from '../../../event-log/event-log.js';
import type { Actor } from '../../../kernel/actor.js';
import type { Clock } from '../../../kernel/clock.js';
import { demand } from '../../../kernel/failure.js';
import type { Id } from '../../../kernel/ids.js';
import { msOf, type Instant } from '../../../kernel/instant.js';
import type { Position } from '../../../kernel/position.js';
import { CLOCK, EVENT_LOG, VIEWS } from '../../../kernel/ports.js';
import { streamName } from '../../../kernel/stream.js';
import type { ReadableViews } from '../../../projecting/views.js';
import { askedOf } from './asked.js';
import { audienceOf, type Audience, type ToldAssessment } from './audience.js';
import { Telling } from './telling.js';
import { FACT_SOURCE, FACT_VIEWS, type FactSource } from '../facts/fact.js';
import { readEvidence } from '../facts/read-evidence.js';
import { assess, conclude, type Assessment } from '../rule.js';
import type { KeptUp } from '../running/roll-calls.js';
import { POSTS } from '../views/posts.projection.js';

/** The projections that an opening rests on. What any other view does holds no roll call up. */
const OPENING_VIEWS = [...FACT_VIEWS, POSTS.name];

export interface LiveAssessment {
  readonly assessment: Assessment;
  readonly position: Position;
  readonly at: Instant;
  /** False where the view did not reach in time the end that the log had on arrival; then this opens no gate. */
  readonly current: boolean;
}

export interface AskedAssessment {
  readonly told: ToldAssessment;
  readonly moment: Moment;
  readonly audience: Audience;
  readonly telling: Pick<Telling, 'board' | 'nextLapse'>;
}

/** Asks the rule: of the facts as known at a moment, for whoever asks. Live, replayed or in a decision, this one way. */
@Injectable()
export class Assessing {
  readonly tools: MomentTools;

  constructor(
    @Inject(EVENT_LOG) log: EventLog,
    @Inject(VIEWS) views: ReadableViews,
    @Inject(FACT_SOURCE) readonly facts: FactSource & KeptUp,
    @Inject(CLOCK) clock: Clock,
  ) {
    this.tools = { log, views, stamps: facts, clock, projections: FACT_VIEWS };
  }

  /** The newest position, once the views have what the log held on arrival; refused with 'not-current' otherwise. */
  async atEnd(): Promise<Position> {
    const { log, views } = this.tools;
    const end = await log.end();
    const current = await views.reached(end.position, MAX_WAIT_MS, OPENING_VIEWS);
    demand(current, 'not-current', 'The views have not reached the end of the log; nothing was decided.');
    return views.applied(OPENING_VIEWS);
  }

  /** For decisions: everyone, and everything that is known. */
  async live(rollCall: Id): Promise<LiveAssessment> {
    const { at, known: position, current } = await settle({}, this.tools);
    const kept = this.facts.running?.assessed(rollCall, { known: position, at: msOf(at) });
    const assessment =
      kept === undefined
        ? assess(readEvidence(this.facts, rollCall, position), msOf(at), { current })
        : conclude(kept, { current });
    return { assessment, position, at, current };
  }

  /**
   * For readers: what they may be told at the moment that they ask about. Who must see what was recorded at `after` is
   * refused where the views do not get there; otherwise a live answer that is not current says so itself.
   */
  async ask(rollCall: Id, axes: Axes, actor: Actor, after?: Position): Promise<AskedAssessment> {
    await this.demandApplied(after);
    const moment = await settle(axes, this.tools);
    await this.demandKnown(() => this.isKnown(rollCall), 'roll call');
    return this.tell(rollCall, audienceOf(actor, this.facts, this.newest()), moment);
  }

  /** What a reader is told at a moment that is settled. */
  tell(rollCall: Id, audience: Audience, moment: Moment): AskedAssessment {
    const telling = this.telling(rollCall, audience, moment);
    return { told: telling.told, moment, audience, telling };
  }

  /** Of what is known now an assessment is kept up; for what was known once the facts are read. */
  private telling(rollCall: Id, audience: Audience, { at: instant, known, current }: Moment): Telling {
    const at = msOf(instant);
    const live = this.facts.running?.tell(rollCall, { audience, known, at, current });
    return live ?? Telling.to(audience, askedOf(readEvidence(this.facts, rollCall, known), at), at, current);
  }

  async demandApplied(after: Position | undefined): Promise<void> {
    if (after !== undefined) await demandApplied(after, this.tools);
  }

  /** Who asks about a roll call, which has to exist. */
  async audienceFor(rollCall: Id, actor: Actor): Promise<Audience> {
    await this.demandKnown(() => this.isKnown(rollCall), 'roll call');
    return audienceOf(actor, this.facts, this.newest());
  }

  private isKnown(rollCall: Id): boolean {
    return this.facts.standing(streamName('rollCall', rollCall), this.newest()) !== undefined;
  }

  /** Refuses with 'not-found' what the facts do not know, and with 'not-current' while they do not know everything. */
  async demandKnown(isKnown: () => boolean, what: string): Promise<void> {
    if (isKnown()) return;
    const { position } = await this.tools.log.end();
    await demandApplied(position, this.tools);
    demand(isKnown(), 'not-found', `There is no such ${what}.`);
  }

  /** Where the facts stand now. */
  newest(): Position {
    return this.tools.views.applied(FACT_VIEWS);
  }
}
