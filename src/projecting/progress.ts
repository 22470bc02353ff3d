import type { RecordedEvent } from '../kernel/event.js';
import { BEFORE_ALL, type Position } from '../kernel/position.js';
import type { Checkpoint } from './checkpoint.js';
import {
  reasonOf,
  type Projection,
  type ProjectionState,
  type ProjectionStatus,
  type Reason,
  type StoppedBy,
} from './projection.js';

/** One projection in one views database: how far it has come and how it fares. */
export class Progress {
  #checkpoint: Checkpoint | undefined;
  #state: ProjectionState = 'catching-up';
  #verified: boolean;
  #caughtUp = false;
  #attempts = 0;
  #losses = 0;
  #lost: Reason | undefined;
  #failure: StoppedBy | undefined;

  constructor(
    readonly projection: Projection,
    checkpoint: Checkpoint | undefined,
  ) {
    this.#checkpoint = checkpoint;
    // Rows of an earlier run may tell of another history; where there are none, nothing can.
    this.#verified = checkpoint === undefined;
  }

  get name(): string {
    return this.projection.name;
  }

  get checkpoint(): Checkpoint | undefined {
    return this.#checkpoint;
  }

  get position(): Position {
    return this.#checkpoint?.position ?? BEFORE_ALL;
  }

  get state(): ProjectionState {
    return this.#state;
  }

  /** Whether it can still come further without a rebuild. */
  get goesOn(): boolean {
    return this.#state !== 'stopped' && this.#state !== 'log-mismatch';
  }

  /** Whether the rows are known to tell the log's history as far as the position at least. */
  hasReached(position: Position): boolean {
    return this.#verified && this.position >= position;
  }

  advance(checkpoint: Checkpoint): void {
    this.#checkpoint = checkpoint;
    this.#attempts = 0;
    this.#lost = undefined;
  }

  follow(state: 'running' | 'catching-up'): void {
    this.#state = state;
    this.#verified = true;
    if (state === 'running') this.#caughtUp = true;
  }

  stop(event: RecordedEvent, error: unknown): void {
    const { id, type, position } = event;
    this.#state = 'stopped';
    this.#failure = { eventId: id, type, position, reason: reasonOf(error) };
  }

  mismatch(): void {
    this.#state = 'log-mismatch';
    this.#verified = false;
  }

  /** The subscription is gone; answers how often in a row, this time included. */
  lose(error: unknown): number {
    this.#state = 'resubscribing';
    this.#lost = reasonOf(error);
    this.#losses++;
    return ++this.#attempts;
  }

  status(): ProjectionStatus {
    return {
      name: this.name,
      version: this.projection.version,
      state: this.#state,
      position: this.position,
      caughtUp: this.#caughtUp,
      ...(this.#checkpoint && { recordedAt: this.#checkpoint.latest }),
      attempts: this.#attempts,
      losses: this.#losses,
      ...(this.#lost && { lost: this.#lost }),
      ...(this.#failure && { failure: this.#failure }),
    };
  }
}
