import { parentPort, workerData } from 'node:worker_threads';
import { OPENED } from '../../kernel/asked-thread.js';
import { invariant } from '../../kernel/failure.js';
import { BatchWriter } from './batch-writer.js';
import { connectAgainForWriting } from './connection.js';
import type { Question } from './writing-thread.js';

/** The thread that writes: it is told the log's file, which is there by then and is locked by its process. */

invariant(parentPort !== null && typeof workerData === 'string', 'it is started as a thread, for a file');
const port = parentPort;
const db = connectAgainForWriting(workerData);
const writer = new BatchWriter(db);

function answer(question: Question): void {
  if ('store' in question) port.postMessage(writer.store(question.store));
  else if ('probe' in question) port.postMessage(writer.probe());
  else {
    db.close();
    port.close();
  }
}

port.on('message', answer);
port.postMessage(OPENED);
