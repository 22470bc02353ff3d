import type { Id } from '../../../kernel/ids.js';
import { earlier, type EpochMs } from '../../../kernel/instant.js';
import type { Person } from '../rule.js';
import type { MembershipChange } from '../rule/evidence.js';

/** Why someone stands where he does on a board, in the order in which a duty officer works through it. */
export const BOARD_GROUPS = ['NEEDS_HELP', 'NEVER_HEARD', 'STALE', 'LAPSING_SOON', 'ACCOUNTED', 'EXCLUDED'] as const;
export type BoardGroup = (typeof BOARD_GROUPS)[number];

/** Milliseconds before a lapse from which on it is shown as near. */
export const LAPSING_SOON_MS = 60 * 60 * 1_000;

/** A line of the board: someone at risk, or someone excluded by a decision. */
export type BoardLine = { readonly group: BoardGroup; readonly deployment: Id; readonly sortKey: string } & (
  { readonly person: Person } | { readonly exclusion: MembershipChange }
);

/** Who needs help first; within a group whoever lapses first, then in the order of ids, which never changes. */
export function boardLines(
  people: readonly Person[],
  excluded: readonly MembershipChange[],
  at: EpochMs,
): readonly BoardLine[] {
  const lines: readonly BoardLine[] = [
    ...people.map((person) => ({ ...placed(groupOf(person, at), person.deployment, person.lapsesAt), person })),
    ...excluded.map((exclusion) => ({ ...placed('EXCLUDED', exclusion.deployment), exclusion })),
  ];
  return [...lines].sort((a, b) => (a.sortKey < b.sortKey ? -1 : 1));
}

function placed(group: BoardGroup, deployment: Id, lapse: EpochMs = Number.MAX_SAFE_INTEGER) {
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
  return firstAfter(lapsesOf(people), at);
}

/** The next instant at which the board changes without an event: a lapse, or one that is near from then on. */
export function nextChange(people: readonly Person[], at: EpochMs): EpochMs | undefined {
  const lapses = lapsesOf(people);
  return firstAfter([...lapses, ...lapses.map((lapse) => lapse - LAPSING_SOON_MS)], at);
}

function lapsesOf(people: readonly Person[]): readonly EpochMs[] {
  return people.flatMap(({ lapsesAt }) => lapsesAt ?? []);
}

function firstAfter(instants: readonly EpochMs[], at: EpochMs): EpochMs | undefined {
  const ahead = instants.filter((instant) => instant > at);
  return ahead.length === 0 ? undefined : ahead.reduce(earlier<EpochMs>);
}
