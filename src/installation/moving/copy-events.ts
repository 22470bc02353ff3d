import {
  CommandIdReused,
  Indeterminate,
  WrongRevision,
  type Append,
  type EventLog,
} from '../../event-log/event-log.js';
import type { RecordedEvent } from '../../kernel/event.js';
import type { GivenStamps } from './given-stamps.js';
import { contentOf, type LogReading } from './log-reading.js';
import { MoveRefused } from './move-refused.js';

/** A log that takes over what another holds. */
export interface TakingLog {
  readonly log: EventLog;
  readonly stamps: GivenStamps;
  /** Appends that are given in one turn keep their order. */
  readonly keepsOrder: boolean;
}

/** The events of one command on one stream, which are appended together as they once were. */
type Run = readonly [RecordedEvent, ...RecordedEvent[]];

/**
 * Reads both logs from their beginnings for as long as they are the same. Answers the events that were read of the
 * source and are not in the target. Rejects with MoveRefused where the target holds anything else than the beginning of
 * the source.
 */
export async function compareBeginnings(
  source: LogReading,
  target: LogReading,
  onPage: () => void,
): Promise<readonly RecordedEvent[]> {
  for (;;) {
    const page = await source.next();
    const isLast = page.length < source.pageSize;
    const there = await target.next(isLast ? page.length + 1 : page.length);
    const other = there.find((event, place) => !isSame(event, page[place]));
    if (other !== undefined) {
      throw new MoveRefused(
        `the target is not empty, and not a beginning of the source either (event ${other.position}): nothing was written`,
      );
    }
    onPage();
    if (isLast || there.length < page.length) return page.slice(there.length);
  }
}

/** Appends what is left of the source, page by page; what `onCopied` throws calls it off. Rejects with MoveRefused where the target does not take it so. */
export async function copyRest(
  left: readonly RecordedEvent[],
  source: LogReading,
  target: TakingLog,
  onCopied: (events: number) => void,
): Promise<void> {
  let held = left;
  // A page that was full may end within a run, whose rest comes with the next one.
  let isLast = source.events % source.pageSize !== 0;
  for (;;) {
    const runs = runsOf(held);
    const ready = isLast ? runs : runs.slice(0, -1);
    await giveAll(ready, target, onCopied);
    if (isLast) return;
    const page = await source.next();
    isLast = page.length < source.pageSize;
    held = [...(runs.at(-1) ?? []), ...page];
  }
}

function runsOf(events: readonly RecordedEvent[]): readonly Run[] {
  const runs: [RecordedEvent, ...RecordedEvent[]][] = [];
  for (const event of events) {
    const run = runs.at(-1);
    if (run !== undefined && isOfOneAppend(run[0], event)) run.push(event);
    else runs.push([event]);
  }
  return runs;
}

function isOfOneAppend(one: RecordedEvent, other: RecordedEvent): boolean {
  return one.stream === other.stream && one.metadata.commandId === other.metadata.commandId;
}

async function giveAll(runs: readonly Run[], target: TakingLog, onCopied: (events: number) => void): Promise<void> {
  const turns = target.keepsOrder ? [runs] : runs.map((run) => [run]);
  for (const turn of turns) {
    await giveTogether(turn, target);
    onCopied(turn.reduce((count, run) => count + run.length, 0));
  }
}

async function giveTogether(runs: readonly Run[], { log, stamps }: TakingLog): Promise<void> {
  stamps.give(runs.map(([{ recordedAt }]) => recordedAt));
  try {
    const answers = await Promise.all(runs.map((run) => log.append(appendOf(run))));
    for (const [place, run] of runs.entries()) demandSame(run, answers[place] ?? []);
  } catch (error) {
    throw explained(error);
  }
}

function appendOf(run: Run): Append {
  const [{ stream, revision, metadata }] = run;
  const events = run.map(({ id, type, schemaVersion, data, personal, metadata: accompanying }) => ({
    ...{ id, type, schemaVersion, data, metadata: accompanying },
    ...(personal === undefined ? {} : { personal }),
  }));
  return { stream, expected: revision === 0 ? 'none' : revision - 1, commandId: metadata.commandId, events };
}

function demandSame(run: Run, stored: readonly RecordedEvent[]): void {
  const other = run.find((event, place) => !isSame(event, stored[place]));
  if (other === undefined && stored.length === run.length) return;
  const { position } = other ?? run[0];
  throw new MoveRefused(
    `the target did not take event ${position} of the source as it was given: empty it, begin anew`,
  );
}

function isSame(one: RecordedEvent, other: RecordedEvent | undefined): boolean {
  return other !== undefined && contentOf(one) === contentOf(other);
}

function explained(error: unknown): unknown {
  if (error instanceof WrongRevision || error instanceof CommandIdReused) {
    return new MoveRefused(`somebody else writes to the target (${error.message}): stop all of its servers`, {
      cause: error,
    });
  }
  if (error instanceof Indeterminate) {
    return new MoveRefused(`an answer of the target was lost (${error.message}): do it again, it goes on from there`, {
      cause: error,
    });
  }
  return error;
}
