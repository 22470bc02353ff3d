import type { Recorded, RecordedEvent } from '../../../kernel/event.js';
import type { Id } from '../../../kernel/ids.js';
import { parseStream } from '../../../kernel/stream.js';
import { prepared } from '../../../projecting/prepared.js';
import type { Projection, ViewsDb } from '../../../projecting/projection.js';
import type { MissionEvent } from '../mission.events.js';
import { evolveDocument, type MissionDocument } from './mission-document.js';

export const MISSIONS_VIEW = 'missions';

/** Every mission with its suspensions and posts, in the order of their establishment. */
export const missionsProjection: Projection = {
  name: MISSIONS_VIEW,
  version: 1,

  create(db) {
    db.exec(`
      CREATE TABLE mission (
        mission TEXT PRIMARY KEY,
        established TEXT NOT NULL UNIQUE,
        document TEXT NOT NULL
      ) STRICT, WITHOUT ROWID;
    `);
  },

  apply(db, event) {
    const { category, id } = parseStream(event.stream);
    if (category !== 'mission') return;
    const row = rowOf(db, id);
    const document = evolveDocument(row?.document, asMissionEvent(event));
    prepared(db, 'INSERT OR REPLACE INTO mission VALUES (?, ?, ?)').run(
      id,
      row?.established ?? event.position,
      JSON.stringify(document),
    );
  },
};

export interface MissionRow {
  readonly established: string;
  readonly document: MissionDocument;
}

export function findMission(db: ViewsDb, mission: Id): MissionDocument | undefined {
  return rowOf(db, mission)?.document;
}

/** Missions established after a position, the earliest first; from the beginning without one. */
export function missionsAfter(db: ViewsDb, established: string | undefined, limit: number): readonly MissionRow[] {
  return prepared(db, 'SELECT established, document FROM mission WHERE established > ? ORDER BY established LIMIT ?')
    .all(established ?? '', limit)
    .map(parsed);
}

function rowOf(db: ViewsDb, mission: Id): MissionRow | undefined {
  const row = prepared(db, 'SELECT established, document FROM mission WHERE mission = ?').get(mission);
  return row === undefined ? undefined : parsed(row);
}

function parsed(row: unknown): MissionRow {
  const { established, document } = row as { readonly established: string; readonly document: string };
  return { established, document: JSON.parse(document) as MissionDocument };
}

/** By its stream it is one of ours; that its type is known is for the switch over the types to say. */
function asMissionEvent(event: RecordedEvent<string, object>): Recorded<MissionEvent> {
  return event as Recorded<MissionEvent>;
}
