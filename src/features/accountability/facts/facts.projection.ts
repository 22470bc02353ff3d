import type { RecordedEvent } from '../../../kernel/event.js';
import type { Position } from '../../../kernel/position.js';
import { parseStream } from '../../../kernel/stream.js';
import { prepared } from '../../../projecting/prepared.js';
import type { Projection, ViewsDb } from '../../../projecting/projection.js';
import { factsOfEvent } from './facts-of-event.js';
import {
  FACT_VIEWS,
  placesOf,
  placesOfScope,
  type FactKind,
  type FactOf,
  type KnownFact,
  type StreamFacts,
} from './fact.js';
import { involvedBy } from './involvement.js';
import { OPEN_END, StoredFacts } from './stored-facts.js';

/**
 * Versioned: a row is known from `from_pos` on, until `to_pos`. Facts are long, and stand as they come: only their keys are
 * kept in order.
 */
const TABLES = `
  CREATE TABLE fact_stream (number INTEGER PRIMARY KEY, stream TEXT NOT NULL UNIQUE);
  CREATE TABLE fact (
    stream INTEGER NOT NULL, kind TEXT NOT NULL, key TEXT NOT NULL,
    from_pos TEXT NOT NULL, to_pos TEXT NOT NULL, body TEXT NOT NULL,
    PRIMARY KEY (stream, kind, key, from_pos)
  );
  CREATE TABLE place (
    place TEXT NOT NULL, deployment TEXT NOT NULL, from_pos TEXT NOT NULL,
    PRIMARY KEY (place, deployment)
  ) WITHOUT ROWID;
  CREATE TABLE incident (from_pos TEXT PRIMARY KEY, incident TEXT NOT NULL) WITHOUT ROWID;
  CREATE TABLE roll_call (
    incident TEXT NOT NULL, from_pos TEXT NOT NULL, roll_call TEXT NOT NULL,
    PRIMARY KEY (incident, from_pos)
  ) WITHOUT ROWID;
  CREATE INDEX roll_call_by_position ON roll_call (from_pos, roll_call);
  CREATE TABLE asking (
    place TEXT NOT NULL, roll_call TEXT NOT NULL, from_pos TEXT NOT NULL,
    PRIMARY KEY (place, roll_call)
  ) WITHOUT ROWID;
  CREATE TABLE involved (
    incident TEXT NOT NULL, deployment TEXT NOT NULL, from_pos TEXT NOT NULL,
    PRIMARY KEY (incident, deployment)
  ) WITHOUT ROWID;
  CREATE TABLE stamp (position TEXT PRIMARY KEY, recorded_at TEXT NOT NULL) WITHOUT ROWID;
`;

const INDEX = 'CREATE INDEX stamp_by_instant ON stamp (recorded_at, position);';

/** Keeps the facts that the rule reads, every version of them, and when each position was recorded. */
export const FACTS: Projection = {
  name: FACT_VIEWS[0],
  version: 5,
  create: (db) => {
    db.exec(TABLES);
  },
  index: (db) => {
    db.exec(INDEX);
  },
  apply,
};

function apply(db: ViewsDb, event: RecordedEvent): void {
  prepared(db, 'INSERT INTO stamp VALUES (?, ?)').run(event.position, event.recordedAt);
  const newest = new NewestFacts(db, event.stream);
  for (const fact of factsOfEvent(event, newest)) {
    const replaced = newest.sinceWhen(fact);
    if (replaced !== undefined) end(db, newest.number, event.position, fact, replaced);
    keep(db, newest.number, event, fact);
  }
  const involve = prepared(db, 'INSERT OR IGNORE INTO involved VALUES (?, ?, ?)');
  for (const { incident, deployment } of involvedBy(event, new StoredFacts(() => db))) {
    involve.run(incident, deployment, event.position);
  }
}

/** The version that stood until now, by its whole key: SQLite takes pains with an update that might be of several rows. */
function end(db: ViewsDb, stream: number, position: Position, { kind, key }: KnownFact, since: Position): void {
  const sql = 'UPDATE fact SET to_pos = ? WHERE stream = ? AND kind = ? AND key = ? AND from_pos = ?';
  prepared(db, sql).run(position, stream, kind, key, since);
}

