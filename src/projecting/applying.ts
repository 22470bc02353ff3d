import type { RecordedEvent } from '../kernel/event.js';
import type { Checkpoint } from './checkpoint.js';
import type { ViewsDb } from './projection.js';

/** An event as projections see it, and the checkpoint just after it. */
export interface Step {
  readonly event: RecordedEvent;
  readonly after: Checkpoint;
}

/** Events in the log's order, for projections that stand at one place, just before them. */
export interface Order {
  /** By their names. */
  readonly projections: readonly string[];
  readonly steps: readonly Step[];
}

/** How many of an order's steps one projection has applied; fewer than all where it cannot apply the next. */
export interface Share {
  readonly projection: string;
  readonly count: number;
  readonly error?: unknown;
}

/** A port: the one way to change the rows of a views database. Orders are carried out one after the other. */
export interface Applying {
  /** Resolves once orders can be carried out; rejects, saying why, where they never can. */
  readonly opened: Promise<unknown>;
  /**
   * Commits rows and checkpoints together, and tells of it. Rejects with the database's error, and then nothing is
   * committed. A projection that cannot apply an event stops before it.
   */
  apply(order: Order, tell: (shares: readonly Share[]) => void): Promise<void>;
  /** Resolves once nothing is changed any more. */
  letGo(): Promise<void>;
}

/** Rows that are read while they are changed: whoever is told of a commit is told within the turn in which `db` shows it. */
export interface LiveRows extends Applying {
  /** For reading. It shows the rows as of the last order that was told of, and can be read until it is closed. */
  readonly db: ViewsDb;
}

/** Rows that are made anew beside the live ones, and not read before they are put in their place. */
export interface RowsBeside extends Applying {
  /** Makes the indices that applying has done without, and ends the transaction that there may be. */
  complete(): Promise<void>;
}
