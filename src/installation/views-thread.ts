import { Worker } from 'node:worker_threads';
import type { StartRowsThread } from '../projecting/applying-thread.js';

/** It keeps every view that there is, and no others. */
export const startViewsThread: StartRowsThread = (task) =>
  new Worker(new URL('./views-thread-main.js', import.meta.url), { workerData: task, name: 'views' });
