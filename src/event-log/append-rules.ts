import { invariant } from '../kernel/failure.js';
import type { Id } from '../kernel/ids.js';
import {
  CommandIdReused,
  MAX_EVENTS_PER_APPEND,
  MAX_EVENTS_PER_READ,
  WrongRevision,
  type Append,
  type ExpectedRevision,
} from './event-log.js';

/** What no caller may get wrong, whatever the log holds; a breach is a bug. */
export function checkAppend(request: Append): void {
  const { events, commandId, expected } = request;
  invariant(request.stream !== '', 'an append names its stream');
  invariant(events.length >= 1, 'an append has an event');
  invariant(events.length <= MAX_EVENTS_PER_APPEND, `an append has at most ${MAX_EVENTS_PER_APPEND} events`);
  invariant(expected === 'none' || isCount(expected), 'an expected revision counts from 0');
  invariant(
    new Set(events.map((event) => event.id)).size === events.length,
    'the events of an append have ids of their own',
  );
  invariant(
    events.every((event) => event.metadata.commandId === commandId),
    'the events of an append carry its command id',
  );
}

export function checkPage(from: number, limit: number): void {
  invariant(isCount(from), 'a page begins at a revision, from 0');
  invariant(
    isCount(limit) && limit >= 1 && limit <= MAX_EVENTS_PER_READ,
    `a page has 1 to ${MAX_EVENTS_PER_READ} events`,
  );
}

/**
 * The answer to an append whose command id the log already holds, as it was then; undefined where it holds none of it.
 * Asked before the revision is looked at, for by then the stream may have moved on.
 */
export function answerToRepetition<Stored extends { readonly stream: string; readonly id: Id }>(
  request: Pick<Append, 'stream' | 'commandId'> & { readonly events: readonly { readonly id: Id }[] },
  stored: readonly Stored[],
): readonly Stored[] | undefined {
  if (stored.length === 0) return undefined;
  const same =
    stored.length === request.events.length &&
    stored.every((event, place) => event.stream === request.stream && event.id === request.events[place]?.id);
  if (!same) throw new CommandIdReused(request.commandId);
  return stored;
}

/** The revision that the next event gets, where the stream is exactly where the writer thought. */
export function nextRevision(request: Pick<Append, 'stream' | 'expected'>, last: number | undefined): number {
  const actual: ExpectedRevision = last ?? 'none';
  if (request.expected !== actual) throw new WrongRevision(request.stream, request.expected, actual);
  return last === undefined ? 0 : last + 1;
}

function isCount(value: number): boolean {
  return Number.isSafeInteger(value) && value >= 0;
}
