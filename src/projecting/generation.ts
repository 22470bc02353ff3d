import type { RecordedEvent } from '../kernel/event.js';
import { invariant } from '../kernel/failure.js';
import { later } from '../kernel/instant.js';
import type { Position } from '../kernel/position.js';
import type { Applying, LiveRows, Share, Step } from './applying.js';
import { checkpointAt, readCheckpoint, type Checkpoint } from './checkpoint.js';
import { Progress } from './progress.js';
import type { Projection, ViewsDb } from './projection.js';

/** Events applied within one transaction: few enough that a turn stays short. */
export const MAX_EVENTS_PER_COMMIT = 512;

/** How some projections stand to a position: all are past it, or not yet, or one of them cannot get there. */
export type Standing = 'reached' | 'behind' | 'cannot';

/** What one projection has been given in one commit. */
export interface Given {
  readonly progress: Progress;
  readonly events: readonly RecordedEvent[];
}

/** One views database, and how far each projection has come in it. */
export class Generation {
  readonly projections: readonly Progress[];
  #applying: Applying;
  #db: ViewsDb | undefined;

  private constructor(applying: Applying, db: ViewsDb | undefined, projections: readonly Projection[]) {
    const names = new Set(projections.map(({ name }) => name));
    invariant(names.size > 0 && names.size === projections.length, 'views have projections, each of its own name');
    this.#applying = applying;
    this.#db = db;
    this.projections = projections.map(
      (projection) => new Progress(projection, db === undefined ? undefined : readCheckpoint(db, projection.name)),
    );
  }

  static of(rows: LiveRows, projections: readonly Projection[]): Generation {
    return new Generation(rows, rows.db, projections);
  }

  /** Of rows that there are none of yet, and that are not read until they have been moved to. */
  static beginning(applying: Applying, projections: readonly Projection[]): Generation {
    return new Generation(applying, undefined, projections);
  }

  get db(): ViewsDb {
    invariant(this.#db !== undefined, 'rows that are being made are not read');
    return this.#db;
  }

  /** The same rows have been opened anew under their lasting name. */
  moveTo(rows: LiveRows): void {
    this.#applying = rows;
    this.#db = rows.db;
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
   * Applies events in the log's order to projections that stand at one place, leaving out what they have already, and
   * tells what was given to whom within the turn in which the rows show it. Rejects with the database's error, and then
   * nothing was committed. A projection that cannot apply an event stops before it, and the others go on. Within a
   * transaction of somebody else's, where nothing can be undone alone, it rejects with CannotApply instead.
   */
  async apply(
    projections: readonly Progress[],
    delivered: readonly RecordedEvent[],
    tell: (given: readonly Given[]) => void,
  ): Promise<void> {
    const steps = stepsAfter(commonCheckpoint(projections), delivered);
    if (steps.length === 0) {
      tell([]);
      return;
    }
    const names = projections.map(({ name }) => name);
    await this.#applying.apply({ projections: names, steps }, (shares) => {
      tell(shares.map((share) => settled(this.#progressOf(share), share, steps)));
    });
  }

  #progressOf({ projection }: Share): Progress {
    const progress = this.projections.find(({ name }) => name === projection);
    invariant(progress !== undefined, `there is a projection ${projection}`);
    return progress;
  }

  #named(names: readonly string[] | undefined): readonly Progress[] {
    if (names === undefined) return this.projections;
    const named = this.projections.filter(({ name }) => names.includes(name));
    invariant(named.length > 0 && named.length === new Set(names).size, `projections are named: ${names.join(', ')}`);
    return named;
  }
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
function settled(progress: Progress, { count, error }: Share, steps: readonly Step[]): Given {
  const last = steps[count - 1];
  if (last !== undefined) progress.advance(last.after);
  const next = steps[count];
  if (next !== undefined) progress.stop(next.event, error);
  return { progress, events: steps.slice(0, count).map(({ event }) => event) };
}
