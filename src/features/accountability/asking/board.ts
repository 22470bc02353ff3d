import type { Id } from '../../../kernel/ids.js';
import type { EpochMs } from '../../../kernel/instant.js';
import type { Person } from '../rule.js';
import type { MembershipChange } from '../rule/evidence.js';

/** Why someone stands where he does on a board, in the order in which a duty officer works through it. */
export const BOARD_GROUPS = ['NEEDS_HELP', 'NEVER_HEARD', 'STALE', 'LAPSING_SOON', 'ACCOUNTED', 'EXCLUDED'] as const;
export type BoardGroup = (typeof BOARD_GROUPS)[number];

/** Milliseconds before a lapse from which on it is shown as near. */
export const LAPSING_SOON_MS = 60 * 60 * 1_000;

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

/** The lines of a board at one instant. */
export interface Board {
  /** Who needs help first; within a group whoever lapses first, then in the order of ids, which never changes. */
  readonly lines: readonly BoardLine[];
  /** The same lines in the places that those listed have, the excluded behind the people. */
  readonly placed: readonly BoardLine[];
  readonly at: EpochMs;
  /** The next instant at which it changes without an event: a lapse, or one that is near from then on; Infinity where none is. */
  readonly changesAt: EpochMs;
}

/** Those lines of an earlier board that are the same are taken from there: of many people few change at a time. */
export function boardOf(listed: Listed, at: EpochMs, before?: Board): Board {
  const { people, excluded } = listed;
  const isOfSameShape = before?.placed.length === people.length + excluded.length;
  const was = isOfSameShape ? before.placed : [];
  const placed: readonly BoardLine[] = [
    ...people.map((person, place) => lineOf(person, at, was[place])),
    ...excluded.map((exclusion, place) => exclusionLine(exclusion, was[people.length + place])),
  ];
  const lines = isOfSameShape ? mended(before, placed) : [...placed].sort(inOrder);
  return { lines, placed, at, changesAt: nextChange(people, at) };
}

/** The former lines without those that are gone, and the new ones in their places. */
function mended(before: Board, placed: readonly BoardLine[]): readonly BoardLine[] {
  const fresh: BoardLine[] = [];
  const lines = before.lines.slice();
  for (const [place, was] of before.placed.entries()) {
    const line = placed[place];
    if (line === undefined || line === was) continue;
    fresh.push(line);
    if (fresh.length > MAX_MENDED_LINES) return [...placed].sort(inOrder);
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