function keep(db: ViewsDb, number: number, { stream, position }: RecordedEvent, fact: KnownFact): void {
  prepared(db, 'INSERT INTO fact VALUES (?, ?, ?, ?, ?, ?)').run(
    ...[number, fact.kind, fact.key, position, OPEN_END, JSON.stringify(fact)],
  );
  if (fact.kind === 'assignment') keepPlaces(db, stream, fact, position);
  if (fact.kind === 'opening') keepOpening(db, fact, position);
  if (fact.kind === 'incident') keepIncident(db, stream, fact);
}

function keepIncident(db: ViewsDb, stream: string, { opened }: FactOf<'incident'>): void {
  prepared(db, 'INSERT OR IGNORE INTO incident VALUES (?, ?)').run(opened, parseStream(stream).id);
}

function keepPlaces(db: ViewsDb, stream: string, assignment: FactOf<'assignment'>, position: string): void {
  const insert = prepared(db, 'INSERT OR IGNORE INTO place VALUES (?, ?, ?)');
  const { id: deployment } = parseStream(stream);
  for (const place of placesOf(assignment)) insert.run(place, deployment, position);
}

function keepOpening(db: ViewsDb, { incident, rollCall, scope }: FactOf<'opening'>, position: string): void {
  prepared(db, 'INSERT INTO roll_call VALUES (?, ?, ?)').run(incident, position, rollCall);
  const insert = prepared(db, 'INSERT OR IGNORE INTO asking VALUES (?, ?, ?)');
  for (const place of placesOfScope(scope)) insert.run(place, rollCall, position);
}

interface NewestRow {
  readonly body: string;
  readonly from_pos: Position;
}

/** What is made of a fact is made of its newest version, which was read for it: one that was not read is a new fact. */
class NewestFacts implements StreamFacts {
  readonly #since = new Map<string, Position>();

  #number: number | undefined;

  constructor(
    private readonly db: ViewsDb,
    private readonly stream: string,
  ) {}

  /** Of the stream, which gets one with its first fact. */
  get number(): number {
    return (this.#number ??= this.#known() ?? this.#new());
  }

  get<Kind extends FactKind>(kind: Kind, key: string): FactOf<Kind> | undefined {
    const sql = 'SELECT body, from_pos FROM fact WHERE stream = ? AND kind = ? AND key = ? AND to_pos = ?';
    const row = prepared(this.db, sql).get(this.number, kind, key, OPEN_END) as NewestRow | undefined;
    return row === undefined ? undefined : this.#read(row);
  }

  all<Kind extends FactKind>(kind: Kind): readonly FactOf<Kind>[] {
    const sql = 'SELECT body, from_pos FROM fact WHERE stream = ? AND kind = ? AND to_pos = ? ORDER BY key';
    const rows = prepared(this.db, sql).all(this.number, kind, OPEN_END) as NewestRow[];
    return rows.map((row) => this.#read(row));
  }

  /** From where on the version has stood that this one replaces; undefined of a new fact. */
  sinceWhen({ kind, key }: KnownFact): Position | undefined {
    return this.#since.get(nameOf(kind, key));
  }

  #known(): number | undefined {
    return prepared(this.db, 'SELECT number FROM fact_stream WHERE stream = ?').pluck().get(this.stream) as
      number | undefined;
  }

  #new(): number {
    return Number(prepared(this.db, 'INSERT INTO fact_stream (stream) VALUES (?)').run(this.stream).lastInsertRowid);
  }

  #read<Kind extends FactKind>({ body, from_pos }: NewestRow): FactOf<Kind> {
    const fact = JSON.parse(body) as FactOf<Kind>;
    this.#since.set(nameOf(fact.kind, fact.key), from_pos);
    return fact;
  }
}

function nameOf(kind: FactKind, key: string): string {
  return `${kind} ${key}`;
}
