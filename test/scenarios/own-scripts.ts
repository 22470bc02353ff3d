import { readdirSync } from 'node:fs';
import { join } from 'node:path';

/** Nights to look at. */
export const NIGHTS = scriptsIn('scenarios');

/** The sentences of the rule, one by one. */
export const SENTENCES = scriptsIn(join('scenarios', 'rules'));

function scriptsIn(folder: string): readonly string[] {
  const files = readdirSync(folder).filter((name) => name.endsWith('.yaml'));
  return files.sort().map((name) => join(folder, name));
}
