import { instantTyped } from '../../parts/form/instants.js';

/** The columns of a roster: their names in a file, in either language. */
const COLUMNS = {
  name: ['name', 'nom'],
  rank: ['rank', 'grade'],
  agency: ['agency', 'home agency', 'organisme', 'service'],
  language: ['language', 'langue'],
  mission: ['mission'],
  post: ['post', 'poste'],
  position: ['position', 'fonction'],
  began: ['began', 'begins', 'debut'],
  plannedEnd: ['planned end', 'ends', 'fin prevue', 'fin'],
} as const;

export type Column = keyof typeof COLUMNS;

const REQUIRED = ['name', 'rank', 'agency'] as const satisfies readonly Column[];
/** Whoever has one of these is sent somewhere, and needs them all. */
const OF_A_TOUR = ['mission', 'began', 'plannedEnd'] as const satisfies readonly Column[];

export type FaultKind =
  | 'MISSING'
  | 'NOT_A_TIME'
  | 'NO_SUCH_MISSION'
  | 'NO_SUCH_POST'
  | 'ENDS_BEFORE'
  | 'AHEAD'
  | 'TWICE'
  | 'AMBIGUOUS'
  | 'NOT_A_LANGUAGE';

export interface Fault {
  readonly column: Column;
  readonly kind: FaultKind;
}

export interface TourToBegin {
  readonly mission: string;
  readonly post?: string;
  readonly position?: string;
  readonly beganAt: string;
  readonly plannedEndAt: string;
}

/** What is there otherwise than the roster says. It is shown, and left as it is: a form changes it, with its reason. */
export interface Difference {
  readonly column: 'rank' | 'mission' | 'plannedEnd';
  readonly there: string;
  readonly roster: string;
}

export interface PlannedLine {
  /** In the file, its first line being 1. */
  readonly line: number;
  readonly cells: Readonly<Partial<Record<Column, string>>>;
  readonly faults: readonly Fault[];
  /** Who it is, where he is registered already. */
  readonly officer?: string;
  /** What is to begin; absent where nothing is, or where it has begun already. */
  readonly tour?: TourToBegin;
  readonly differences: readonly Difference[];
}

export interface Plan {
  readonly lines: readonly PlannedLine[];
  /** Columns that every roster has and this one lacks. */
  readonly lacking: readonly Column[];
  /** Columns that nobody reads. */
  readonly unread: readonly string[];
}

interface Named {
  readonly name?: { readonly text?: string };
}

interface Mission extends Named {
  readonly mission: string;
}

interface Tour {
  readonly plannedEndAt: string;
  readonly endedAt?: string;
  readonly missions: readonly string[];
}

interface Officer extends Named {
  readonly officer: string;
  readonly rank?: { readonly text?: string };
  readonly homeAgency: string;
  readonly tours: readonly Tour[];
}

/** What is recorded already. */
export interface There {
  readonly missions: readonly Mission[];
  /** The open posts of each mission. */
  readonly posts: ReadonlyMap<string, readonly (Named & { readonly post: string })[]>;
  readonly officers: readonly Officer[];
  /** In which zone the file tells its times. */
  readonly zone: string;
  /** Milliseconds since 1970: nothing begins after it. */
  readonly now: number;
}

type Row = Readonly<Record<string, string>>;

/** What an import of these rows would do, and everything that keeps it from being done. Nothing is asked or sent. */
export function planRoster(header: readonly string[], rows: readonly Row[], there: There): Plan {
  const columns = new Map(header.map((name) => [name, columnOf(name)]));
  const known = new Set([...columns.values()]);
  const seen = new Set<string>();
  const lines = rows.map((row, place) => {
    const cells: Partial<Record<Column, string>> = {};
    for (const [name, column] of columns) {
      const cell = (row[name] ?? '').trim();
      if (column !== undefined && cell !== '') cells[column] = cell;
    }
    const planned = planLine(place + 2, cells, there);
    const who = identity(cells.name ?? '', cells.agency ?? '');
    const isTwice = seen.has(who);
    seen.add(who);
    return isTwice ? { ...planned, faults: [...planned.faults, { column: 'name', kind: 'TWICE' } as const] } : planned;
  });
  return {
    lines,
    lacking: REQUIRED.filter((column) => !known.has(column)),
    unread: header.filter((name) => columns.get(name) === undefined && name.trim() !== ''),
  };
}

/** Whether a line still has something to be sent. */
export function isToDo({ officer, tour }: PlannedLine): boolean {
  return officer === undefined || tour !== undefined;
}

function columnOf(name: string): Column | undefined {
  const plain = folded(name).replaceAll(/[_-]+/g, ' ');
  return (Object.keys(COLUMNS) as Column[]).find((column) => COLUMNS[column].some((known) => known === plain));
}

