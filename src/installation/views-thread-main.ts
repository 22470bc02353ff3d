import { parentPort, workerData } from 'node:worker_threads';
import { invariant } from '../kernel/failure.js';
import { serveRows } from '../projecting/rows-thread.js';
import { PROJECTIONS } from './projections.js';

/** The thread that applies events to the views: it is told their file, which is whole and locked by its process. */

invariant(parentPort !== null && typeof workerData === 'string', 'it is started as a thread, for a file');
serveRows(parentPort, workerData, PROJECTIONS);
