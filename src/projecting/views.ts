import type { Position } from '../kernel/position.js';
import type { EventLog } from '../event-log/event-log.js';
import type { RowsBeside } from './applying.js';
import type { StartRowsThread } from './applying-thread.js';
import { Generation, type Given } from './generation.js';
import { Lane, type LaneContext } from './lane.js';
import { THIS_MACHINE, type Machine } from './machine.js';
import type { Progress } from './progress.js';
import { reasonOf, type Applied, type Projection, type ProjectionStatus, type ViewsDb } from './projection.js';
import { LogFold, RebuildCancelled, RebuildInProgress, type OnProgress } from './log-fold.js';
import { OpenRows } from './open-rows.js';
import { CannotApply } from './row-writer.js';
import { Waiters } from './waiters.js';

/** What a query needs of views, live ones or folded ones. */
export interface ReadableViews {
  /**
   * For reading. To be asked for anew in each turn: a rebuild replaces it, between turns, and closes the old one. All
   * rows read within one turn are of one state.
   */
  readonly db: ViewsDb;
  /** The smallest position that all projections, or the named ones, have applied. */
  applied(names?: readonly string[]): Position;
  /**
   * Resolves to true once all projections, or the named ones, have applied this position; to false after `timeoutMs`
   * milliseconds, or as soon as one of them cannot get there: it stopped before it, or its rows do not tell this log.
   */
  reached(position: Position, timeoutMs: number, names?: readonly string[]): Promise<boolean>;
  status(): readonly ProjectionStatus[];
}

export interface ViewsOptions {
  /** A file, which may be deleted whenever it is not open; or IN_MEMORY. */
  readonly path: string;
  readonly machine?: Machine;
  /** Starts the thread that applies events to a file; without it, whoever reads waits for that. */
  readonly thread?: StartRowsThread;
}

type Listener = (applied: Applied) => void;
type StatusListener = (status: ProjectionStatus) => void;

/** Views that follow a log. */
export class Views implements ReadableViews {
  readonly #waiters: Waiters;
  readonly #listeners = new Set<Listener>();
  readonly #stopListeners = new Set<StatusListener>();
  readonly #lossListeners = new Set<StatusListener>();
  #generation: Generation;
  #lanes: readonly Lane[] = [];
  #rebuild: { readonly done: Promise<void>; readonly cancel: () => void } | undefined;
  #closed = false;

  private constructor(
    private readonly log: EventLog,
    private readonly projections: readonly Projection[],
    private readonly rows: OpenRows,
    private readonly machine: Machine,
  ) {
    this.#waiters = new Waiters(machine, () => this.#lanes.forEach((lane) => lane.hurry()));
    this.#generation = Generation.of(rows.applying, projections);
  }

  /**
   * Waits until the log has been asked whether it still has what the views hold, and not until they are caught up.
   * Rejects with ViewsInUse. A log that cannot be asked now is asked again later.
   */
  static async open(
    log: EventLog,
    projections: readonly Projection[],
    { path, machine = THIS_MACHINE, thread }: ViewsOptions,
  ): Promise<Views> {
    const views = new Views(log, projections, await OpenRows.open(path, projections, thread), machine);
    await views.#follow();
    return views;
  }

  get db(): ViewsDb {
    return this.#generation.db;
  }

  applied(names?: readonly string[]): Position {
    return this.#generation.applied(names);
  }

  reached(position: Position, timeoutMs: number, names?: readonly string[]): Promise<boolean> {
    return this.#waiters.wait(() => (this.#closed ? 'cannot' : this.#generation.standing(position, names)), timeoutMs);
  }

  status(): readonly ProjectionStatus[] {
    return this.#generation.projections.map((progress) => progress.status());
  }

