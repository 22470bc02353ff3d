/** A moment of a replay: what was true at t, as known up to and with one of the events. */
export interface ReplayMoment {
  /** Of the last event that is known. */
  readonly place: number;
  /** t, in milliseconds since 1970. */
  readonly at: number;
}

/** Where an incident's events stand, in their order; there is at least one. */
export interface Outline {
  readonly positions: readonly string[];
  /** When they were recorded, in milliseconds since 1970; never falling. */
  readonly times: readonly number[];
}

/** What an address says of the moment. */
export interface ReplaySearch {
  readonly asOf?: string | undefined;
  readonly knownAt?: string | undefined;
  /** The two are moved each for itself. */
  readonly apart?: true | undefined;
  readonly beside?: Beside | undefined;
}

/** What the moment is compared with: the event before, what was known at t, or what is known of t today. */
export const BESIDES = ['before', 'then', 'today'] as const;
export type Beside = (typeof BESIDES)[number];

/** How many of the sorted values are not above a bound. */
export function countUpTo<Value extends string | number>(sorted: readonly Value[], bound: Value): number {
  let [from, to] = [0, sorted.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    const value = sorted[middle];
    if (value !== undefined && value <= bound) from = middle + 1;
    else to = middle;
  }
  return from;
}

/** The event at whose recording someone was, who knew all that was recorded until then; the first before all. */
export function placeAt({ times }: Outline, at: number): number {
  return Math.max(0, countUpTo(times, at) - 1);
}

export function momentOfPlace({ positions, times }: Outline, place: number): ReplayMoment {
  const held = Math.min(Math.max(place, 0), positions.length - 1);
  return { place: held, at: times[held] ?? 0 };
}

/** Locked, knowledge follows the world's time. */
export function momentOfTime(outline: Outline, at: number): ReplayMoment {
  return { place: placeAt(outline, at), at };
}

/** The moment that an address holds; the end where it holds none. */
export function heldMoment(outline: Outline, { asOf, knownAt }: ReplaySearch): ReplayMoment {
  const at = asOf === undefined ? NaN : Date.parse(asOf);
  if (knownAt === undefined) {
    return Number.isNaN(at) ? momentOfPlace(outline, outline.positions.length - 1) : momentOfTime(outline, at);
  }
  const held = momentOfPlace(outline, placeOf(outline, knownAt));
  return Number.isNaN(at) ? held : { ...held, at };
}

/** As the API does, an address may name a position of the log or an instant. */
function placeOf(outline: Outline, knownAt: string): number {
  return INSTANT.test(knownAt) ? placeAt(outline, Date.parse(knownAt)) : countUpTo(outline.positions, knownAt) - 1;
}

const INSTANT = /^\d{4}-\d\d-\d\dT/;

/** What was known is not what was recorded by then: the two axes cannot be locked together. */
export function standsApart(outline: Outline, { place, at }: ReplayMoment): boolean {
  return outline.times[place] !== at && placeAt(outline, at) !== place;
}

/** The other moment, beside which one is looked at; undefined where there is none before it. */
export function momentBeside(outline: Outline, { place, at }: ReplayMoment, beside: Beside): ReplayMoment | undefined {
  switch (beside) {
    case 'before':
      // Where only time has passed since the event, it is the event itself.
      if (at > (outline.times[place] ?? 0)) return momentOfPlace(outline, place);
      return place === 0 ? undefined : momentOfPlace(outline, place - 1);
    case 'then':
      return momentOfTime(outline, at);
    case 'today':
      return { place: outline.positions.length - 1, at };
  }
}

/** The axes by which the API is asked about a moment. */
export interface Axes {
  readonly asOf: string;
  readonly knownAt: string;
}

export function axesOf({ positions }: Outline, { place, at }: ReplayMoment): Axes {
  return { asOf: new Date(at).toISOString(), knownAt: positions[place] ?? '' };
}
