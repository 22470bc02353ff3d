import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { StartThread } from '../../src/event-log/sqlite/writing-thread.js';

/** The thread that writes to a log, of the compiled sources in a folder. */
export function threadOf(compiled: string): StartThread {
  const main = join(compiled, 'event-log', 'sqlite', 'writing-thread-main.js');
  return (file) => new Worker(main, { workerData: file });
}
