import type { RecordedEvent } from '../kernel/event.js';
import { BEFORE_ALL, type Position } from '../kernel/position.js';
import { LogUnavailable, type EventLog, type Subscription } from '../event-log/event-log.js';
import { backoffMs } from './backoff.js';
import { standsInLog } from './checkpoint.js';
import { MAX_EVENTS_PER_COMMIT, type Generation, type Given } from './generation.js';
import { nextTurn, type Machine } from './machine.js';
import type { Progress } from './progress.js';

/** While many events come and nobody waits for them, they are applied so seldom: a commit costs as much as many events. */
export const GATHERED_FOR_MS = 50;

/**
 * Batches that come no further apart than this are many, once there were so many of them: more than one caller gives one
 * after the other, who may look without saying what he has seen.
 */
const APART_MS = 100;
const BATCHES_IN_A_ROW = 32;

/** More events at once than these are not few enough to wait for others. */
export const MAX_GATHERED_EVENTS = 128;

export interface LaneContext {
  readonly log: EventLog;
  readonly generation: Generation;
  readonly machine: Machine;
  /** Whether anybody waits for a position that has not been applied. */
  readonly isAwaited: () => boolean;
  readonly onCommit: (given: readonly Given[]) => void;
  /** It met an event that it cannot apply. */
  readonly onStopped: (progress: Progress) => void;
  /** Its subscription is gone, and will be taken up again. */
  readonly onLost: (progress: Progress) => void;
  /** A projection has come to another state without a commit. */
  readonly onStateChange: () => void;
}

/**
 * Projections that stand at one place, kept up with the log over one subscription. A projection that stops leaves the
 * lane; a subscription that is lost is taken up again after the last event applied.
 */
export class Lane {
  #closed = false;
  #goal: Position = BEFORE_ALL;
  #subscription: Subscription | undefined;
  #cutPause: (() => void) | undefined;
  #cutGathering: (() => void) | undefined;
  #inARow = 0;
  #appliedAtMs = -Infinity;
  #followed: Promise<void> | undefined;

  constructor(
    private readonly context: LaneContext,
    private readonly projections: readonly Progress[],
  ) {}

  /** Resolves when the log has been asked whether it still has the checkpoint, or could not be asked. Never rejects. */
  start(): Promise<void> {
    return new Promise((resolve) => {
      this.#followed = this.#follow(resolve);
    });
  }

  /** Resolves after the batch in hand; nothing is applied from then on. */
  async close(): Promise<void> {
    this.#closed = true;
    this.#subscription?.close();
    this.#cutPause?.();
    this.#cutGathering?.();
    await this.#followed;
  }

  /** Somebody waits now: what has come is applied at once. */
  hurry(): void {
    this.#cutGathering?.();
  }

  async #follow(onAsked: () => void): Promise<void> {
    while (this.#goesOn()) {
      try {
        await this.#takeUp();
        onAsked();
        await this.#consume();
        await this.#recover(new LogUnavailable('the subscription ended'), onAsked);
      } catch (error) {
        await this.#recover(error, onAsked);
      }
    }
    onAsked();
  }

  #goesOn(): boolean {
    return !this.#closed && this.#active().length > 0;
  }

  #active(): readonly Progress[] {
    return this.projections.filter((progress) => progress.goesOn);
  }

  /** The log may have been restored from an earlier state while nobody looked: asked before each subscription. */
  async #takeUp(): Promise<void> {
    const { log } = this.context;
    const active = this.#active();
    const checkpoint = active[0]?.checkpoint;
    if (checkpoint !== undefined && !(await standsInLog(log, checkpoint))) {
      for (const progress of active) progress.mismatch();
    } else {
      this.#goal = (await log.end()).position;
      for (const progress of active) progress.follow(progress.position < this.#goal ? 'catching-up' : 'running');
    }
    this.context.onStateChange();
  }

  async #consume(): Promise<void> {
    const position = this.#active()[0]?.position;
    if (this.#closed || position === undefined) return;
    const subscription = (this.#subscription = this.context.log.subscribe(position));
    try {
      for await (const batch of subscription) {
        await this.#applyBatch(batch);
        if (!this.#goesOn()) return;
        if (this.#areMany(batch.length) && !this.context.isAwaited()) await this.#gather();
      }
    } finally {
      subscription.close();
    }
  }

  /** Others get their turn while the log's past is applied; what is new is applied at once. */
  async #applyBatch(batch: readonly RecordedEvent[]): Promise<void> {
    for (let first = 0; first < batch.length && this.#goesOn(); first += MAX_EVENTS_PER_COMMIT) {
      const active = this.#active();
      await this.context.generation.apply(active, batch.slice(first, first + MAX_EVENTS_PER_COMMIT), (given) =>
        this.#tell(active, given),
      );
      const isCurrent = active.some(({ state }) => state === 'running');
      if (!isCurrent || first + MAX_EVENTS_PER_COMMIT < batch.length) await nextTurn();
    }
  }

  #tell(active: readonly Progress[], given: readonly Given[]): void {
    for (const progress of active) if (progress.goesOn && progress.position >= this.#goal) progress.follow('running');
    this.context.onCommit(given);
    for (const progress of active) if (progress.state === 'stopped') this.context.onStopped(progress);
  }

  async #recover(error: unknown, onAsked: () => void): Promise<void> {
    if (!this.#goesOn()) return;
    const active = this.#active();
    const attempts = active.map((progress) => progress.lose(error));
    this.context.onStateChange();
    for (const progress of active) this.context.onLost(progress);
    onAsked();
    await this.#pause(Math.max(...attempts));
  }

  /** Whether what has just been applied is part of much that comes bit by bit. */
  #areMany(events: number): boolean {
    const now = this.context.machine.elapsedMs();
    this.#inARow = now - this.#appliedAtMs < APART_MS ? this.#inARow + 1 : 0;
    this.#appliedAtMs = now;
    return this.#inARow >= BATCHES_IN_A_ROW && events <= MAX_GATHERED_EVENTS;
  }

  async #gather(): Promise<void> {
    await this.#waitFor(GATHERED_FOR_MS, (cut) => (this.#cutGathering = cut));
    this.#cutGathering = undefined;
  }

  async #pause(attempts: number): Promise<void> {
    const { machine } = this.context;
    await this.#waitFor(backoffMs(attempts, machine.random()), (cut) => (this.#cutPause = cut));
    this.#cutPause = undefined;
  }

  #waitFor(ms: number, cutBy: (cut: () => void) => void): Promise<void> {
    return new Promise((resolve) => {
      const cancel = this.context.machine.after(ms, resolve);
      cutBy(() => {
        cancel();
        resolve();
      });
    });
  }
}