function folded(text: string): string {
  return text.trim().normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase();
}

function identity(name: string, agency: string): string {
  return `${folded(name)}|${folded(agency)}`;
}

type Cells = PlannedLine['cells'];

function planLine(line: number, cells: Cells, there: There): PlannedLine {
  const isSent = OF_A_TOUR.some((column) => cells[column] !== undefined);
  const needed = isSent ? [...REQUIRED, ...OF_A_TOUR] : REQUIRED;
  const faults: Fault[] = needed
    .filter((column) => cells[column] === undefined)
    .map((column) => ({ column, kind: 'MISSING' }));
  if (cells.language !== undefined && !isLanguageTag(cells.language))
    faults.push({ column: 'language', kind: 'NOT_A_LANGUAGE' });
  const namesakes = there.officers.filter(
    ({ name, homeAgency }) => identity(name?.text ?? '', homeAgency) === identity(cells.name ?? '', cells.agency ?? ''),
  );
  if (namesakes.length > 1) faults.push({ column: 'name', kind: 'AMBIGUOUS' });
  const officer = namesakes[0];
  const found = isSent ? tourOf(cells, there) : undefined;
  faults.push(...(found?.faults ?? []));
  const open = officer?.tours.find(({ endedAt }) => endedAt === undefined);
  return {
    ...{ line, cells, faults },
    ...(officer === undefined ? {} : { officer: officer.officer }),
    ...(found?.tour !== undefined && open === undefined ? { tour: found.tour } : {}),
    differences: officer === undefined ? [] : differencesOf(cells, officer, open, found?.tour, there.missions),
  };
}

function isLanguageTag(text: string): boolean {
  return /^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$/.test(text);
}

interface FoundTour {
  readonly tour?: TourToBegin;
  readonly faults: readonly Fault[];
}

function tourOf(cells: Cells, there: There): FoundTour {
  const faults: Fault[] = [];
  const mission = only(there.missions.filter(({ name }) => folded(name?.text ?? '') === folded(cells.mission ?? '')));
  if (cells.mission !== undefined && mission === undefined) faults.push({ column: 'mission', kind: 'NO_SUCH_MISSION' });
  const posts = mission === undefined ? [] : (there.posts.get(mission.mission) ?? []);
  const post = only(posts.filter(({ name }) => folded(name?.text ?? '') === folded(cells.post ?? '')));
  if (cells.post !== undefined && mission !== undefined && post === undefined)
    faults.push({ column: 'post', kind: 'NO_SUCH_POST' });
  const [beganAt, plannedEndAt] = (['began', 'plannedEnd'] as const).map((column) => {
    const cell = cells[column];
    const instant = cell === undefined ? undefined : instantTyped(cell, there.zone);
    if (cell !== undefined && instant === undefined) faults.push({ column, kind: 'NOT_A_TIME' });
    return instant;
  });
  if (beganAt !== undefined && Date.parse(beganAt) > there.now) faults.push({ column: 'began', kind: 'AHEAD' });
  if (beganAt !== undefined && plannedEndAt !== undefined && plannedEndAt < beganAt)
    faults.push({ column: 'plannedEnd', kind: 'ENDS_BEFORE' });
  if (mission === undefined || beganAt === undefined || plannedEndAt === undefined) return { faults };
  const where = { mission: mission.mission, ...(post === undefined ? {} : { post: post.post }) };
  return { tour: { ...where, ...position(cells), beganAt, plannedEndAt }, faults };
}

function position({ position }: Cells): { readonly position?: string } {
  return position === undefined ? {} : { position };
}

function only<Item>(items: readonly Item[]): Item | undefined {
  return items.length === 1 ? items[0] : undefined;
}

function differencesOf(
  cells: Cells,
  officer: Officer,
  open: Tour | undefined,
  tour: TourToBegin | undefined,
  missions: readonly Mission[],
): readonly Difference[] {
  const differences: Difference[] = [];
  const rank = officer.rank?.text ?? '';
  if (cells.rank !== undefined && folded(cells.rank) !== folded(rank)) {
    differences.push({ column: 'rank', there: rank, roster: cells.rank });
  }
  if (open === undefined || tour === undefined) return differences;
  if (!open.missions.includes(tour.mission)) {
    const there = missions.filter(({ mission }) => open.missions.includes(mission)).map(({ name }) => name?.text ?? '');
    differences.push({ column: 'mission', there: there.join(', '), roster: cells.mission ?? '' });
  }
  if (Date.parse(open.plannedEndAt) !== Date.parse(tour.plannedEndAt)) {
    differences.push({ column: 'plannedEnd', there: open.plannedEndAt, roster: tour.plannedEndAt });
  }
  return differences;
}
