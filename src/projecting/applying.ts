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
  /** For reading. It shows the rows as of the last order that was told of. */
  readonly db: ViewsDb;
  /** Resolves once orders can be carried out; rejects, saying why, where they never can. */
  readonly opened: Promise<unknown>;
  /**
   * Commits rows and checkpoints together, and tells of it within the very turn in which `db` shows them. Rejects with
   * the database's error, and then nothing is committed. A projection that cannot apply an event stops before it.
   */
  apply(order: Order, tell: (shares: readonly Share[]) => void): Promise<void>;
  /** Resolves once nothing is changed any more; `db` can be read until it is closed. */
  letGo(): Promise<void>;
}
