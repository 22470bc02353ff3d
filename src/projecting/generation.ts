import type Sqlite from 'better-sqlite3';
import type { RecordedEvent } from '../kernel/event.js';
import { invariant } from '../kernel/failure.js';
import { later } from '../kernel/instant.js';
import type { Position } from '../kernel/position.js';
import { checkpointAt, readCheckpoint, writeCheckpoint, type Checkpoint } from './checkpoint.js';
import { Progress } from './progress.js';
import type { Projection, ViewsDb } from './projection.js';
import { isStorageFailure } from './storage-failure.js';

/** Events applied within one transaction: few enough that a turn stays short. */
export const MAX_EVENTS_PER_COMMIT = 512;

/** About as many as SQLite itself would wait for. */
const COMMITS_UNTIL_MOVED = 64;

/** How some projections stand to a position: all are past it, or not yet, or one of them cannot get there. */
export type Standing = 'reached' | 'behind' | 'cannot';

/** What one projection has been given in one commit. */
export interface Given {
  readonly progress: Progress;
  readonly events: readonly RecordedEvent[];
}

/** An event as projections see it, and the checkpoint just after it. */
interface Step {
  readonly event: RecordedEvent;
  readonly after: Checkpoint;
}

/** How many of a commit's steps are one projection's; fewer than all where it cannot apply the next. */
interface Share {
  readonly progress: Progress;
  readonly count: number;
  readonly error?: unknown;
}

/** Leaves the transaction, so that nothing of the event that could not be applied stays. */
export class CannotApply extends Error {
  constructor(
    readonly share: Share,
    readonly place: number,
    override readonly cause: unknown,
  ) {
    super('a projection cannot apply an event');
  }
}

/** One views database, and how far each projection has come in it. */
export class Generation {
  readonly projections: readonly Progress[];
  #db: ViewsDb;
  #commits = 0;
  #transaction: Sqlite.Transaction<(work: () => void) => void>;

  constructor(db: ViewsDb, projections: readonly Projection[]) {
    const names = new Set(projections.map(({ name }) => name));
    invariant(names.size > 0 && names.size === projections.length, 'views have projections, each of its own name');
    this.#db = db;
    this.#transaction = transactionOf(db);
    this.projections = projections.map((projection) => new Progress(projection, readCheckpoint(db, projection.name)));
  }

  get db(): ViewsDb {
    return this.#db;
  }

  /** The same rows have been opened anew under their lasting name. */
  moveTo(db: ViewsDb): void {
    this.#db = db;
    this.#transaction = transactionOf(db);
  }

  /** The smallest position applied by all projections, or by the named. */
  applied(names?: readonly string[]): Position {
    const positions = this.#named(names).map((progress) => progress.position);
    return positions.reduce((least, position) => (position < least ? position : least));
  }

  standing(position: Position, names?: readonly string[]): Standing {
    let standing: Standing = 'reached';
    for (const progress of this.#named(names)) {
      if (progress.hasReached(position)) continue;
      if (!progress.goesOn) return 'cannot';
      standing = 'behind';
    }
    return standing;
  }

  /**
   * Applies events in the log's order to projections that stand at one place, leaving out what they have already. Rows
   * and checkpoints are committed together, or nothing is and the database's error is thrown. A projection that cannot
   * apply an event stops before it, and the others go on. Within a transaction of somebody else's, where nothing can be
   * undone alone, CannotApply is thrown instead.
   */
  apply(projections: readonly Progress[], delivered: readonly RecordedEvent[]): readonly Given[] {
    const steps = stepsAfter(commonCheckpoint(projections), delivered);
    if (steps.length === 0) return [];
    this.#moveCommitted();
    return this.#commit(
      projections.map((progress) => ({ progress, count: steps.length })),
      steps,
    ).map((share) => settled(share, steps));
  }

  /**
   * SQLite moves what is committed into the file by itself, and keeps silent where that fails: a disk that fails is
   * found out here, before anything more is applied.
   */
  #moveCommitted(): void {
    this.#commits += 1;
    if (this.#commits < COMMITS_UNTIL_MOVED || this.#db.inTransaction) return;
    this.#db.pragma('wal_checkpoint(PASSIVE)');
    this.#commits = 0;
  }

  /** Each projection that fails undoes the commit, which is tried anew with less for that one: so this ends. */
  #commit(shares: readonly Share[], steps: readonly Step[]): readonly Share[] {
    try {
      const apply = (): void => this.#applyAll(shares, steps);
      if (this.#db.inTransaction) apply();
      else this.#transaction(apply);
      return shares;
    } catch (failure) {
      if (!(failure instanceof CannotApply) || this.#db.inTransaction) throw failure;
      const { share, place, cause } = failure;
      const shorter: Share = { progress: share.progress, count: place, error: cause };
      return this.#commit(
        shares.map((other) => (other === share ? shorter : other)),
        steps,
      );
    }
  }

  /** Event by event, so that what the projections find out about one is still at hand. */
  #applyAll(shares: readonly Share[], steps: readonly Step[]): void {
    steps.forEach(({ event }, place) => {
      for (const share of shares) if (place < share.count) this.#applyOne(share, event, place);
    });
    for (const { progress, count } of shares) {
      const last = steps[count - 1];
      if (last !== undefined) writeCheckpoint(this.#db, progress.name, last.after);
    }
  }

  #applyOne(share: Share, event: RecordedEvent, place: number): void {
    try {
      share.progress.projection.apply(this.#db, event);
    } catch (error) {
      throw isStorageFailure(error) ? error : new CannotApply(share, place, error);
    }
  }

  #named(names: readonly string[] | undefined): readonly Progress[] {
    if (names === undefined) return this.projections;
    const named = this.projections.filter(({ name }) => names.includes(name));
    invariant(named.length > 0 && named.length === new Set(names).size, `projections are named: ${names.join(', ')}`);
    return named;
  }
}

function transactionOf(db: ViewsDb): Sqlite.Transaction<(work: () => void) => void> {
  return db.transaction((work: () => void) => work());
}

function commonCheckpoint(projections: readonly Progress[]): Checkpoint | undefined {
  const first = projections[0];
  invariant(
    first !== undefined && projections.every(({ position }) => position === first.position),
    'events are applied to projections that stand at one place',
  );
  return first.checkpoint;
}

function stepsAfter(start: Checkpoint | undefined, delivered: readonly RecordedEvent[]): readonly Step[] {
  const steps: Step[] = [];
  let last = start;
  for (const event of delivered) {
    if (last !== undefined && event.position <= last.position) continue;
    const latest = later(last?.latest ?? event.recordedAt, event.recordedAt);
    last = checkpointAt(event, latest);
    steps.push({ event: latest === event.recordedAt ? event : { ...event, recordedAt: latest }, after: last });
  }
  return steps;
}

/** What has been committed, made known to the projection's progress. */
function settled({ progress, count, error }: Share, steps: readonly Step[]): Given {
  const last = steps[count - 1];
  if (last !== undefined) progress.advance(last.after);
  const next = steps[count];
  if (next !== undefined) progress.stop(next.event, error);
  return { progress, events: steps.slice(0, count).map(({ event }) => event) };
}
