import type { Id } from '../../../kernel/ids.js';
import { prepared } from '../../../projecting/prepared.js';
import type { ViewsDb } from '../../../projecting/projection.js';
import type { OfficerDocument } from './officer-document.js';
import type { TourDocument } from './tour-document.js';

/** Whose officers someone sees: everyone's, those of an agency, or those ever assigned to one of these missions. */
export interface OfficersSeen {
  readonly agency?: string;
  readonly missions?: readonly Id[];
}

export interface OfficerRow {
  readonly registered: string;
  readonly document: OfficerDocument;
}

const SEEN = `(@agency IS NULL OR home_agency = @agency)
  AND (@missions IS NULL OR EXISTS (
    SELECT 1 FROM officer_mission AS assigned
    WHERE assigned.officer = officer.officer AND assigned.mission IN (SELECT value FROM json_each(@missions))
  ))`;

/** Officers registered after a position, the earliest first; from the beginning without one. */
export function officersAfter(
  db: ViewsDb,
  seen: OfficersSeen,
  registered: string | undefined,
  limit: number,
): readonly OfficerRow[] {
  return prepared(
    db,
    `SELECT registered, document FROM officer WHERE registered > @registered AND ${SEEN} ORDER BY registered LIMIT @limit`,
  )
    .all({ ...bound(seen), registered: registered ?? '', limit })
    .map((row) => {
      const { registered: at, document } = row as { readonly registered: string; readonly document: string };
      return { registered: at, document: JSON.parse(document) as OfficerDocument };
    });
}

/** Undefined where there is none, and where there is one that is not seen. */
export function findOfficer(db: ViewsDb, seen: OfficersSeen, officer: Id): OfficerDocument | undefined {
  const row = prepared(db, `SELECT document FROM officer WHERE officer = @officer AND ${SEEN}`).get({
    ...bound(seen),
    officer,
  }) as { readonly document: string } | undefined;
  return row === undefined ? undefined : (JSON.parse(row.document) as OfficerDocument);
}

/** Those that are seen, in the order of their recording: a person is a tour, and each is somebody's to read or not. */
export function toursOf(db: ViewsDb, { missions }: OfficersSeen, officer: Id): readonly TourDocument[] {
  return prepared(db, 'SELECT document FROM officer_tour WHERE officer = ? ORDER BY began')
    .all(officer)
    .map((row) => JSON.parse((row as { readonly document: string }).document) as TourDocument)
    .filter((tour) => missions === undefined || tour.missions.some((mission) => missions.includes(mission)));
}

function bound({ agency, missions }: OfficersSeen): {
  readonly agency: string | null;
  readonly missions: string | null;
} {
  return { agency: agency ?? null, missions: missions === undefined ? null : JSON.stringify(missions) };
}
