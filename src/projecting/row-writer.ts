import type Sqlite from 'better-sqlite3';
import type { RecordedEvent } from '../kernel/event.js';
import { invariant } from '../kernel/failure.js';
import type { Order, Share, Step } from './applying.js';
import { writeCheckpoint } from './checkpoint.js';
import type { Projection, ViewsDb } from './projection.js';
import { isStorageFailure } from './storage-failure.js';

/** One projection's part of an order that is under way. */
interface Part {
  readonly projection: Projection;
  readonly count: number;
  readonly error?: unknown;
}

/** A projection cannot apply an event, within a transaction in which nothing can be undone alone. */
export class CannotApply extends Error {
  override readonly name: string = 'CannotApply';

  constructor() {
    super('a projection cannot apply an event');
  }
}

/** Leaves the transaction, so that nothing of the event that could not be applied stays. */
class CannotApplyOne extends CannotApply {
  constructor(
    readonly part: Part,
    readonly place: number,
    override readonly cause: unknown,
  ) {
    super();
  }
}

/** Carries out orders over the one connection that changes the rows. */
export class RowWriter {
  readonly #projections: ReadonlyMap<string, Projection>;
  readonly #transaction: Sqlite.Transaction<(work: () => void) => void>;

  constructor(
    private readonly db: ViewsDb,
    projections: readonly Projection[],
  ) {
    this.#projections = new Map(projections.map((projection) => [projection.name, projection]));
    this.#transaction = db.transaction((work: () => void) => work());
  }

  /**
   * Rows and checkpoints are committed together, or nothing is and the database's error is thrown. A projection that
   * cannot apply an event stops before it, and the others go on. Within a transaction of somebody else's, where nothing
   * can be undone alone, CannotApply is thrown instead.
   */
  apply({ projections, steps }: Order): readonly Share[] {
    const parts = projections.map((name) => ({ projection: this.#named(name), count: steps.length }));
    return this.#commit(parts, steps).map(({ projection, ...rest }) => ({ projection: projection.name, ...rest }));
  }

  /** Each projection that fails undoes the commit, which is tried anew with less for that one: so this ends. */
  #commit(parts: readonly Part[], steps: readonly Step[]): readonly Part[] {
    try {
      const apply = (): void => this.#applyAll(parts, steps);
      if (this.db.inTransaction) apply();
      else this.#transaction(apply);
      return parts;
    } catch (failure) {
      if (!(failure instanceof CannotApplyOne) || this.db.inTransaction) throw failure;
      const { part, place, cause } = failure;
      const shorter: Part = { projection: part.projection, count: place, error: cause };
      return this.#commit(
        parts.map((other) => (other === part ? shorter : other)),
        steps,
      );
    }
  }

  /** Event by event, so that what the projections find out about one is still at hand. */
  #applyAll(parts: readonly Part[], steps: readonly Step[]): void {
    steps.forEach(({ event }, place) => {
      for (const part of parts) if (place < part.count) this.#applyOne(part, event, place);
    });
    for (const { projection, count } of parts) {
      const last = steps[count - 1];
      if (last !== undefined) writeCheckpoint(this.db, projection.name, last.after);
    }
  }

  #applyOne(part: Part, event: RecordedEvent, place: number): void {
    try {
      part.projection.apply(this.db, event);
    } catch (error) {
      throw isStorageFailure(error) ? error : new CannotApplyOne(part, place, error);
    }
  }

  #named(name: string): Projection {
    const projection = this.#projections.get(name);
    invariant(projection !== undefined, `there is a projection ${name}`);
    return projection;
  }
}
