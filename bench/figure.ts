export type Bound = 'at least' | 'at most';

/** What was measured, beside what it is to reach. */
export interface Figure {
  /** Stable, in kebab case: whoever compares runs finds it again by this name. */
  readonly name: string;
  readonly value: number;
  readonly reach: number;
  readonly bound: Bound;
  /** Of the value and its reach; empty for a ratio. */
  readonly unit: string;
  readonly reached: boolean;
  /** What the value was made of, for whoever reads the table. */
  readonly note?: string;
}

export interface Detail {
  readonly unit?: string;
  readonly note?: string;
}

export function atLeast(name: string, value: number, reach: number, detail: Detail = {}): Figure {
  return { unit: '', ...detail, name, value: rounded(value), reach, bound: 'at least', reached: value >= reach };
}

export function atMost(name: string, value: number, reach: number, detail: Detail = {}): Figure {
  return { unit: '', ...detail, name, value: rounded(value), reach, bound: 'at most', reached: value <= reach };
}

/** What a benchmark needs is not on this machine: it is left out, and why is said. */
export class CannotMeasure extends Error {
  override readonly name = 'CannotMeasure';
}

/** What every benchmark is given. */
export interface Context {
  /** How often each thing is measured; the median is what counts. */
  readonly rounds: number;
  /** An empty folder of its own, gone afterwards. */
  readonly folder: string;
  /** Tells the one who waits what is being done. */
  readonly say: (line: string) => void;
}

/** Rejects with CannotMeasure where it cannot be done here. */
export type Measure = (context: Context) => Promise<readonly Figure[]>;

const SIGNIFICANT_DIGITS = 4;

function rounded(value: number): number {
  return Number(value.toPrecision(SIGNIFICANT_DIGITS));
}