  /** Calls back after each commit, for each projection, within the turn. Answers how to call it off. */
  onApplied(listener: Listener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Calls back for each projection that has stopped or stops, in a rebuild too. Answers how to call it off. */
  onStopped(listener: StatusListener): () => void {
    this.#stopListeners.add(listener);
    this.#generation.projections.filter(hasStopped).forEach((progress) => callListener(listener, progress.status()));
    return () => this.#stopListeners.delete(listener);
  }

  /** Calls back for each projection that has lost its subscription, each time. Answers how to call it off. */
  onLost(listener: StatusListener): () => void {
    this.#lossListeners.add(listener);
    return () => this.#lossListeners.delete(listener);
  }

  /**
   * Folds the whole log into new views beside the live ones, which go on meanwhile, and puts them in their place: this
   * heals projections that stopped or no longer match the log. Rejects with RebuildInProgress, RebuildCancelled or the
   * log's error, and then the live views are as they were.
   */
  async rebuild(onProgress: OnProgress = () => undefined, signal?: AbortSignal): Promise<void> {
    if (this.#closed) throw new RebuildCancelled();
    if (this.#rebuild !== undefined) throw new RebuildInProgress();
    const own = new AbortController();
    const either = signal === undefined ? own.signal : AbortSignal.any([own.signal, signal]);
    const done = this.#rebuildBeside(onProgress, either);
    this.#rebuild = { done, cancel: () => own.abort() };
    await done.finally(() => (this.#rebuild = undefined));
  }

  /** Resolves after the batch in hand. */
  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    this.#waiters.giveUp();
    this.#rebuild?.cancel();
    await this.#rebuild?.done.catch(() => undefined);
    await this.#hold();
    this.#listeners.clear();
    this.#stopListeners.clear();
    this.#lossListeners.clear();
    await this.rows.close();
  }

  /** Starts a lane for each place at which projections stand: one, unless some stopped in an earlier run. */
  async #follow(): Promise<void> {
    if (this.#closed) return;
    const context: LaneContext = {
      log: this.log,
      generation: this.#generation,
      machine: this.machine,
      isAwaited: () => this.#waiters.areWaiting,
      onCommit: (given) => this.#tell(given.map(({ progress, events }) => ({ progress, events, rebuilt: false }))),
      onStopped: (progress) => this.#tellStopped(progress),
      onLost: (progress) => this.#lossListeners.forEach((listener) => callListener(listener, progress.status())),
      onStateChange: () => this.#waiters.look(),
    };
    const able = this.#generation.projections.filter((progress) => progress.goesOn);
    const places = Map.groupBy(able, (progress) => progress.position);
    this.#lanes = [...places.values()].map((together) => new Lane(context, together));
    await Promise.all(this.#lanes.map((lane) => lane.start()));
  }

  /** The views stand still until they follow again. */
  async #hold(): Promise<void> {
    await Promise.all(this.#lanes.map((lane) => lane.close()));
  }

  /** All at once, as there is hardly ever anything to undo; where an event cannot be applied, anew and step by step. */
  async #rebuildBeside(onProgress: OnProgress, signal: AbortSignal): Promise<void> {
    try {
      await this.#foldBeside(true, onProgress, signal);
    } catch (error) {
      if (!(error instanceof CannotApply)) throw error;
      await this.#foldBeside(false, onProgress, signal);
    }
  }

  async #foldBeside(atOnce: boolean, onProgress: OnProgress, signal: AbortSignal): Promise<void> {
    const beside = await this.rows.beside(atOnce);
    const next = Generation.beginning(beside, this.projections);
    const fold = new LogFold({ log: this.log, into: next, machine: this.machine, onProgress, signal });
    try {
      await fold.catchUp();
      await this.rows.complete(beside);
      // For its indices may have taken seconds.
      await fold.catchUp();
      await this.#hold();
      await this.#takeOver(fold, next, beside).finally(() => this.#follow());
    } finally {
      if (this.#generation !== next) await this.rows.discard(beside);
    }
  }

  /** The live views stand still, so that at the log's end the new ones have all that they had. */
  async #takeOver(fold: LogFold, next: Generation, beside: RowsBeside): Promise<void> {
    await fold.toTheEnd();
    next.moveTo(await this.rows.replace(beside));
    this.#generation = next;
    this.#tell(next.projections.map((progress) => ({ progress, events: [], rebuilt: true })));
    next.projections.filter(hasStopped).forEach((progress) => this.#tellStopped(progress));
  }

  #tellStopped(progress: Progress): void {
    for (const listener of this.#stopListeners) callListener(listener, progress.status());
  }

  #tell(news: readonly (Given & Pick<Applied, 'rebuilt'>)[]): void {
    this.#waiters.look();
    for (const { progress, events, rebuilt } of news) {
      const applied = { projection: progress.name, position: progress.position, events, rebuilt };
      for (const listener of this.#listeners) callListener(listener, applied);
    }
  }
}

function hasStopped({ state }: Progress): boolean {
  return state === 'stopped';
}

/** A listener's fault is its own: the views and the other listeners go on. */
function callListener<News>(listener: (news: News) => void, news: News): void {
  try {
    listener(news);
  } catch (error) {
    const { name, message } = reasonOf(error);
    process.emitWarning(message, name);
  }
}
