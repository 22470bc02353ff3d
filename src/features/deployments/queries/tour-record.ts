import type { EntryId } from '../../../kernel/entry-id.js';
import { present } from '../../../kernel/present.js';
import { livenessOf } from '../conflict.js';
import type { Alarm } from '../deployment-state.js';
import { checkInsOf } from './check-in-versions.js';
import type {
  CheckInAnswer,
  ContactAttemptAnswer,
  DeclarationAnswer,
  DuressAnswer,
  ResolutionAnswer,
  TourRecordAnswer,
} from './deployment.answer.js';
import { deathReportsOf } from './observations.js';
import { entryOf, ofType, recordedAnswer, remarksOn, textOf, type Reading } from './reading.js';
import { assignmentsOf, leavesOf, transitsOf } from './whereabouts.js';

export function checkInsIn(reading: Reading): readonly CheckInAnswer[] {
  return checkInsOf(reading, livenessOf(reading.tour).live);
}

export function tourRecord(reading: Reading, seesDuress: boolean): TourRecordAnswer {
  const { tour, events } = reading;
  return {
    officer: tour.officer,
    beganAt: tour.beganAt,
    plannedEndAt: tour.plannedEndAt,
    ...present({ endedAt: tour.endedAt }),
    assignments: assignmentsOf(reading),
    leaves: leavesOf(reading),
    transits: transitsOf(reading),
    deathReports: deathReportsOf(reading),
    declarations: declarationsOf(reading),
    ...(seesDuress ? { duressSignals: duressSignalsOf(reading) } : {}),
    contactAttempts: contactAttemptsOf(reading),
    resolutions: resolutionsOf(reading),
    nextOfKinNotifiedAt: ofType(events, 'NextOfKinNotified').map(({ data }) => data.notifiedAt),
  };
}

function stands(alarms: readonly Alarm[], entry: EntryId): boolean {
  return alarms.some(({ id, lifted }) => id === entry && !lifted);
}

function declarationsOf(reading: Reading): readonly DeclarationAnswer[] {
  return ofType(reading.events, 'OfficerDeclaredMissing').map((event) => {
    const entry = entryOf(reading, event);
    return {
      ...recordedAnswer(reading, event),
      mode: event.data.mode,
      standing: stands(reading.tour.declarations, entry),
      ...present({ reason: textOf(reading, event, 'reason') }),
      remarks: remarksOn(reading, entry),
    };
  });
}

function duressSignalsOf(reading: Reading): readonly DuressAnswer[] {
  return ofType(reading.events, 'DuressSignalled').map((event) => {
    const entry = entryOf(reading, event);
    return {
      ...recordedAnswer(reading, event),
      ...event.data,
      standing: stands(reading.tour.duressSignals, entry),
      ...present({ channel: textOf(reading, event, 'channel') }),
      remarks: remarksOn(reading, entry),
    };
  });
}

function contactAttemptsOf(reading: Reading): readonly ContactAttemptAnswer[] {
  return ofType(reading.events, 'ContactAttempted').map((event) => ({
    ...recordedAnswer(reading, event),
    ...event.data,
    ...present({ channel: textOf(reading, event, 'channel') }),
  }));
}

function resolutionsOf(reading: Reading): readonly ResolutionAnswer[] {
  const { holding } = livenessOf(reading.tour);
  return ofType(reading.events, 'ConflictResolved').map((event) => ({
    ...recordedAnswer(reading, event),
    ...event.data,
    holds: holding.includes(event.data),
    ...present({ reason: textOf(reading, event, 'reason') }),
  }));
}
