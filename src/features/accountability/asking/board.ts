import type { Id } from '../../../kernel/ids.js';
import type { EpochMs } from '../../../kernel/instant.js';
import type { Person } from '../rule.js';
import type { MembershipChange } from '../rule/evidence.js';

/** Why someone stands where he does on a board, in the order in which a duty officer works through it. */
export const BOARD_GROUPS = ['NEEDS_HELP', 'NEVER_HEARD', 'STALE', 'LAPSING_SOON', 'ACCOUNTED', 'EXCLUDED'] as const;
export type BoardGroup = (typeof BOARD_GROUPS)[number];

/** Milliseconds before a lapse from which on it is shown as near. */
export const LAPSING_SOON_MS = 60 * 60 * 1_000;

/** Of whom the lines are taken from an earlier board together, where all of them are the same. */
const PEOPLE_PER_STRETCH = 512;

/** Lines that are put in their new places one by one; when more have changed, all are put in order. */
const MAX_MENDED_LINES = 200;

/** A line of the board: someone at risk, or someone excluded by a decision. */
export type BoardLine = { readonly group: BoardGroup; readonly deployment: Id; readonly sortKey: string } & (
  { readonly person: Person } | { readonly exclusion: MembershipChange }
);

/** Who stands on a board: of an assessment, as its reader gets it. */
export interface Listed {
  readonly people: readonly Person[];
  readonly excluded: readonly MembershipChange[];
}

/** Some people after each other, in the places that those listed have. */
interface Stretch {
  readonly lines: readonly BoardLine[];
  readonly changesAt: EpochMs;
  readonly lapsesAt: EpochMs;
}

/** The lines of a board at one instant. */
export interface Board extends Listed {
  /** Who needs help first; within a group whoever lapses first, then in the order of ids, which never changes. */
  readonly lines: readonly BoardLine[];
  /** The same lines in the places that those listed have, the excluded behind the people. */
  readonly placed: readonly BoardLine[];
  readonly stretches: readonly Stretch[];
  readonly at: EpochMs;
  /** The next instant at which it changes without an event: a lapse, or one that is near from then on; Infinity where none is. */
  readonly changesAt: EpochMs;
  /** The next instant at which evidence stops being fresh; Infinity where nothing lapses any more. */
  readonly lapsesAt: EpochMs;
}

/** Those lines of an earlier board that are the same are taken from there: of many people few change at a time. */
export function boardOf(
  { people, excluded }: Listed,
  at: EpochMs,
  earlier?: Board,
  perStretch = PEOPLE_PER_STRETCH,
): Board {
  const before = earlier !== undefined && areOfOneShape(earlier, { people, excluded }) ? earlier : undefined;
  const isLater = before !== undefined && at >= before.at;
  const stretches: Stretch[] = [];
  for (let first = 0; first < people.length; first += perStretch) {
    const kept = before?.stretches[stretches.length];
    const stands =
      isLater &&
      kept !== undefined &&
      at < kept.changesAt &&
      isSameStretch(before.people, people, first, kept.lines.length);
    stretches.push(stands ? kept : stretchOf(people.slice(first, first + perStretch), at, kept));
  }
  const exclusions = excluded.map((exclusion, place) =>
    exclusionLine(exclusion, before?.placed[people.length + place]),
  );
  const placed = ([] as BoardLine[]).concat(...stretches.map(({ lines }) => lines), exclusions);
  const lines = before === undefined ? placed.toSorted(inOrder) : mended(before, placed);
  const changesAt = stretches.reduce((least, stretch) => Math.min(least, stretch.changesAt), Infinity);
  const lapsesAt = stretches.reduce((least, stretch) => Math.min(least, stretch.lapsesAt), Infinity);
  return { people, excluded, lines, placed, stretches, at, changesAt, lapsesAt };
}

function areOfOneShape(a: Listed, b: Listed): boolean {
  return a.people.length === b.people.length && a.excluded.length === b.excluded.length;
}

