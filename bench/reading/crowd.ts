import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Id } from '../../src/kernel/ids.js';
import { Child } from '../child.js';

/** In the data folder, beside the log. */
export const CROWD_FILE = 'crowd.json';

/** Of the commander's access token. */
export const SECRET = 'the-commander-of-the-crowd-and-of-nothing-else';

/** A roll call of many people, none of whom has been heard of. */
export interface Crowd {
  readonly rollCall: Id;
  readonly deployments: readonly Id[];
}

/** Where a machine has it, files are in memory, and the key that each person gets need not wait for a disk. */
const IN_MEMORY = '/dev/shm';

/**
 * Makes a data folder with a roll call of so many people, in a process of its own. It is made where that is fast, and
 * moved to where it is asked for before anything is measured.
 */
export async function makeCrowd(folder: string, people: number): Promise<Crowd> {
  const makings = mkdtempSync(join(existsSync(IN_MEMORY) ? IN_MEMORY : tmpdir(), 'muster-bench-crowd-'));
  try {
    const maker = Child.start<never, object>(join(import.meta.dirname, 'make-crowd.js'), [makings, String(people)]);
    await maker.told();
    await maker.stop();
    cpSync(makings, folder, { recursive: true });
  } finally {
    rmSync(makings, { recursive: true, force: true });
  }
  return JSON.parse(readFileSync(join(folder, CROWD_FILE), 'utf8')) as Crowd;
}
