import type { RecordedEvent } from '../kernel/event.js';
import type { Position } from '../kernel/position.js';
import { BEFORE_ALL } from '../kernel/position.js';
import type { EventLog } from '../event-log/event-log.js';
import { MAX_EVENTS_PER_COMMIT, type Generation } from './generation.js';
import { nextTurn, type Machine } from './machine.js';

export interface RebuildProgress {
  /** Events applied so far. */
  readonly events: number;
  /** Of the last of them. */
  readonly position: Position;
  /** The log's end when it was last asked; a rebuild goes on to the end that it finds when it gets there. */
  readonly target: Position;
  /** Averaged over the whole rebuild. */
  readonly eventsPerSecond: number;
}

export type OnProgress = (progress: RebuildProgress) => void;

/** The caller called a rebuild off, or the views were closed; the live views are as they were. */
export class RebuildCancelled extends Error {
  override readonly name = 'RebuildCancelled';

  constructor() {
    super('the rebuild was called off');
  }
}

/** One rebuild at a time. */
export class RebuildInProgress extends Error {
  override readonly name = 'RebuildInProgress';

  constructor() {
    super('a rebuild is in progress');
  }
}

type Page = readonly RecordedEvent[];

export interface FoldOptions {
  readonly log: EventLog;
  readonly into: Generation;
  readonly machine: Machine;
  readonly onProgress?: OnProgress;
  readonly signal?: AbortSignal;
}

/** One pass over the log, applied to all projections of an empty generation, batch by batch with a turn for others between. */
export class LogFold {
  readonly #startedMs: number;
  #events = 0;
  #position: Position = BEFORE_ALL;

  constructor(private readonly options: FoldOptions) {
    this.#startedMs = options.machine.elapsedMs();
  }

  /** As near to the end of a growing log as one batch. */
  async catchUp(): Promise<void> {
    while ((await this.toTheEnd()) > MAX_EVENTS_PER_COMMIT);
  }

  /** To the end that the log has now. Answers how many events that took. */
  async toTheEnd(): Promise<number> {
    const target = (await this.options.log.end()).position;
    this.#checkNotCancelled();
    const before = this.#events;
    let page = await this.#pageBefore(target);
    while (page !== undefined) page = await this.#batch(page, target);
    for (const progress of this.options.into.projections) if (progress.goesOn) progress.follow('running');
    return this.#events - before;
  }

  /** Answers the next page, which is read while this one is applied, as far as somebody else does that. */
  async #batch(events: Page, target: Position): Promise<Page | undefined> {
    this.#checkNotCancelled();
    const last = events.at(-1);
    if (last === undefined) return undefined;
    const applied = this.#apply(events);
    this.#events += events.length;
    this.#position = last.position;
    const next = this.#pageBefore(target);
    next?.catch(() => undefined);
    await applied;
    this.#report(target);
    await nextTurn();
    return next;
  }

  #pageBefore(target: Position): Promise<Page> | undefined {
    return this.#position < target ? this.options.log.readAll(this.#position, MAX_EVENTS_PER_COMMIT) : undefined;
  }

  async #apply(events: Page): Promise<void> {
    const { into } = this.options;
    const active = into.projections.filter((progress) => progress.goesOn);
    if (active.length > 0) await into.apply(active, events, () => undefined);
  }

  #checkNotCancelled(): void {
    if (this.options.signal?.aborted === true) throw new RebuildCancelled();
  }

  #report(target: Position): void {
    const seconds = (this.options.machine.elapsedMs() - this.#startedMs) / 1_000;
    this.options.onProgress?.({
      events: this.#events,
      position: this.#position,
      target,
      eventsPerSecond: seconds > 0 ? this.#events / seconds : 0,
    });
  }
}
