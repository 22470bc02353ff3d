import type { Id } from '../../../kernel/ids.js';
import type { Instant } from '../../../kernel/instant.js';
import type { Position } from '../../../kernel/position.js';
import { present } from '../../../kernel/present.js';
import { streamName } from '../../../kernel/stream.js';
import { prepared } from '../../../projecting/prepared.js';
import type { ViewsDb } from '../../../projecting/projection.js';
import type { Dossier } from '../rule/evidence.js';
import { dossierOf } from './dossier.js';
import type { FactKind, FactOf, FactSource, KnownFact, Opened, Standing } from './fact.js';

/** Where a version ends that nothing has replaced yet: after every position. */
export const OPEN_END = '~';
/** Of a stream's name; there is none where it has no facts. */
const NUMBER = '(SELECT number FROM fact_stream WHERE stream = ?)';
const LAST = OPEN_END as Position;

/** The facts as the view keeps them: as known at any position, by an indexed look-up. */
export class StoredFacts implements FactSource {
  constructor(private readonly db: () => ViewsDb) {}

  factsOf(stream: string, known: Position): readonly KnownFact[] {
    return this.column(`SELECT body FROM fact WHERE stream = ${NUMBER} AND from_pos <= ? AND to_pos > ? ORDER BY key`, [
      ...[stream, known, known],
    ]).map((body) => JSON.parse(body) as KnownFact);
  }

  allOf<Kind extends FactKind>(stream: string, kind: Kind, known: Position): readonly FactOf<Kind>[] {
    const sql = `SELECT body FROM fact WHERE stream = ${NUMBER} AND kind = ? AND from_pos <= ? AND to_pos > ? ORDER BY key`;
    return this.column(sql, [stream, kind, known, known]).map((body) => JSON.parse(body) as FactOf<Kind>);
  }

  factOf<Kind extends FactKind>(stream: string, kind: Kind, key: string, known: Position): FactOf<Kind> | undefined {
    const sql = `SELECT body FROM fact
      WHERE stream = ${NUMBER} AND kind = ? AND key = ? AND from_pos <= ? AND to_pos > ? ORDER BY from_pos DESC LIMIT 1`;
    const [body] = this.column(sql, [stream, kind, key, known, known]);
    return body === undefined ? undefined : (JSON.parse(body) as FactOf<Kind>);
  }

  standing(stream: string, known: Position): Standing | undefined {
    const sql = `SELECT max(CASE WHEN from_pos <= ? THEN from_pos END) AS since,
      min(CASE WHEN from_pos > ? THEN from_pos END) AS until FROM fact WHERE stream = ${NUMBER}`;
    const found = prepared(this.db(), sql).get(known, known, stream) as {
      since: Position | null;
      until: Position | null;
    };
    return found.since === null ? undefined : { since: found.since, ...present({ until: found.until ?? undefined }) };
  }

  dossier(deployment: Id, known: Position): Dossier | undefined {
    return dossierOf(this.factsOf(streamName('deployment', deployment), known));
  }

  assignedTo(places: readonly Id[], known: Position): readonly Id[] {
    return this.column(
      `SELECT DISTINCT deployment FROM place
       WHERE place IN (SELECT value FROM json_each(?)) AND from_pos <= ? ORDER BY deployment`,
      [JSON.stringify(places), known],
    );
  }

  incidents(before: Position = LAST, limit: number): readonly Opened[] {
    return this.openings(
      'SELECT incident AS id, from_pos AS opened FROM incident WHERE from_pos < ? ORDER BY from_pos DESC LIMIT ?',
      [before, limit],
    );
  }

  rollCalls(before: Position = LAST, limit: number, incident?: Id): readonly Opened[] {
    const one = 'SELECT roll_call AS id, from_pos AS opened FROM roll_call WHERE';
    const newestFirst = 'from_pos < ? ORDER BY from_pos DESC LIMIT ?';
    return incident === undefined
      ? this.openings(`${one} ${newestFirst}`, [before, limit])
      : this.openings(`${one} incident = ? AND ${newestFirst}`, [incident, before, limit]);
  }

  rollCallsOf(incident: Id, known: Position): readonly Id[] {
    return this.column('SELECT roll_call FROM roll_call WHERE incident = ? AND from_pos <= ? ORDER BY from_pos', [
      ...[incident, known],
    ]);
  }

  rollCallsAsking(places: readonly Id[], known: Position): readonly Id[] {
    return this.column(
      `SELECT DISTINCT roll_call FROM asking
       WHERE place IN (SELECT value FROM json_each(?)) AND from_pos <= ? ORDER BY roll_call`,
      [JSON.stringify(places), known],
    );
  }

  involvedIn(incident: Id, known: Position): readonly Id[] {
    return this.column('SELECT deployment FROM involved WHERE incident = ? AND from_pos <= ? ORDER BY deployment', [
      ...[incident, known],
    ]);
  }

  changesOf(streams: readonly string[], after: Position, upTo: Position): readonly Position[] {
    return this.column(
      `SELECT DISTINCT from_pos FROM fact
       WHERE stream IN (SELECT number FROM fact_stream WHERE stream IN (SELECT value FROM json_each(?))) AND from_pos > ? AND from_pos <= ? ORDER BY from_pos`,
      [JSON.stringify(streams), after, upTo],
    ) as readonly Position[];
  }

  lastRecordedBy(instant: Instant): Position | undefined {
    const sql = 'SELECT position FROM stamp WHERE recorded_at <= ? ORDER BY recorded_at DESC, position DESC LIMIT 1';
    return this.column(sql, [instant])[0] as Position | undefined;
  }

  recordedAt(position: Position): Instant | undefined {
    const sql = 'SELECT recorded_at FROM stamp WHERE position <= ? ORDER BY position DESC LIMIT 1';
    return this.column(sql, [position])[0] as Instant | undefined;
  }

  positionBefore(position: Position): Position | undefined {
    const sql = 'SELECT position FROM stamp WHERE position < ? ORDER BY position DESC LIMIT 1';
    return this.column(sql, [position])[0] as Position | undefined;
  }

  private openings(sql: string, parameters: readonly (string | number)[]): readonly Opened[] {
    return prepared(this.db(), sql).all(...parameters) as Opened[];
  }

  private column(sql: string, parameters: readonly string[]): readonly string[] {
    return (
      prepared(this.db(), sql)
        .raw()
        .all(...parameters) as [string][]
    ).map(([value]) => value);
  }
}
