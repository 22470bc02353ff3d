import type { Measure } from './figure.js';

const DEFAULT_ROUNDS = 5;

export interface Options {
  readonly json: boolean;
  readonly rounds: number;
  readonly subjects: readonly (readonly [string, Measure])[];
}

/** The words of the command line ask for what cannot be done. */
export class UsageFault extends Error {
  override readonly name = 'UsageFault';
}

/** Throws UsageFault. Without a name everything is measured. */
export function readOptions(words: readonly string[], known: Readonly<Record<string, Measure>>): Options {
  const flags = words.filter((word) => word.startsWith('--'));
  const names = words.filter((word) => !word.startsWith('--'));
  const unknown = names.filter((name) => !Object.hasOwn(known, name));
  if (unknown.length > 0)
    throw new UsageFault(`there is no ${unknown.join(', ')}; there is ${Object.keys(known).join(', ')}`);
  let json = false;
  let rounds = DEFAULT_ROUNDS;
  for (const flag of flags) {
    const given = /^--rounds=([1-9]\d?)$/.exec(flag)?.[1];
    if (flag === '--json') json = true;
    else if (given !== undefined) rounds = Number(given);
    else throw new UsageFault(`${flag} is unknown; there is --json and --rounds=N`);
  }
  const subjects = Object.entries(known).filter(([name]) => names.length === 0 || names.includes(name));
  return { json, rounds, subjects };
}
