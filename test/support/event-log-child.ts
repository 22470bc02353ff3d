import { writeSync } from 'node:fs';
import { SqliteEventLog } from '../../src/event-log/sqlite/sqlite-event-log.js';
import { instantOf } from '../../src/kernel/instant.js';
import { CountedIds } from './event-log.js';
import { writeWithoutEnd } from './event-log-load.js';
import { threadOf } from './writing-thread.js';

/**
 * A process that writes to a log until it is killed or fails. Arguments: the file, how many writers, which round, and
 * the compiled sources of the thread that writes, where one does.
 */
const PAUSE_MS = 1;
const PAUSED = new Int32Array(new SharedArrayBuffer(4));
const [, , file = '', writers, round, compiled] = process.argv;

/** At once and whole: what is told has been answered, whenever the process dies. */
function tell(message: object): void {
  let untold = Buffer.from(`${JSON.stringify(message)}\n`);
  while (untold.length > 0) {
    untold = untold.subarray(writtenOf(untold));
  }
}

/** A pipe that is not read fast enough takes nothing for a while, which is no reason to die. Answers: bytes written. */
function writtenOf(bytes: Buffer): number {
  try {
    return writeSync(1, bytes);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EAGAIN')) {
      throw error;
    }
    Atomics.wait(PAUSED, 0, 0, PAUSE_MS);
    return 0;
  }
}

const clock = { now: () => instantOf(Date.now()) };
try {
  const options = { file, clock, ids: new CountedIds('child') };
  const log =
    compiled === undefined
      ? SqliteEventLog.open(options)
      : await SqliteEventLog.openWithThread(options, threadOf(compiled));
  tell({ open: log.installation });
  await writeWithoutEnd(log, { writers: Number(writers), round: Number(round) }, tell);
} catch (error) {
  tell({ failed: error instanceof Error ? error.name : 'unknown', message: String(error) });
  process.exitCode = 1;
}
