import { keyAfter, type PageQuery } from '../../../api/paging.js';
import type { Position } from '../../../kernel/position.js';
import type { Opened } from '../facts/fact.js';

/** Members of a list that are read at a time. */
const RUN = 64;

type ReadRun = (before: Position | undefined, limit: number) => readonly Opened[];

/** A list from a position on, the newest first, run by run: whoever takes no more of it reads no more. */
export function* newestFirst(read: ReadRun, before: Position | undefined): Generator<Opened> {
  let from = before;
  for (;;) {
    const run = read(from, RUN);
    yield* run;
    const last = run.at(-1);
    if (last === undefined || run.length < RUN) return;
    from = last.opened;
  }
}

/** Where a page of such a list goes on: its cursors are positions, and any other finds nothing. */
export function positionAfter(page: PageQuery): Position | undefined {
  return keyAfter(page) as Position | undefined;
}

/** The first `count` of a walk that are wanted; the walk goes no further. */
export function firstOf<One>(walk: Iterable<One>, count: number, wanted: (one: One) => boolean): readonly One[] {
  const taken: One[] = [];
  for (const one of walk) {
    if (wanted(one)) taken.push(one);
    if (taken.length === count) break;
  }
  return taken;
}
