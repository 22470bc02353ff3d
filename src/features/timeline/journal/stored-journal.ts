import type { EntryId } from '../../../kernel/entry-id.js';
import type { SealedTexts } from '../../../kernel/event.js';
import type { Id } from '../../../kernel/ids.js';
import type { Instant } from '../../../kernel/instant.js';
import type { JsonObject } from '../../../kernel/json.js';
import { BEFORE_ALL, type Position } from '../../../kernel/position.js';
import { present } from '../../../kernel/present.js';
import { parseStream, streamName } from '../../../kernel/stream.js';
import { prepared } from '../../../projecting/prepared.js';
import type { ViewsDb } from '../../../projecting/projection.js';
import { isTimelineCategory, type JournalEvent, type TimelineType, typesWhere } from '../timeline-event.js';

/** What is asked of the journal: which events stand in a timeline, and from where on, how many. */
export interface JournalQuestion {
  /** Streams of which every event stands in it; they have none before `from`. */
  readonly whole: readonly string[];
  /** Streams of which those events do that were recorded from `from` to `to`, and later corrections of these. */
  readonly within: readonly string[];
  readonly from: Position;
  readonly to: Position;
  /** Not before `to`. */
  readonly known: Position;
  /** Only what had happened by then. */
  readonly happenedBy?: Instant;
  /** Whom the reader may see, where he may not see all: then nothing of duress, and of roll calls nothing about others. */
  readonly among?: readonly Id[];
  readonly after: Position;
  /** Where to begin, itself included. */
  readonly first?: Position;
  readonly limit: number;
}

/** When something stands in the log. */
export interface Stamp {
  readonly position: Position;
  readonly recordedAt: Instant;
}

/** When and where a roll call was opened. */
export interface Opening {
  readonly rollCall: Id;
  readonly position: Position;
  readonly openedAt: Instant;
}

interface Row {
  readonly position: Position;
  readonly stream: string;
  readonly revision: number;
  readonly entry: EntryId | null;
  readonly type: TimelineType;
  readonly recorded_at: Instant;
  readonly happened_at: Instant;
  readonly actor: string;
  readonly role: string;
  readonly data: string;
  readonly personal: string | null;
}

/** After every instant. */
const ENDLESS = '~';

const DURESS = typesWhere(({ duress }) => duress === true);

/** What happened by then, and what the reader may see. */
const TOLD = `
  j.position > :after AND j.position >= :first AND j.happened_at <= :happenedBy
  AND (:among IS NULL OR (
    j.type NOT IN (SELECT value FROM json_each(:duress))
    AND (j.about IS NULL OR j.about IN (SELECT value FROM json_each(:among)))
  ))
  ORDER BY j.position LIMIT :limit
`;

type Columns = 'j.*' | 'j.position, j.recorded_at';

/** Walks the log and stops when the page is full: the sign before the column keeps it from gathering streams first. */
const inTime = (columns: Columns): string => `
  SELECT ${columns} FROM journal j
  WHERE j.position BETWEEN max(:from, :first) AND :to
    AND +j.stream IN (SELECT value FROM json_each(:whole) UNION ALL SELECT value FROM json_each(:within))
    AND ${TOLD}
`;

/** A correction stands wherever what it corrects stands, that may itself be a correction. */
const afterwards = (columns: Columns): string => `
  WITH RECURSIVE late (entry, position) AS (
    SELECT j.entry, j.position
    FROM json_each(:within) s
    CROSS JOIN journal j ON j.stream = s.value AND j.corrects IS NOT NULL AND j.position > :to AND j.position <= :known
    CROSS JOIN journal c ON c.entry = j.corrects AND c.position BETWEEN :from AND :to
    UNION
    SELECT j.entry, j.position
    FROM late c CROSS JOIN journal j ON j.corrects = c.entry
    WHERE j.position > :to AND j.position <= :known
  ), standing (position) AS (
    SELECT position FROM late
    UNION ALL
    SELECT j.position FROM json_each(:whole) s
    CROSS JOIN journal j ON j.stream = s.value AND j.entry IS NULL AND j.position > :to AND j.position <= :known
  )
  SELECT ${columns} FROM standing c CROSS JOIN journal j ON j.position = c.position
  WHERE ${TOLD}
`;

/** The journal as its projection keeps it. */
export class StoredJournal {
  constructor(private readonly db: () => ViewsDb) {}

