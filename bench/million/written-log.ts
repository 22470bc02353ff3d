import type { Statement } from 'better-sqlite3';
import type { Append } from '../../src/event-log/event-log.js';
import { encode, tokenOf, type EventRow } from '../../src/event-log/sqlite/codec.js';
import { connectForWriting, ensureFile, type Connection } from '../../src/event-log/sqlite/connection.js';
import type { RecordedEvent } from '../../src/kernel/event.js';
import type { Id } from '../../src/kernel/ids.js';
import type { Instant } from '../../src/kernel/instant.js';
import { BEFORE_ALL, type Position } from '../../src/kernel/position.js';

const EVENTS_PER_COMMIT = 8_192;

/**
 * Rows as the embedded engine writes them, in a file that it made and whose triggers hold them to its rules. It does not
 * wait for the disk: a log that a power cut spoils is made again.
 */
export class WrittenLog {
  readonly #db: Connection;
  readonly #insert: Statement<[EventRow]>;
  #rows = 0;

  constructor(file: string, installation: Id) {
    this.#db = connectForWriting(ensureFile(file), () => installation);
    this.#db.pragma('synchronous = OFF');
    this.#insert = this.#db.prepare(INSERT);
    this.#db.exec('BEGIN');
  }

  get events(): number {
    return this.#rows;
  }

  get end(): Position {
    return this.#rows === 0 ? BEFORE_ALL : tokenOf(this.#rows);
  }

  append({ stream, expected, events }: Append, recordedAt: Instant): readonly RecordedEvent[] {
    const first = expected === 'none' ? 0 : expected + 1;
    return events.map((event, place) => {
      this.#rows += 1;
      const [position, revision] = [this.#rows, first + place];
      this.#insert.run({ ...encode(event, place), position, stream, revision, recorded_at: recordedAt });
      if (this.#rows % EVENTS_PER_COMMIT === 0) this.#db.exec('COMMIT; BEGIN');
      return { ...event, stream, revision, position: tokenOf(position), recordedAt };
    });
  }

  close(): void {
    this.#db.exec('COMMIT');
    this.#db.close();
  }
}

const INSERT = `
  INSERT INTO events
    (position, stream, revision, id, command_id, place, type, schema_version, recorded_at, data, personal, metadata)
  VALUES
    (@position, @stream, @revision, @id, @command_id, @place, @type, @schema_version, @recorded_at, @data, @personal, @metadata)
`;
