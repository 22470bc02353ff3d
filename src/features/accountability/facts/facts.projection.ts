import type { RecordedEvent } from '../../../kernel/event.js';
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

/** Versioned: a row is known from `from_pos` on, until `to_pos`. */
const TABLES = `
  CREATE TABLE fact (
    stream TEXT NOT NULL, kind TEXT NOT NULL, key TEXT NOT NULL,
    from_pos TEXT NOT NULL, to_pos TEXT NOT NULL, body TEXT NOT NULL,
    PRIMARY KEY (stream, kind, key, from_pos)
  ) WITHOUT ROWID;
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
  CREATE INDEX stamp_by_instant ON stamp (recorded_at, position);
`;

/** Keeps the facts that the rule reads, every version of them, and when each position was recorded. */
export const FACTS: Projection = {
  name: FACT_VIEWS[0],
  version: 3,
  create: (db) => {
    db.exec(TABLES);
  },
  apply,
};

function apply(db: ViewsDb, event: RecordedEvent): void {
  prepared(db, 'INSERT INTO stamp VALUES (?, ?)').run(event.position, event.recordedAt);
  for (const fact of factsOfEvent(event, newestFacts(db, event.stream))) keep(db, event, fact);
  const involve = prepared(db, 'INSERT OR IGNORE INTO involved VALUES (?, ?, ?)');
  for (const { incident, deployment } of involvedBy(event, new StoredFacts(() => db))) {
    involve.run(incident, deployment, event.position);
  }
}

function keep(db: ViewsDb, { stream, position }: RecordedEvent, fact: KnownFact): void {
  prepared(db, 'UPDATE fact SET to_pos = ? WHERE stream = ? AND kind = ? AND key = ? AND to_pos = ?').run(
    ...[position, stream, fact.kind, fact.key, OPEN_END],
  );
  prepared(db, 'INSERT INTO fact VALUES (?, ?, ?, ?, ?, ?)').run(
    ...[stream, fact.kind, fact.key, position, OPEN_END, JSON.stringify(fact)],
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

function newestFacts(db: ViewsDb, stream: string): StreamFacts {
  const one = 'SELECT body FROM fact WHERE stream = ? AND kind = ? AND key = ? AND to_pos = ?';
  const all = 'SELECT body FROM fact WHERE stream = ? AND kind = ? AND to_pos = ? ORDER BY key';
  return {
    get: <Kind extends FactKind>(kind: Kind, key: string) => {
      const row = prepared(db, one).get(stream, kind, key, OPEN_END) as { body: string } | undefined;
      return row === undefined ? undefined : (JSON.parse(row.body) as FactOf<Kind>);
    },
    all: <Kind extends FactKind>(kind: Kind) =>
      (prepared(db, all).all(stream, kind, OPEN_END) as { body: string }[]).map(
        ({ body }) => JSON.parse(body) as FactOf<Kind>,
      ),
  };
}
