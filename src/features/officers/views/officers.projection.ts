import type { Recorded, RecordedEvent } from '../../../kernel/event.js';
import type { Id } from '../../../kernel/ids.js';
import { parseStream } from '../../../kernel/stream.js';
import { prepared } from '../../../projecting/prepared.js';
import type { Projection, ViewsDb } from '../../../projecting/projection.js';
import type { DeploymentEvent } from '../../deployments/deployment.events.js';
import type { OfficerEvent } from '../officer.events.js';
import { evolveDocument, type OfficerDocument } from './officer-document.js';
import { evolveTour, isOfTheTour, type TourDocument } from './tour-document.js';

export const OFFICERS_VIEW = 'officers';

/** Every officer with his tours, in the order of their registration, and where he was ever assigned. */
export const officersProjection: Projection = {
  name: OFFICERS_VIEW,
  version: 1,

  create(db) {
    db.exec(`
      CREATE TABLE officer (
        officer TEXT PRIMARY KEY,
        registered TEXT NOT NULL UNIQUE,
        home_agency TEXT NOT NULL,
        document TEXT NOT NULL
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX officer_by_agency ON officer (home_agency, registered);
      CREATE TABLE officer_tour (
        deployment TEXT PRIMARY KEY,
        officer TEXT NOT NULL,
        began TEXT NOT NULL,
        document TEXT NOT NULL
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX officer_tour_by_officer ON officer_tour (officer, began);
      CREATE TABLE officer_mission (
        officer TEXT NOT NULL,
        mission TEXT NOT NULL,
        PRIMARY KEY (officer, mission)
      ) STRICT, WITHOUT ROWID;
    `);
  },

  apply(db, event) {
    const { category, id } = parseStream(event.stream);
    if (category === 'officer') applyToOfficer(db, id, event);
    if (category === 'deployment') applyToTour(db, id, event);
  },
};

function applyToOfficer(db: ViewsDb, officer: Id, event: RecordedEvent): void {
  const row = prepared(db, 'SELECT registered, document FROM officer WHERE officer = ?').get(officer) as
    { readonly registered: string; readonly document: string } | undefined;
  const known = row === undefined ? undefined : (JSON.parse(row.document) as OfficerDocument);
  const document = evolveDocument(known, asFactOf<OfficerEvent>(event));
  prepared(db, 'INSERT OR REPLACE INTO officer VALUES (?, ?, ?, ?)').run(
    officer,
    row?.registered ?? event.position,
    document.homeAgency,
    JSON.stringify(document),
  );
}

function applyToTour(db: ViewsDb, deployment: Id, recorded: RecordedEvent): void {
  const event = asFactOf<DeploymentEvent>(recorded);
  // Check-ins are by far the most: they say nothing of the tour, and nothing is looked up for them.
  if (!isOfTheTour(event)) return;
  const row = prepared(db, 'SELECT began, document FROM officer_tour WHERE deployment = ?').get(deployment) as
    { readonly began: string; readonly document: string } | undefined;
  const known = row === undefined ? undefined : (JSON.parse(row.document) as TourDocument);
  const tour = evolveTour(known, event);
  prepared(db, 'INSERT OR REPLACE INTO officer_tour VALUES (?, ?, ?, ?)').run(
    deployment,
    tour.officer,
    row?.began ?? event.position,
    JSON.stringify(tour),
  );
  const assign = prepared(db, 'INSERT OR IGNORE INTO officer_mission VALUES (?, ?)');
  for (const mission of tour.missions) assign.run(tour.officer, mission);
}

/** By its stream it is one of these; that its type is known is for the switch over the types to say. */
function asFactOf<F extends OfficerEvent | DeploymentEvent>(event: RecordedEvent<string, object>): Recorded<F> {
  return event as Recorded<F>;
}