/** Whom nothing has touched is the same object, and is not looked at. */
function isSameStretch(a: readonly Person[], b: readonly Person[], first: number, count: number): boolean {
  for (let place = first; place < first + count; place += 1) if (a[place] !== b[place]) return false;
  return true;
}

function stretchOf(people: readonly Person[], at: EpochMs, before: Stretch | undefined): Stretch {
  const lines = people.map((person, place) => lineOf(person, at, before?.lines[place]));
  return { lines, changesAt: nextChange(people, at), lapsesAt: nextLapse(people, at) ?? Infinity };
}

/** The former lines without those that are gone, and the new ones in their places. */
function mended(before: Board, placed: readonly BoardLine[]): readonly BoardLine[] {
  const fresh: BoardLine[] = [];
  const lines = before.lines.slice();
  for (let place = 0; place < placed.length; place += 1) {
    const [was, line] = [before.placed[place], placed[place]];
    if (was === undefined || line === undefined || line === was) continue;
    fresh.push(line);
    if (fresh.length > MAX_MENDED_LINES) return placed.toSorted(inOrder);
    lines.splice(lines.indexOf(was, placeOf(lines, was.sortKey)), 1);
  }
  if (fresh.length === 0) return before.lines;
  for (const line of fresh) lines.splice(placeOf(lines, line.sortKey), 0, line);
  return lines;
}

/** Where the first line stands that does not come before a key. */
function placeOf(lines: readonly BoardLine[], sortKey: string): number {
  let [from, to] = [0, lines.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    const line = lines[middle];
    if (line !== undefined && line.sortKey < sortKey) from = middle + 1;
    else to = middle;
  }
  return from;
}

function inOrder(a: BoardLine, b: BoardLine): number {
  return a.sortKey < b.sortKey ? -1 : 1;
}

function lineOf(person: Person, at: EpochMs, before: BoardLine | undefined): BoardLine {
  const group = groupOf(person, at);
  const stands = before !== undefined && 'person' in before && before.person === person && before.group === group;
  return stands ? before : { ...standingIn(group, person.deployment, person.lapsesAt), person };
}

function exclusionLine(exclusion: MembershipChange, before: BoardLine | undefined): BoardLine {
  const stands = before !== undefined && 'exclusion' in before && before.exclusion === exclusion;
  return stands ? before : { ...standingIn('EXCLUDED', exclusion.deployment), exclusion };
}

function standingIn(group: BoardGroup, deployment: Id, lapse: EpochMs = Number.MAX_SAFE_INTEGER) {
  const rank = BOARD_GROUPS.indexOf(group);
  return { group, deployment, sortKey: `${rank} ${String(lapse).padStart(16, '0')} ${deployment}` };
}

function groupOf({ impaired, condition, accountability, lapsesAt }: Person, at: EpochMs): BoardGroup {
  if (impaired !== undefined || (condition !== 'SAFE' && condition !== 'NOT_REPORTED')) return 'NEEDS_HELP';
  if (accountability === 'UNKNOWN') return 'NEVER_HEARD';
  if (accountability === 'STALE') return 'STALE';
  return lapsesAt !== undefined && lapsesAt - at <= LAPSING_SOON_MS ? 'LAPSING_SOON' : 'ACCOUNTED';
}

/** The next instant at which evidence stops being fresh; absent where nothing lapses any more. */
export function nextLapse(people: readonly Person[], at: EpochMs): EpochMs | undefined {
  let next = Infinity;
  for (const { lapsesAt } of people) if (lapsesAt !== undefined && lapsesAt > at && lapsesAt < next) next = lapsesAt;
  return next === Infinity ? undefined : next;
}

function nextChange(people: readonly Person[], at: EpochMs): EpochMs {
  let next = Infinity;
  for (const { lapsesAt } of people) {
    if (lapsesAt === undefined || lapsesAt <= at) continue;
    const soon = lapsesAt - LAPSING_SOON_MS;
    next = Math.min(next, soon > at ? soon : lapsesAt);
  }
  return next;
}
