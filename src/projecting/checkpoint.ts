import type { RecordedEvent } from '../kernel/event.js';
import type { Id } from '../kernel/ids.js';
import type { Instant } from '../kernel/instant.js';
import type { Position } from '../kernel/position.js';
import type { EventLog } from '../event-log/event-log.js';
import type { Projection, ViewsDb } from './projection.js';
import { prepared } from './prepared.js';

/**
 * How far a projection has come: the last event applied, with enough of it to know it again. Its stamp is kept because
 * a command repeated after the log was restored gives the same event id, perhaps at the same position.
 */
export interface Checkpoint {
  readonly position: Position;
  readonly eventId: Id;
  readonly stream: string;
  readonly revision: number;
  readonly recordedAt: Instant;
  /** The latest stamp among all events up to this one. */
  readonly latest: Instant;
}

/** The checkpoint stands in the database of the rows, so that both are committed or neither. */
export function createCheckpoints(db: ViewsDb, projections: readonly Projection[]): void {
  db.exec(`
    CREATE TABLE runner_projection (name TEXT PRIMARY KEY, version INTEGER NOT NULL) STRICT, WITHOUT ROWID;
    CREATE TABLE runner_checkpoint (
      name TEXT PRIMARY KEY,
      position TEXT NOT NULL,
      event_id TEXT NOT NULL,
      stream TEXT NOT NULL,
      revision INTEGER NOT NULL,
      recorded_at TEXT NOT NULL,
      latest TEXT NOT NULL
    ) STRICT, WITHOUT ROWID;
  `);
  const insert = db.prepare('INSERT INTO runner_projection (name, version) VALUES (?, ?)');
  for (const { name, version } of projections) insert.run(name, version);
}

/** Whether the database holds the tables of exactly these projections in these versions. */
export function holdsTablesOf(db: ViewsDb, projections: readonly Projection[]): boolean {
  if (db.prepare("SELECT 1 FROM sqlite_schema WHERE name = 'runner_projection'").get() === undefined) return false;
  const rows = db.prepare('SELECT name, version FROM runner_projection').all() as { name: string; version: number }[];
  const held = new Map(rows.map(({ name, version }) => [name, version]));
  return held.size === projections.length && projections.every(({ name, version }) => held.get(name) === version);
}

/** Undefined before the first event. */
export function readCheckpoint(db: ViewsDb, projection: string): Checkpoint | undefined {
  const row = prepared(
    db,
    `SELECT position, event_id AS eventId, stream, revision, recorded_at AS recordedAt, latest
     FROM runner_checkpoint WHERE name = ?`,
  ).get(projection);
  return row as Checkpoint | undefined;
}

export function writeCheckpoint(db: ViewsDb, projection: string, checkpoint: Checkpoint): void {
  const { position, eventId, stream, revision, recordedAt, latest } = checkpoint;
  prepared(db, 'INSERT OR REPLACE INTO runner_checkpoint VALUES (?, ?, ?, ?, ?, ?, ?)').run(
    projection,
    position,
    eventId,
    stream,
    revision,
    recordedAt,
    latest,
  );
}

/** The checkpoint just after an event as the log gave it. */
export function checkpointAt(event: RecordedEvent, latest: Instant): Checkpoint {
  const { position, id, stream, revision, recordedAt } = event;
  return { position, eventId: id, stream, revision, recordedAt, latest };
}

/** Whether the log still has the event of the checkpoint where it was. */
export async function standsInLog(log: EventLog, checkpoint: Checkpoint): Promise<boolean> {
  const [event] = await log.read(checkpoint.stream, checkpoint.revision, 1);
  return (
    event?.id === checkpoint.eventId &&
    event.position === checkpoint.position &&
    event.recordedAt === checkpoint.recordedAt
  );
}
