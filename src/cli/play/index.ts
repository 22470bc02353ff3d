import { isUtf8 } from 'node:buffer';
import { readFile, stat } from 'node:fs/promises';
import type { Done } from '../progress-line.js';
import { MAX_SCRIPT_BYTES, parseScript, type Parsed } from './parse.js';
import { playScript } from './play.js';
import type { Failure, Report } from './report.js';
import type { Fault, Script } from './script.js';
import type { Theatre } from './stage.js';

export { exitCodeOf, reportJson, reportText, type Failure, type Report } from './report.js';
export type { Admission, Stage, StageAnswer, StageRequest, Theatre } from './stage.js';

export interface PlayOptions {
  /** How many scripts are played at a time, each on a stage of its own; 1 where it is not given. */
  readonly atOnce?: number;
  /** Called after every script. */
  readonly onProgress?: (done: Done) => void;
  /** Milliseconds of the machine, from wherever it counts; only the rate depends on it. */
  readonly elapsedMs?: () => number;
}

/**
 * Plays scripts, each into an empty installation. Where one of them is not valid every fault of all is answered and
 * nothing is played, so that no stage is opened.
 */
export async function playFiles(
  theatre: Theatre,
  files: readonly string[],
  options: PlayOptions = {},
): Promise<Report> {
  const { scripts, faults } = await readScripts(files);
  if (faults.length > 0) return { scripts: 0, checks: 0, failed: [], faults };
  const failed = await playAll(theatre, scripts, options);
  const checks = scripts.flatMap((script) => script.steps).filter((step) => step.kind !== 'do').length;
  return { scripts: scripts.length, checks, failed, faults: [] };
}

async function readScripts(files: readonly string[]): Promise<{ scripts: Script[]; faults: Fault[] }> {
  const scripts: Script[] = [];
  const faults: Fault[] = [];
  for (const file of files) {
    const parsed = await readScript(file);
    if (parsed.ok) scripts.push(parsed.script);
    else faults.push(...parsed.faults);
  }
  return { scripts, faults };
}

async function readScript(file: string): Promise<Parsed> {
  const unreadable = (message: string): Parsed => ({ ok: false, faults: [{ script: file, line: 1, message }] });
  try {
    if ((await stat(file)).size > MAX_SCRIPT_BYTES) return unreadable(`longer than ${MAX_SCRIPT_BYTES} bytes`);
    const bytes = await readFile(file);
    return isUtf8(bytes) ? parseScript(file, bytes.toString()) : unreadable('the script is not in UTF-8');
  } catch (error) {
    if (!isErrorOfTheSystem(error)) throw error;
    return unreadable(`the script cannot be read: ${error.code}`);
  }
}

function isErrorOfTheSystem(error: unknown): error is { readonly code: string } {
  return typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string';
}

/** Failures in the order of the scripts, however many of them are played at a time. */
async function playAll(theatre: Theatre, scripts: readonly Script[], options: PlayOptions): Promise<Failure[]> {
  const played = progressReport(scripts.length, options);
  const failed = scripts.map((): readonly Failure[] => []);
  const queue = scripts.entries();
  const worker = async (): Promise<void> => {
    for (const [index, script] of queue) {
      failed[index] = await playOne(theatre, script);
      played();
    }
  };
  await Promise.all(Array.from({ length: options.atOnce ?? 1 }, worker));
  return failed.flat();
}

/** Answers what to call after each script. */
function progressReport(total: number, options: PlayOptions): () => void {
  const { onProgress, elapsedMs = () => performance.now() } = options;
  const begun = elapsedMs();
  let done = 0;
  return () => {
    done += 1;
    const seconds = Math.max(elapsedMs() - begun, 1) / 1_000;
    onProgress?.({ done, total, perSecond: done / seconds });
  };
}

async function playOne(theatre: Theatre, script: Script): Promise<readonly Failure[]> {
  const stage = await theatre.open();
  try {
    return await playScript(stage, script);
  } finally {
    await stage.close();
  }
}
