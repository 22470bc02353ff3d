import type { MessagePort } from 'node:worker_threads';
import { OPENED } from '../kernel/asked-thread.js';
import { invariant } from '../kernel/failure.js';
import { sqliteCode } from '../kernel/sqlite-code.js';
import type { Order, Share } from './applying.js';
import { holdsTablesOf } from './checkpoint.js';
import { reasonOf, type Projection, type ViewsDb } from './projection.js';
import { CannotApply, RowWriter } from './row-writer.js';
import { completeBeside, connectForRows, createBeside } from './views-file.js';

/** Which rows a thread changes: those of the views at a path, or ones that it makes anew beside them, perhaps at once. */
export type RowsTask = { readonly path: string } & (
  { readonly rows: 'live' } | { readonly rows: 'beside'; readonly atOnce: boolean }
);

/** What it is asked, and answers in the same order. An order comes as JSON, which it is. */
export type Question =
  { readonly apply: string } | { readonly move: true } | { readonly complete: true } | { readonly close: true };

/** An error, as far as it survives the way between threads. */
export interface Fault {
  readonly message: string;
  /** SQLite's. */
  readonly code: string | undefined;
  /** It was CannotApply. */
  readonly cannotApply: boolean;
}

export type Answer = { readonly shares: readonly Share[] } | { readonly fault: Fault };

/** What the thread does. Live views are there, with the tables of these projections, and locked by its process. */
export function serveRows(port: MessagePort, task: RowsTask, projections: readonly Projection[]): void {
  const db = opened(task, projections);
  const writer = new RowWriter(db, projections);
  port.on('message', (question: Question) => {
    if ('close' in question) {
      db.close();
      port.close();
    } else port.postMessage(answered(question));
  });
  port.postMessage(OPENED);

  function answered(question: Exclude<Question, { readonly close: true }>): Answer {
    try {
      if ('apply' in question) return { shares: writer.apply(JSON.parse(question.apply) as Order).map(told) };
      if ('complete' in question) completeBeside(db, projections);
      else db.pragma('wal_checkpoint(PASSIVE)');
      return { shares: [] };
    } catch (error) {
      const { message } = reasonOf(error);
      return { fault: { message, code: sqliteCode(error), cannotApply: error instanceof CannotApply } };
    }
  }
}

function opened(task: RowsTask, projections: readonly Projection[]): ViewsDb {
  if (task.rows === 'beside') return createBeside(task.path, projections, task.atOnce);
  const db = connectForRows(task.path);
  invariant(holdsTablesOf(db, projections), 'the thread knows the projections whose views it keeps');
  return db;
}

function told({ error, ...share }: Share): Share {
  return error === undefined ? share : { ...share, error: reasonOf(error) };
}
