import { stateOf, type Shape } from '../../parts/status.js';
import type { Line } from './live-board.js';

export const GROUPINGS = ['state', 'mission', 'post', 'agency'] as const;
export type Grouping = (typeof GROUPINGS)[number];

/** In the order in which the watch works through them. */
const GROUPS: readonly Line['group'][] = [
  'NEEDS_HELP',
  'NEVER_HEARD',
  'STALE',
  'LAPSING_SOON',
  'ACCOUNTED',
  'EXCLUDED',
];

/** Who stands together on a board, in order. */
export interface Section {
  /** A group's name, a mission's or a post's id, or an agency's name; empty for those who have none. */
  readonly key: string;
  readonly deployments: readonly string[];
}

type Lines = ReadonlyMap<string, Line>;

/** Everyone in the order of the board, section by section; within a mission, a post or an agency in the same order. */
export function arranged(lines: Lines, grouping: Grouping): readonly Section[] {
  const sections = new Map<string, string[]>();
  for (const line of ordered(lines)) {
    for (const key of keysOf(line, grouping)) {
      const section = sections.get(key) ?? [];
      section.push(line.deployment);
      sections.set(key, section);
    }
  }
  return [...sections].map(([key, deployments]) => ({ key, deployments }));
}

/**
 * How many lines would move, come or go if what is shown were put in order anew. A new place within a section is no
 * news: it follows from the lapse, which the line itself tells.
 */
export function movedSince(shown: readonly Section[], present: readonly Section[]): number {
  const [before, after] = [placesIn(shown), placesIn(present)];
  const moved = [...after].filter(([deployment, place]) => before.get(deployment) !== place);
  const gone = [...before.keys()].filter((deployment) => !after.has(deployment));
  return moved.length + gone.length;
}

/** By deployment the sections that it stands in. */
function placesIn(sections: readonly Section[]): ReadonlyMap<string, string> {
  const places = new Map<string, string>();
  for (const { key, deployments } of sections) {
    for (const deployment of deployments) places.set(deployment, `${places.get(deployment) ?? ''}|${key}`);
  }
  return places;
}

/** Lines by their keys, which are made once for each: a thousand lines are compared ten thousand times. */
function ordered(lines: Lines): readonly Line[] {
  const keyed = [...lines.values()].map((line) => ({ key: sortKey(line), line }));
  return keyed.sort((a, b) => (a.key < b.key ? -1 : 1)).map(({ line }) => line);
}

function sortKey({ group, person, deployment }: Line): string {
  return `${GROUPS.indexOf(group)} ${person?.lapsesAt ?? '9'} ${deployment}`;
}

function keysOf(line: Line, grouping: Grouping): readonly string[] {
  const assignments = line.assignments ?? [];
  switch (grouping) {
    case 'state':
      return [line.group];
    case 'agency':
      return [line.homeAgency ?? ''];
    case 'mission':
      return assignments.length === 0 ? [''] : [...new Set(assignments.map(({ mission }) => mission))];
    case 'post':
      return assignments.length === 0 ? [''] : [...new Set(assignments.map(({ post }) => post ?? ''))];
  }
}

/** How many of those at risk show each shape. */
export function countsByShape(lines: Lines): ReadonlyMap<Shape, number> {
  const counts = new Map<Shape, number>();
  for (const { person } of lines.values()) {
    if (person === undefined) continue;
    const { shape } = stateOf(person);
    counts.set(shape, (counts.get(shape) ?? 0) + 1);
  }
  return counts;
}

/** Those of the lines that a reader looks for, by a name, an agency or what is missing of them. */
export function matching(
  lines: Lines,
  { text, among, nameOf }: { text: string; among: readonly string[] | undefined; nameOf: (line: Line) => string },
): Lines {
  if (text === '' && among === undefined) return lines;
  const wanted = among === undefined ? undefined : new Set(among);
  const sought = folded(text);
  const isWanted = (line: Line): boolean =>
    (wanted?.has(line.deployment) ?? true) && folded(`${nameOf(line)} ${line.homeAgency ?? ''}`).includes(sought);
  return new Map([...lines].filter(([, line]) => isWanted(line)));
}

/** Without accents and case, so that a tired hand finds Lévis by "levis". */
function folded(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
}
