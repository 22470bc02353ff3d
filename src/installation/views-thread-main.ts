import { parentPort, workerData } from 'node:worker_threads';
import { invariant } from '../kernel/failure.js';
import { serveRows, type RowsTask } from '../projecting/rows-thread.js';
import { PROJECTIONS } from './projections.js';

/** The thread that applies events to the views: it is told which rows. */

invariant(parentPort !== null, 'it is started as a thread');
serveRows(parentPort, workerData as RowsTask, PROJECTIONS);
