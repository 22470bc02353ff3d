/** Goes up with every change of what is stored or how; a log of a newer format than this is not opened. */
export const FORMAT = 1;

/** In the file's header, so that no other SQLite file passes for a log of Muster ("MUST" in ASCII). */
export const APPLICATION_ID = 0x4d555354;

/**
 * The log. `place` counts within a command, so that one index holds two rules: a command id belongs to one append, and
 * its events have an order. The triggers make the file itself refuse what the engine never does, also from a shell; the
 * one before inserts also keeps `INSERT OR REPLACE` from being a deletion in disguise.
 */
export const SCHEMA = `
  CREATE TABLE meta (
    key TEXT PRIMARY KEY,
    value TEXT NOT NULL
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE events (
    position INTEGER PRIMARY KEY,
    stream TEXT NOT NULL,
    revision INTEGER NOT NULL,
    id TEXT NOT NULL,
    command_id TEXT NOT NULL,
    place INTEGER NOT NULL,
    type TEXT NOT NULL,
    schema_version INTEGER NOT NULL,
    recorded_at TEXT NOT NULL,
    data TEXT NOT NULL,
    personal TEXT,
    metadata TEXT NOT NULL
  ) STRICT;

  CREATE UNIQUE INDEX events_by_stream ON events (stream, revision);
  CREATE UNIQUE INDEX events_by_id ON events (id);
  CREATE UNIQUE INDEX events_by_command ON events (command_id, place);

  CREATE TRIGGER events_are_not_updated BEFORE UPDATE ON events
  BEGIN SELECT RAISE(ABORT, 'events are never changed'); END;

  CREATE TRIGGER events_are_not_deleted BEFORE DELETE ON events
  BEGIN SELECT RAISE(ABORT, 'events are never deleted'); END;

  CREATE TRIGGER events_only_follow BEFORE INSERT ON events
  WHEN NEW.position IS NOT (SELECT coalesce(max(position), 0) + 1 FROM events)
    OR NEW.revision IS NOT (SELECT coalesce(max(revision), -1) + 1 FROM events WHERE stream = NEW.stream)
    OR EXISTS (SELECT 1 FROM events WHERE id = NEW.id)
    OR EXISTS (SELECT 1 FROM events WHERE command_id = NEW.command_id AND place = NEW.place)
  BEGIN SELECT RAISE(ABORT, 'an event only ever follows the others'); END;
`;
