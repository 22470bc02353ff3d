import {
  CommandIdReused,
  Indeterminate,
  LogUnavailable,
  readWhole,
  WrongRevision,
  type EventLog,
  type EventToAppend,
  type ExpectedRevision,
  type LogEnd,
} from '../event-log/event-log.js';
import type { Actor } from '../kernel/actor.js';
import { MAX_CLOCK_BEHIND_MS, type Clock } from '../kernel/clock.js';
import { fold, type Decider, type DecisionContext } from '../kernel/decider.js';
import type { EventCatalogue } from '../kernel/event-description.js';
import type { Fact, RecordedEvent } from '../kernel/event.js';
import { demand, invariant, Refusal } from '../kernel/failure.js';
import { msOf } from '../kernel/instant.js';
import type { Position } from '../kernel/position.js';
import type { Sealer } from '../sealing/sealer.js';
import type { CommandOrigin } from './command-origin.js';
import { KnownStreams, type Loaded } from './known-streams.js';
import { prepare } from './preparing.js';
import { RecentEnd } from './recent-end.js';
import { comesTrue, lastPending, reservationId, type Reservations } from './reservations.js';

/** How often a decision is taken anew because somebody else wrote meanwhile, before its caller is asked to try later. */
export const MAX_ATTEMPTS = 8;

export interface DecidingTools {
  readonly log: EventLog;
  readonly sealer: Sealer;
  readonly clock: Clock;
  readonly catalogue: EventCatalogue;
}

/** A stream of reservations of which the newest has come true or is void. */
export type Settled<State> = Pick<Loaded<State>, 'state' | 'revision'>;

/** One decision about one stream. */
export interface Decision<State, F extends Fact> {
  readonly decider: Decider<State, F>;
  readonly stream: string;
  readonly origin: CommandOrigin;
  /** Finishes what others left half done and bears on this. Called anew for every attempt, before the stream is read. */
  settle?(): Promise<void>;
  /** Called anew, with what it reads read anew, whenever somebody else has written meanwhile. */
  decide(state: State, context: DecisionContext): readonly F[] | Promise<readonly F[]>;
  /** Takes what must be held before the facts may be stored. A WrongRevision from it lets the decision be taken anew. */
  reserve?(prepared: readonly EventToAppend[]): Promise<void>;
}

/** What a decision rests on. */
interface Basis<State> {
  readonly loaded: Loaded<State>;
  readonly end: LogEnd | Promise<LogEnd>;
}

export interface Decided {
  /** What the command recorded on its stream, now or when it was first given. */
  readonly events: readonly RecordedEvent[];
  readonly position: Position;
  /** Who gave it. */
  readonly actor: Actor;
}

/**
 * Runs decisions on any engine: read the stream, fold it, decide, seal, append at the exact revision. A command that
 * the stream has already is answered as it was the first time, and one that is changed is refused.
 */
export class Deciding {
  private readonly streams: KnownStreams;
  private readonly recentEnd = new RecentEnd();

  constructor(private readonly tools: DecidingTools) {
    this.streams = new KnownStreams(tools.log);
  }

  load<State, F extends Fact>(decider: Decider<State, F>, stream: string): Promise<Loaded<State>> {
    return this.streams.load(decider, stream);
  }

  /** What an attempt has left in doubt is not called undone, whatever stands in the way of finding out. */
  async run<State, F extends Fact>(decision: Decision<State, F>): Promise<Decided> {
    const doubts: Indeterminate[] = [];
    try {
      return await this.decideUntilStored(decision, doubts);
    } catch (error) {
      const [doubt] = doubts;
      if (doubt !== undefined && (error instanceof LogUnavailable || isConflict(error))) throw doubt;
      throw error;
    }
  }

  private async decideUntilStored<State, F extends Fact>(
    decision: Decision<State, F>,
    doubts: Indeterminate[],
  ): Promise<Decided> {
    const first = await this.atOnce(decision, doubts);
    if (first !== undefined) return answer(first, decision.origin);
    for (let attempts = 0; ; attempts += 1) {
      await decision.settle?.();
      // Asked together, which an engine may answer together.
      const end = this.recentEnd.ask(this.tools.log);
      const loaded = await this.load(decision.decider, decision.stream);
      const repeated = await this.repetition(decision, loaded);
      if (repeated !== undefined) return answer(repeated, decision.origin);
      // After the look, so that what the last attempt reserved has come true by now and is not called refused.
      demand(attempts < MAX_ATTEMPTS, 'conflict', 'Others keep writing about the same; try again.');
      const recorded = await this.attempt(decision, { loaded, end }, doubts);
      if (recorded !== undefined) return answer(recorded, decision.origin);
      this.streams.forget(decision.stream);
    }
  }

  /**
   * An attempt on what is known of the stream, without a look whether it still stands there: the exact revision tells.
   * Undefined where that is not so, and where it would be refused, which only a look may say.
   */
  private async atOnce<State, F extends Fact>(
    decision: Decision<State, F>,
    doubts: Indeterminate[],
  ): Promise<readonly RecordedEvent[] | undefined> {
    if (decision.settle !== undefined || decision.reserve !== undefined) return undefined;
    const loaded = this.streams.known(decision.decider, decision.stream);
    const end = this.recentEnd.known;
    if (loaded === undefined || end === undefined || loaded.commands.has(decision.origin.commandId)) return undefined;
    try {
      return await this.attempt(decision, { loaded, end }, doubts);
    } catch {
      return undefined;
    }
  }

