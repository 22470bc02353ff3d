import { readWhole, WrongRevision, type EventLog, type EventToAppend } from '../event-log/event-log.js';
import type { PendingFact } from '../kernel/event.js';

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
      if (!(error instanceof WrongRevision)) throw error;
    }
  }
}
