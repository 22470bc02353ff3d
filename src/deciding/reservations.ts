import {
  CommandIdReused,
  readWhole,
  WrongRevision,
  type EventLog,
  type EventToAppend,
} from '../event-log/event-log.js';
import type { Decider } from '../kernel/decider.js';
import type { Fact, PendingFact, Recorded, RecordedEvent } from '../kernel/event.js';
import { derivedId, type Id } from '../kernel/ids.js';
import type { CommandOrigin } from './command-origin.js';

/**
 * A stream on which whoever takes the next step announces it first, at the exact revision, and only once the step before
 * has come true or is void: so of all the steps that exclude each other one alone can be next.
 */
export interface Reservations<State, F extends Fact> {
  readonly decider: Decider<State, F>;
  readonly stream: string;
  /** What an event of the stream announces; undefined where it is no reservation. */
  pendingOf(event: Recorded<F>): PendingFact | undefined;
}

/** The newest that is announced; those before it were settled when it was. */
export function lastPending<State, F extends Fact>(
  reservations: Reservations<State, F>,
  events: readonly RecordedEvent<string, object>[],
): PendingFact | undefined {
  for (const event of events.toReversed()) {
    const pending = reservations.pendingOf(event as Recorded<F>);
    if (pending !== undefined) return pending;
  }
  return undefined;
}

/** The command id of a reservation: it depends on what is reserved too. */
export function reservationId(origin: CommandOrigin, reserved: readonly EventToAppend[]): Id {
  return derivedId('reserve', origin.commandId, ...reserved.map(({ id }) => id));
}

/** What a reservation announces: the one fact that its taker is about to record on another stream. */
export function pendingFact(stream: string, opensStream: boolean, prepared: readonly EventToAppend[]): PendingFact {
  const [event, ...others] = prepared;
  if (event === undefined || others.length > 0) throw new Error('a reservation announces exactly one fact');
  return { stream, opensStream, event };
}

/**
 * Sees to it that a reserved fact is on its stream, recording it word for word where a crash came between, and answers
 * whether it is. It never will be where it was to open a stream that something else has opened: then the reservation is void.
 */
export async function comesTrue({ stream, opensStream, event }: PendingFact, log: EventLog): Promise<boolean> {
  for (;;) {
    const events = await readWhole(log, stream);
    if (events.some(({ id }) => id === event.id)) return true;
    if (opensStream && events.length > 0) return false;
    try {
      const expected = events.at(-1)?.revision ?? 'none';
      await log.append({ stream, expected, commandId: event.metadata.commandId, events: [event] });
      return true;
    } catch (error) {
      // Its command id has been used for something else since, so it can never be recorded any more.
      if (error instanceof CommandIdReused) return false;
      if (!(error instanceof WrongRevision)) throw error;
    }
  }
}
