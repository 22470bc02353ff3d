import type { MessagePort } from 'node:worker_threads';
import { OPENED } from '../kernel/asked-thread.js';
import { invariant } from '../kernel/failure.js';
import { sqliteCode } from '../kernel/sqlite-code.js';
import type { Order, Share } from './applying.js';
import { holdsTablesOf } from './checkpoint.js';
import { reasonOf, type Projection, type ViewsDb } from './projection.js';
import { RowWriter } from './row-writer.js';
import { connectForRows } from './views-file.js';

/** What the thread that changes rows is asked, and answers in the same order. An order comes as JSON, which it is. */
export type Question = { readonly apply: string } | { readonly move: true } | { readonly close: true };

/** An error, as far as it survives the way between threads. */
export interface Fault {
  readonly message: string;
  /** SQLite's. */
  readonly code: string | undefined;
}

export type Answer = { readonly shares: readonly Share[] } | { readonly fault: Fault };

/** What the thread does that changes the rows of a views file: the file is there, with the tables of these projections. */
export function serveRows(port: MessagePort, file: string, projections: readonly Projection[]): void {
  const db = connectForRows(file);
  invariant(holdsTablesOf(db, projections), 'the thread knows the projections whose views it keeps');
  const writer = new RowWriter(db, projections);
  port.on('message', (question: Question) => {
    if ('close' in question) {
      db.close();
      port.close();
    } else port.postMessage(answered(db, writer, question));
  });
  port.postMessage(OPENED);
}

function answered(db: ViewsDb, writer: RowWriter, question: Exclude<Question, { readonly close: true }>): Answer {
  try {
    if ('apply' in question) return { shares: writer.apply(JSON.parse(question.apply) as Order).map(told) };
    db.pragma('wal_checkpoint(PASSIVE)');
    return { shares: [] };
  } catch (error) {
    return { fault: { message: reasonOf(error).message, code: sqliteCode(error) } };
  }
}

function told({ error, ...share }: Share): Share {
  return error === undefined ? share : { ...share, error: reasonOf(error) };
}
