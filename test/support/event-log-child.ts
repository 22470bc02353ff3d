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
const [, , file = '', writers, round, compiled] = process.argv;

/** At once and whole: what is told has been answered, whenever the process dies. */
function tell(message: object): void {
  writeSync(1, `${JSON.stringify(message)}\n`);
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
