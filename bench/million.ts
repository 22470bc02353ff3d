import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { dataFolder, type DataFolder } from '../src/installation/data-folder.js';
import type { Position } from '../src/kernel/position.js';
import type { Watched } from './million/watched.js';

export interface Size {
  /** Of the whole log, exactly. */
  readonly events: number;
  /** In the watched roll call. */
  readonly people: number;
}

/** A data folder as a server would have left it, its views not yet made, and what is watched in it. */
export interface History extends Watched {
  readonly folder: DataFolder;
  readonly end: Position;
}

/** In the folder, beside the data: what was made, and its end. */
export const DESCRIPTION = 'history.json';

const MAKERS = fileURLToPath(new URL('./million/', import.meta.url));
const NAME = 'muster-bench-history';

/**
 * A made-up log of that size, through the rules of the application: missions, tours, check-ins of every grade,
 * corrections, leave, journeys, incidents with their roll calls. It is made once and kept in the system's temporary
 * folder, where it is found by whoever asks for the same size, until the makers change. Whoever asks may write views
 * beside the log and must leave the log as it is.
 */
export async function historyOf(size: Size, say: (line: string) => void): Promise<History> {
  const home = join(tmpdir(), NAME);
  const path = join(home, `${makersDigest()}-${size.events}-${size.people}`);
  if (!existsSync(path)) await make(size, home, path, say);
  const made = JSON.parse(readFileSync(join(path, DESCRIPTION), 'utf8')) as Omit<History, 'folder'>;
  return { ...made, folder: dataFolder(path) };
}

/** In a process of its own, so that nothing of it weighs on what is measured. Half a log never has the name of a whole one. */
async function make({ events, people }: Size, home: string, path: string, say: (line: string) => void): Promise<void> {
  say(`a log of ${events} events is made; it is kept in ${home}`);
  mkdirSync(home, { recursive: true });
  const unfinished = mkdtempSync(join(home, 'unfinished-'));
  try {
    const words = [join(MAKERS, 'make.js'), unfinished, String(events), String(people)];
    await promisify(execFile)(process.execPath, words);
    renameSync(unfinished, path);
  } finally {
    rmSync(unfinished, { recursive: true, force: true });
  }
}

function makersDigest(): string {
  const digest = createHash('sha256');
  for (const file of readdirSync(MAKERS).toSorted()) {
    if (file.endsWith('.js')) digest.update(readFileSync(join(MAKERS, file)));
  }
  return digest.digest('hex').slice(0, 12);
}