  /** In the order of their positions. */
  events(question: JournalQuestion): readonly JournalEvent[] {
    return (this.whole('j.*', question) as readonly Row[]).map(eventOf);
  }

  /** Of the same events no more than when they were recorded. */
  stamps(question: JournalQuestion): readonly Stamp[] {
    const rows = this.whole('j.position, j.recorded_at', question) as readonly Pick<Row, 'position' | 'recorded_at'>[];
    return rows.map(({ position, recorded_at: recordedAt }) => ({ position, recordedAt }));
  }

  private whole(columns: Columns, question: JournalQuestion): readonly unknown[] {
    const { limit } = question;
    const rows = this.rows(inTime(columns), question, limit);
    if (rows.length === limit) return rows;
    return [...rows, ...this.rows(afterwards(columns), question, limit - rows.length)];
  }

  private rows(sql: string, question: JournalQuestion, limit: number): readonly unknown[] {
    const { whole, within, from, to, known, happenedBy, among, after, first } = question;
    return prepared(this.db(), sql).all({
      ...{ from, to, known, after, limit },
      first: first ?? BEFORE_ALL,
      whole: JSON.stringify(whole),
      within: JSON.stringify(within),
      happenedBy: happenedBy ?? ENDLESS,
      among: among === undefined ? null : JSON.stringify(among),
      duress: JSON.stringify(DURESS),
    });
  }

  entry(entry: EntryId): JournalEvent | undefined {
    const row = prepared(this.db(), 'SELECT * FROM journal WHERE entry = ?').get(entry);
    return row === undefined ? undefined : eventOf(row as Row);
  }

  opening(rollCall: Id): Opening | undefined {
    const sql =
      'SELECT position, recorded_at FROM journal WHERE stream = ? AND entry IS NULL ORDER BY position LIMIT 1';
    const row = prepared(this.db(), sql).get(streamName('rollCall', rollCall)) as
      Pick<Row, 'position' | 'recorded_at'> | undefined;
    return row === undefined ? undefined : { rollCall, position: row.position, openedAt: row.recorded_at };
  }

  /** The name of the officer whose tour it is, as known at a position. */
  personName(deployment: Id, known: Position): SealedTexts | undefined {
    const officer = this.value('SELECT officer FROM journal_tour WHERE deployment = ?', deployment);
    return officer === undefined ? undefined : this.placeName(officer, known);
  }

  /** The name of a mission or a post, as known at a position. */
  placeName(bearer: Id, known: Position): SealedTexts | undefined {
    const sql = 'SELECT sealed FROM journal_name WHERE bearer = ? AND from_pos <= ? ORDER BY from_pos DESC LIMIT 1';
    const sealed = this.value(sql, bearer, known);
    return sealed === undefined ? undefined : (JSON.parse(sealed) as SealedTexts);
  }

  /** The zone of the mission that the event is of, or to which its officer was last assigned by then. */
  zoneOf({ category, id, position }: Pick<JournalEvent, 'category' | 'id' | 'position'>): string | undefined {
    const mission = category === 'mission' ? id : category === 'deployment' ? this.missionOf(id, position) : undefined;
    return mission === undefined ? undefined : this.value('SELECT zone FROM journal_zone WHERE mission = ?', mission);
  }

  private missionOf(deployment: Id, known: Position): Id | undefined {
    const sql =
      'SELECT mission FROM journal_posting WHERE deployment = ? AND from_pos <= ? ORDER BY from_pos DESC LIMIT 1';
    return this.value(sql, deployment, known);
  }

  private value(sql: string, ...parameters: readonly string[]): string | undefined {
    return (
      prepared(this.db(), sql)
        .raw()
        .get(...parameters) as [string] | undefined
    )?.[0];
  }
}

function eventOf(row: Row): JournalEvent {
  const { category, id } = parseStream(row.stream);
  if (!isTimelineCategory(category)) throw new Error(`the journal keeps no ${category}`);
  const { position, type, revision, actor, role } = row;
  return {
    ...{ position, type, category, id, revision, actor, role },
    recordedAt: row.recorded_at,
    happenedAt: row.happened_at,
    data: JSON.parse(row.data) as JsonObject,
    ...present({ entry: row.entry ?? undefined }),
    ...present({ personal: row.personal === null ? undefined : (JSON.parse(row.personal) as SealedTexts) }),
  };
}
