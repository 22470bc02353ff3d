import { entryId, parseEntryId, type EntryId } from '../../../kernel/entry-id.js';
import type { Recorded, RecordedEvent, SealedTexts } from '../../../kernel/event.js';
import { invariant } from '../../../kernel/failure.js';
import type { Id } from '../../../kernel/ids.js';
import { earlier } from '../../../kernel/instant.js';
import { parseStream } from '../../../kernel/stream.js';
import { prepared } from '../../../projecting/prepared.js';
import type { Projection, ViewsDb } from '../../../projecting/projection.js';
import type { DeploymentEvent } from '../../deployments/deployment.events.js';
import type { MissionEvent } from '../../missions/mission.events.js';
import type { OfficerEvent } from '../../officers/officer.events.js';
import { isTimelineCategory, timelineType, TIMELINE_EVENTS, type TimelineType } from '../timeline-event.js';

/**
 * What stands on a deployment has its own entry id, and a correction that of what it corrects, which stands on the same
 * stream. Deployments, which have by far the most events, are never looked through by stream: the index leaves them out.
 * Names are versioned: each is known from `from_pos` on, until the same bearer's next.
 */
const TABLES = `
  CREATE TABLE journal (
    position TEXT PRIMARY KEY, stream TEXT NOT NULL, revision INTEGER NOT NULL, type TEXT NOT NULL,
    recorded_at TEXT NOT NULL, happened_at TEXT NOT NULL,
    entry TEXT, corrects TEXT, about TEXT,
    actor TEXT NOT NULL, role TEXT NOT NULL, data TEXT NOT NULL, personal TEXT
  ) STRICT;
  CREATE INDEX journal_by_stream ON journal (stream, position) WHERE entry IS NULL;
  CREATE INDEX journal_by_corrected ON journal (corrects, position) WHERE corrects IS NOT NULL;
  CREATE INDEX journal_corrections ON journal (stream, position) WHERE corrects IS NOT NULL;
  CREATE TABLE journal_name (
    bearer TEXT NOT NULL, from_pos TEXT NOT NULL, sealed TEXT NOT NULL, PRIMARY KEY (bearer, from_pos)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE journal_tour (deployment TEXT PRIMARY KEY, officer TEXT NOT NULL) STRICT, WITHOUT ROWID;
  CREATE TABLE journal_posting (
    deployment TEXT NOT NULL, from_pos TEXT NOT NULL, mission TEXT NOT NULL, PRIMARY KEY (deployment, from_pos)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE journal_zone (mission TEXT PRIMARY KEY, zone TEXT NOT NULL) STRICT, WITHOUT ROWID;
`;

/** The one whose keys are many and come in no order. */
const INDEX = 'CREATE UNIQUE INDEX journal_by_entry ON journal (entry) WHERE entry IS NOT NULL;';

/** Keeps every event that an incident's timeline can hold, sealed as it is, and whose names its words need. */
export const JOURNAL: Projection = {
  name: 'journal',
  version: 4,
  create: (db) => {
    db.exec(TABLES);
  },
  index: (db) => {
    db.exec(INDEX);
  },
  apply,
};

function apply(db: ViewsDb, event: RecordedEvent): void {
  const { category } = parseStream(event.stream);
  if (category === 'officer') keepOfficer(db, event as Recorded<OfficerEvent> & RecordedEvent);
  if (!isTimelineCategory(category)) return;
  const type = timelineType(event.type);
  if (type === undefined || TIMELINE_EVENTS[type].category !== category) {
    throw new Error(`unknown event of a ${category}: ${event.type}`);
  }
  keep(db, event, type);
  if (category === 'deployment') keepTour(db, event as Recorded<DeploymentEvent> & RecordedEvent);
  if (category === 'mission') keepMission(db, event as Recorded<MissionEvent> & RecordedEvent);
}

function keep(db: ViewsDb, event: RecordedEvent, type: TimelineType): void {
  const { position, stream, revision, recordedAt, data, personal, metadata } = event;
  prepared(db, 'INSERT INTO journal VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)').run(
    ...[position, stream, revision, type, recordedAt, earlier(metadata.observedAt ?? recordedAt, recordedAt)],
    ...[ownEntry(event), TIMELINE_EVENTS[type].corrects === true ? correctedEntry(event) : null],
    aboutWhom(type, event),
    ...[metadata.actor, metadata.role, JSON.stringify(data)],
    personal === undefined ? null : JSON.stringify(personal),
  );
}

function ownEntry(event: RecordedEvent): EntryId | null {
  const { category, id } = parseStream(event.stream);
  return category === 'deployment' ? entryId(id, event.id) : null;
}

function correctedEntry({ type, data: { entry } }: RecordedEvent): string {
  invariant(typeof entry === 'string' && parseEntryId(entry) !== undefined, `${type} names an entry`);
  return entry;
}

/** Of a roll call's event about one person: which. */
function aboutWhom(type: TimelineType, { data: { deployment } }: RecordedEvent): Id | null {
  return TIMELINE_EVENTS[type].category === 'rollCall' && typeof deployment === 'string' ? deployment : null;
}

function keepOfficer(db: ViewsDb, event: Recorded<OfficerEvent> & RecordedEvent): void {
  switch (event.type) {
    case 'OfficerRegistered':
    case 'OfficerCorrected':
      keepName(db, parseStream(event.stream).id, event);
      return;
    case 'OfficerRankRecorded':
    case 'ContactChannelChanged':
    case 'TourReserved':
      return;
    default:
      throw new Error(`unknown event of an officer: ${JSON.stringify(event satisfies never)}`);
  }
}

function keepTour(db: ViewsDb, event: Recorded<DeploymentEvent> & RecordedEvent): void {
  if (event.type === 'DeploymentBegan') {
    prepared(db, 'INSERT INTO journal_tour VALUES (?, ?)').run(event.data.deployment, event.data.officer);
  }
  if (event.type === 'DeploymentBegan' || event.type === 'AssignmentStarted') {
    const { id: deployment } = parseStream(event.stream);
    prepared(db, 'INSERT INTO journal_posting VALUES (?, ?, ?)').run(deployment, event.position, event.data.mission);
  }
}

function keepMission(db: ViewsDb, event: Recorded<MissionEvent> & RecordedEvent): void {
  if (event.type === 'MissionEstablished') {
    const { mission, zone } = event.data;
    keepName(db, mission, event);
    if (zone !== undefined) prepared(db, 'INSERT INTO journal_zone VALUES (?, ?)').run(mission, zone);
  }
  if (event.type === 'DutyPostOpened') keepName(db, event.data.post, event);
}

function keepName(db: ViewsDb, bearer: Id, { position, personal }: Pick<RecordedEvent, 'position' | 'personal'>): void {
  const name = personal?.sealed['name'];
  if (personal === undefined || name === undefined) return;
  const sealed: SealedTexts = { subject: personal.subject, sealed: { name } };
  prepared(db, 'INSERT INTO journal_name VALUES (?, ?, ?)').run(bearer, position, JSON.stringify(sealed));
}