  /** Reads a stream of reservations once the newest of them has come true, or is void. */
  async settle<State, F extends Fact>(reservations: Reservations<State, F>): Promise<Settled<State>> {
    const { decider, stream } = reservations;
    const events = await readWhole(this.tools.log, stream);
    const pending = lastPending(reservations, events);
    if (pending !== undefined) await comesTrue(pending, this.tools.log);
    return { state: fold(decider, events), revision: events.at(-1)?.revision ?? 'none' };
  }

  /**
   * Stores a reservation for facts that are prepared. Each decision has one of its own, so that a decision taken anew
   * reserves anew and an exact retry finds what it had. Throws WrongRevision where somebody else was next.
   */
  async reserve(
    facts: readonly Fact[],
    place: { readonly stream: string; readonly expected: ExpectedRevision },
    reserved: readonly EventToAppend[],
    origin: CommandOrigin,
  ): Promise<void> {
    const own = { ...origin, commandId: reservationId(origin, reserved), causationId: origin.commandId };
    const events = await prepare(facts, place.stream, own, this.tools);
    await this.tools.log.append({ ...place, commandId: own.commandId, events });
  }

  /** What the command recorded when it was given before. */
  private async repetition(
    { stream, origin }: Pick<Decision<never, Fact>, 'stream' | 'origin'>,
    { commands }: Loaded<unknown>,
  ): Promise<readonly RecordedEvent[] | undefined> {
    if (!commands.has(origin.commandId)) return undefined;
    const events = await readWhole(this.tools.log, stream);
    const own = events.filter(({ metadata }) => metadata.commandId === origin.commandId);
    return own.length === 0 ? undefined : ofCommand(origin, own);
  }

  /** Undefined where the attempt has to be made anew: somebody was faster, or the answer was lost. */
  private async attempt<State, F extends Fact>(
    decision: Decision<State, F>,
    basis: Basis<State>,
    doubts: Indeterminate[],
  ): Promise<readonly RecordedEvent[] | undefined> {
    const { stream, origin } = decision;
    const { loaded } = basis;
    const facts = await this.decided(decision, basis);
    demandSeen(loaded, origin);
    const events = await prepare(facts, stream, origin, this.tools);
    let reserved = false;
    try {
      if (decision.reserve !== undefined) {
        await decision.reserve(events);
        reserved = true;
      }
      const { commandId } = origin;
      const appended = await this.tools.log.append({ stream, expected: loaded.revision, commandId, events });
      // Another command under the same key may have come to the same facts a moment ago.
      const recorded = ofCommand(origin, appended);
      this.streams.append(decision.decider, stream, recorded);
      this.recentEnd.recorded(recorded);
      return recorded;
    } catch (error) {
      if (error instanceof Indeterminate) doubts.push(error);
      if (error instanceof WrongRevision || error instanceof Indeterminate) return undefined;
      if (error instanceof CommandIdReused) throw keyReused();
      if (error instanceof LogUnavailable && reserved) throw onlyReserved();
      throw error;
    }
  }

  /** Whoever may not decide this is told that alone: that something has changed would tell him that it is there. */
  private async decided<State, F extends Fact>(
    decision: Decision<State, F>,
    { loaded, end }: Basis<State>,
  ): Promise<readonly F[]> {
    const context = { now: this.soundNow(await end), actor: decision.origin.actor };
    try {
      return await decision.decide(loaded.state, context);
    } catch (error) {
      if (!isForbidden(error)) demandSeen(loaded, decision.origin);
      throw error;
    }
  }

  private soundNow({ recordedAt }: LogEnd): DecisionContext['now'] {
    const now = this.tools.clock.now();
    const behind = recordedAt === undefined ? 0 : msOf(recordedAt) - msOf(now);
    demand(
      behind <= MAX_CLOCK_BEHIND_MS,
      'clock-insane',
      "This machine's clock is behind the log; nothing was stored.",
    );
    return now;
  }
}

/** Throws where it was another command of the same id that recorded them. */
function ofCommand({ fingerprint }: CommandOrigin, events: readonly RecordedEvent[]): readonly RecordedEvent[] {
  if (events.some(({ metadata }) => metadata.fingerprint !== fingerprint)) throw keyReused();
  return events;
}

/** Of a command whose id has been used for another. */
export function keyReused(): Refusal {
  return new Refusal('command-id-reused', 'This key was used for another command; nothing was stored.');
}

/** Whoever comes next records it, so that it may not be called undone. */
function onlyReserved(): Refusal {
  return new Refusal(
    'indeterminate',
    'The log cannot be reached, and this may yet be recorded; repeat it under the same key.',
  );
}

function isConflict(error: unknown): boolean {
  return error instanceof Refusal && error.problem === 'conflict';
}

function isForbidden(error: unknown): boolean {
  return error instanceof Refusal && error.problem === 'forbidden';
}

function demandSeen(loaded: Loaded<unknown>, { seenRevision }: CommandOrigin): void {
  const unchanged = seenRevision === undefined || loaded.revision === seenRevision;
  demand(unchanged, 'precondition-failed', 'What you have seen has changed since; look again.');
}

function answer(events: readonly RecordedEvent[], { actor }: CommandOrigin): Decided {
  const last = events.at(-1);
  invariant(last !== undefined, 'a decision records something or is refused');
  return { events, position: last.position, actor };
}
