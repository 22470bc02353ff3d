import type { EntryId } from '../../../kernel/entry-id.js';
import { invariant } from '../../../kernel/failure.js';
import { present } from '../../../kernel/present.js';
import type { CheckInVersion } from '../deployment-state.js';
import type { CheckInAnswer, CheckInStanding } from './deployment.answer.js';
import { observationAnswer } from './observations.js';
import { entryOf, textOf, type Reading, type TourEvent } from './reading.js';

type CheckInEvent = Extract<TourEvent, { type: 'OfficerAccountedFor' }>;
type CorrectionEvent = Extract<TourEvent, { type: 'EntryCorrected' }>;

/** What a version of a check-in says beside what the rule needs: a correction leaves the rest as it was. */
interface Version {
  readonly event: CheckInEvent | CorrectionEvent;
  readonly original: CheckInEvent;
  readonly disposition: CheckInAnswer['disposition'];
  /** The event that says where he was. */
  readonly placed: CheckInEvent | CorrectionEvent;
}

/** Every version of every check-in, in the order of recording. */
export function checkInsOf(reading: Reading, live: ReadonlySet<EntryId>): readonly CheckInAnswer[] {
  const versions = versionsIn(reading);
  return reading.tour.checkIns.map((checkIn) => {
    const version = versions.get(checkIn.id);
    invariant(version !== undefined, 'each version was recorded by an event');
    return checkInAnswer(reading, checkIn, version, live);
  });
}

function versionsIn(reading: Reading): ReadonlyMap<EntryId, Version> {
  const versions = new Map<EntryId, Version>();
  for (const event of reading.events) {
    if (event.type === 'OfficerAccountedFor') {
      const { disposition } = event.data;
      versions.set(entryOf(reading, event), { event, original: event, disposition, placed: event });
    }
    if (event.type === 'EntryCorrected') {
      const corrected = versions.get(event.data.entry);
      if (corrected !== undefined) versions.set(entryOf(reading, event), correctedBy(corrected, event));
    }
  }
  return versions;
}

function correctedBy(version: Version, event: CorrectionEvent): Version {
  const { disposition = version.disposition } = event.data.changes;
  const placed = event.personal?.sealed['place'] === undefined ? version.placed : event;
  return { ...version, event, disposition, placed };
}

function checkInAnswer(
  reading: Reading,
  checkIn: CheckInVersion,
  { event, original, disposition, placed }: Version,
  live: ReadonlySet<EntryId>,
): CheckInAnswer {
  const { condition, corrects, supersededBy } = checkIn;
  const { sentAt } = original.data;
  const place = textOf(reading, placed, 'place');
  return {
    ...observationAnswer(reading, checkIn, { event, original }),
    condition,
    ...present({ disposition, place, sentAt, corrects, supersededBy }),
    standing: standingOf(checkIn, live),
  };
}

function standingOf({ id, retracted, supersededBy }: CheckInVersion, live: ReadonlySet<EntryId>): CheckInStanding {
  if (retracted) return 'RETRACTED';
  if (supersededBy !== undefined) return 'SUPERSEDED';
  return live.has(id) ? 'LIVE' : 'SET_ASIDE';
}

/**
 * Those that someone recorded himself, as he recorded them. What others have made of them since is not told: he may be
 * within a captor's reach.
 */
export function ownCheckIns(checkIns: readonly CheckInAnswer[], actor: string): readonly CheckInAnswer[] {
  return checkIns
    .filter(({ recordedBy }) => recordedBy === actor)
    .map(({ remarks: _remarks, standing: _standing, supersededBy: _supersededBy, ...recorded }) => recorded);
}
