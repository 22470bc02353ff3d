import type Sqlite from 'better-sqlite3';
import type { RecordedEvent } from '../kernel/event.js';
import type { Id } from '../kernel/ids.js';
import type { Instant } from '../kernel/instant.js';
import type { Position } from '../kernel/position.js';

/** A views database: tables that can be thrown away, for the log makes them anew. */
export type ViewsDb = Sqlite.Database;

/**
 * What one view makes of the log. It reads and writes its own tables alone and keeps nothing beside them, so that equal
 * events give equal rows however they are cut into batches.
 */
export interface Projection {
  readonly name: string;
  /** Of its tables and of what it writes there: a changed one makes the views anew. */
  readonly version: number;
  create(db: ViewsDb): void;
  /**
   * Makes the indices that `apply` does without, after `create`: at once, or in a rebuild when all rows stand, for rows
   * that are put in order together cost far less than one by one.
   */
  index?(db: ViewsDb): void;
  /**
   * Is called within a transaction, once for each event, in the log's order. `recordedAt` is the running maximum of the
   * stamps. An error stops this projection before the event; it is thrown for event types that are not known, too.
   */
  apply(db: ViewsDb, event: RecordedEvent): void;
}

/**
 * Of a projection. `catching-up`: what the log held when it was last asked is not all applied. `stopped`: an event could not be applied.
 * `log-mismatch`: the log no longer has the last event applied, so that the rows tell of another history.
 */
export const PROJECTION_STATES = ['running', 'catching-up', 'stopped', 'resubscribing', 'log-mismatch'] as const;

export type ProjectionState = (typeof PROJECTION_STATES)[number];

export interface Reason {
  readonly name: string;
  readonly message: string;
}

/** The event that a projection could not apply. */
export interface StoppedBy {
  readonly eventId: Id;
  readonly type: string;
  readonly position: Position;
  readonly reason: Reason;
}

export interface ProjectionStatus {
  readonly name: string;
  readonly version: number;
  readonly state: ProjectionState;
  /** Of the last event applied. */
  readonly position: Position;
  /** Whether it has, since it was opened, once applied all that the log held when asked. Later it may lag, by moments. */
  readonly caughtUp: boolean;
  /** The latest stamp among the events applied; absent before the first. */
  readonly recordedAt?: Instant;
  /** How often in a row a subscription was lost without bringing an event; 0 while one brings them. */
  readonly attempts: number;
  /** How often one was lost since the views were opened or made anew. */
  readonly losses: number;
  /** Why the last subscription was lost, until one brings an event. */
  readonly lost?: Reason;
  readonly failure?: StoppedBy;
}

/** Told to listeners after each commit. */
export interface Applied {
  readonly projection: string;
  /** Where the projection stands now. */
  readonly position: Position;
  /** What was applied, in order; empty where `rebuilt`. */
  readonly events: readonly RecordedEvent[];
  /** The rows have been replaced by those of a rebuild, which may stand further on: read them anew. */
  readonly rebuilt: boolean;
}

export function reasonOf(error: unknown): Reason {
  if (typeof error !== 'object' || error === null || !('message' in error)) {
    return { name: typeof error, message: String(error) };
  }
  return { name: 'name' in error ? String(error.name) : 'Error', message: String(error.message) };
}
