import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { CannotMeasure, type Context, type Figure, type Measure } from './figure.js';
import type { Skipped } from './report.js';

export interface Measured {
  readonly figures: readonly Figure[];
  readonly skipped: readonly Skipped[];
}

export type Tell = Pick<Context, 'rounds' | 'say'>;

/** One after the other, so that none disturbs another. Rejects where a benchmark breaks. */
export async function measureAll(subjects: readonly (readonly [string, Measure])[], tell: Tell): Promise<Measured> {
  const figures: Figure[] = [];
  const skipped: Skipped[] = [];
  for (const [subject, measure] of subjects) {
    const measured = await inFolder((folder) => figuresOrWhy(measure, { ...tell, folder }));
    if (typeof measured === 'string') skipped.push({ subject, why: measured });
    else figures.push(...measured);
  }
  return { figures, skipped };
}

/** The figures, or why there are none. */
async function figuresOrWhy(measure: Measure, context: Context): Promise<readonly Figure[] | string> {
  try {
    return await measure(context);
  } catch (error) {
    if (error instanceof CannotMeasure) return error.message;
    throw error;
  }
}

/** Beside what was compiled: on a disk, which a machine's folder for temporary files need not be. */
const ABOVE_FOLDERS = join(import.meta.dirname, '..');

async function inFolder<Result>(work: (folder: string) => Promise<Result>): Promise<Result> {
  const folder = await mkdtemp(join(ABOVE_FOLDERS, 'measured-'));
  try {
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
