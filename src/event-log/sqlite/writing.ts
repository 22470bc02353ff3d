import Database from 'better-sqlite3';
import type { Id } from '../../kernel/ids.js';
import type { Instant } from '../../kernel/instant.js';
import { sqliteCode } from '../../kernel/sqlite-code.js';
import type { ExpectedRevision } from '../event-log.js';
import type { EventRow, UnplacedRow } from './codec.js';

/*
 * What is said between those who append and the one who owns the connection that writes, who may be in a thread of his
 * own: plain values alone, which survive the way from one thread to another.
 */

/** One append, as rows. */
export interface Order {
  /** The clock's, when it was handed over. */
  readonly now: Instant;
  readonly stream: string;
  readonly expected: ExpectedRevision;
  readonly commandId: Id;
  readonly rows: readonly UnplacedRow[];
}

/** Appends that share a commit. */
export interface Batch {
  readonly orders: readonly Order[];
}

/** An error, as far as it survives the way between threads. */
export interface Fault {
  readonly message: string;
  /** SQLite's. */
  readonly code: string | undefined;
}

/** What became of one append; told only once the commit that it was part of is durable. */
export type Outcome =
  /** Its first event has this revision and this position; the others follow. */
  | { readonly kind: 'stored'; readonly revision: number; readonly position: number; readonly recordedAt: Instant }
  /** It had been stored before, as these. */
  | { readonly kind: 'repeated'; readonly rows: readonly EventRow[] }
  | { readonly kind: 'wrong revision'; readonly actual: ExpectedRevision }
  | { readonly kind: 'command id reused' }
  | { readonly kind: 'failed'; readonly fault: Fault };

export type BatchResult =
  /** As many outcomes as there were orders, in their order. */
  | {
      readonly kind: 'committed';
      readonly outcomes: readonly Outcome[];
      readonly events: number;
      readonly milliseconds: number;
    }
  /** The file has failed and nothing more is written. `inDoubt`: the batch may be stored all the same. */
  | { readonly kind: 'stopped'; readonly fault: Fault; readonly inDoubt: boolean };

export type ProbeResult =
  | { readonly kind: 'sound' }
  /** Not now, but perhaps in a moment. */
  | { readonly kind: 'held up'; readonly fault: Fault }
  | { readonly kind: 'stopped'; readonly fault: Fault };

/** A port: the one way into the file. What is asked is done in the order in which it was asked. */
export interface Writing {
  /** Rejects where whoever writes is gone, and then it is not known whether anything was stored. */
  store(batch: Batch): Promise<BatchResult>;
  /** Rejects where whoever writes is gone. */
  probe(): Promise<ProbeResult>;
  /** Resolves once the file is closed, after all that was asked before. */
  close(): Promise<void>;
}

export function faultOf(error: unknown): Fault {
  return { message: error instanceof Error ? error.message : String(error), code: sqliteCode(error) };
}

export function errorOf({ message, code }: Fault): Error {
  return code === undefined ? new Error(message) : new Database.SqliteError(message, code);
}
