import type { Statement } from 'better-sqlite3';
import type { RecordedEvent } from '../../kernel/event.js';
import type { Id } from '../../kernel/ids.js';
import { BEFORE_ALL, type Position } from '../../kernel/position.js';
import { sqliteCode } from '../../kernel/sqlite-code.js';
import { checkPage } from '../append-rules.js';
import { LogUnavailable, type LogEnd } from '../event-log.js';
import { DamagedLog } from '../stored-json.js';
import type { Verifiable } from '../verify.js';
import { decode, rowUpTo, verifiable, type EventRow } from './codec.js';
import type { Connection } from './connection.js';

/** The questions to a log's file, each answered by an index, and each answer checked against what must hold of it. */
export class EventReader {
  readonly #ofStream: Statement<[string, number, number], EventRow>;
  readonly #ofAll: Statement<[number, number], EventRow>;
  readonly #ofCommand: Statement<[Id], EventRow>;
  readonly #last: Statement<[], EventRow>;
  readonly #lastRow: Statement<[], number | null>;
  readonly #lastRevision: Statement<[string], number>;

  constructor(db: Connection) {
    this.#ofStream = db.prepare('SELECT * FROM events WHERE stream = ? AND revision >= ? ORDER BY revision LIMIT ?');
    this.#ofAll = db.prepare('SELECT * FROM events WHERE position > ? ORDER BY position LIMIT ?');
    this.#ofCommand = db.prepare('SELECT * FROM events WHERE command_id = ? ORDER BY place');
    this.#last = db.prepare('SELECT * FROM events ORDER BY position DESC LIMIT 1');
    this.#lastRow = db.prepare<[], number | null>('SELECT max(position) FROM events').pluck();
    this.#lastRevision = db
      .prepare<[string], number>('SELECT revision FROM events WHERE stream = ? ORDER BY revision DESC LIMIT 1')
      .pluck();
  }

  read(stream: string, from: number, limit: number): readonly RecordedEvent[] {
    checkPage(from, limit);
    return reading(() => {
      const events = this.#ofStream.all(stream, from, limit).map(decode);
      const gap = events.find((event, place) => event.revision !== from + place);
      if (gap !== undefined) throw new DamagedLog(`${stream} has a gap before revision ${gap.revision}`);
      return events;
    });
  }

  readAll(after: Position, limit: number): readonly RecordedEvent[] {
    checkPage(0, limit);
    return reading(() => this.#ofAll.all(rowUpTo(after), limit).map(decode));
  }

  /** The same as a verification looks at them. */
  verifiable(after: Position, limit: number): readonly Verifiable[] {
    checkPage(0, limit);
    return reading(() => this.#ofAll.all(rowUpTo(after), limit).map(verifiable));
  }

  /** As they stand in the file: whoever they are for reads them. */
  rowsOfCommand(commandId: Id): readonly EventRow[] {
    return this.#ofCommand.all(commandId);
  }

  lastRevision(stream: string): number | undefined {
    return this.#lastRevision.get(stream);
  }

  /** The last row's number, 0 in an empty log. Rows have no gaps, so that this also counts them. */
  lastRow(): number {
    return this.#lastRow.get() ?? 0;
  }

  end(): LogEnd {
    return reading(() => {
      const last = this.#last.get();
      if (last === undefined) return { position: BEFORE_ALL };
      const { position, recordedAt } = decode(last);
      return { position, recordedAt };
    });
  }
}

/** Says a failure of the file in the port's words. */
function reading<T>(question: () => T): T {
  try {
    return question();
  } catch (error) {
    const code = sqliteCode(error);
    if (code === undefined) throw error;
    if (/^SQLITE_(CORRUPT|NOTADB)/.test(code))
      throw new DamagedLog(`the log's file is damaged (${code})`, { cause: error });
    throw new LogUnavailable(`the log cannot be read (${code})`, { cause: error });
  }
}
