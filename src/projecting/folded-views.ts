import type { Position } from '../kernel/position.js';
import type { EventLog } from '../event-log/event-log.js';
import { ApplyingHere } from './applying-here.js';
import { Generation } from './generation.js';
import { LogFold } from './log-fold.js';
import { THIS_MACHINE } from './machine.js';
import type { Projection, ProjectionStatus, ViewsDb } from './projection.js';
import { IN_MEMORY, openViewsFile } from './views-file.js';
import type { ReadableViews } from './views.js';

/** New views in memory, folded from the log up to the end that it has now, by one pass and no subscription. */
export async function buildViews(log: EventLog, projections: readonly Projection[]): Promise<FoldedViews> {
  const rows = new ApplyingHere(openViewsFile(IN_MEMORY, projections), projections);
  const generation = Generation.of(rows, projections);
  const views = new FoldedViews(generation);
  try {
    await new LogFold({ log, into: generation, machine: THIS_MACHINE }).toTheEnd();
    return views;
  } catch (error) {
    views.close();
    throw error;
  }
}

/** Views that stand still. */
export class FoldedViews implements ReadableViews {
  constructor(private readonly generation: Generation) {}

  get db(): ViewsDb {
    return this.generation.db;
  }

  applied(names?: readonly string[]): Position {
    return this.generation.applied(names);
  }

  /** There is nothing to wait for: the answer is as good now as it will ever be. */
  async reached(position: Position, _timeoutMs: number, names?: readonly string[]): Promise<boolean> {
    return this.generation.standing(position, names) === 'reached';
  }

  status(): readonly ProjectionStatus[] {
    return this.generation.projections.map((progress) => progress.status());
  }

  close(): void {
    this.generation.db.close();
  }
}
