import { toldVoucher } from '../../../kernel/narrowing.js';
import { present } from '../../../kernel/present.js';
import type { DeathReportRecord, ObservedRecord } from '../deployment-state.js';
import type { DeathReportAnswer, DeathReportStanding, ObservationAnswer } from './deployment.answer.js';
import { ofType, recordedAnswer, remarksOn, textOf, type Reading, type TourEvent } from './reading.js';

/** The event that recorded this version, and the one that it goes back to, whose channel and note it keeps. */
interface Sources {
  readonly event: TourEvent;
  readonly original: TourEvent;
}

export function observationAnswer(
  reading: Reading,
  { id, mode, observedAt, uncertainty, receivedAt, grade, vouchedBy: voucher }: ObservedRecord,
  { event, original }: Sources,
): ObservationAnswer {
  const vouchedBy = toldVoucher(voucher, reading.mayRead);
  const channel = textOf(reading, original, 'channel');
  const note = textOf(reading, original, 'note');
  return {
    ...recordedAnswer(reading, event),
    ...{ mode, observedAt, receivedAt, grade },
    ...present({ uncertainty, vouchedBy, channel, note }),
    remarks: remarksOn(reading, id),
  };
}

export function deathReportsOf(reading: Reading): readonly DeathReportAnswer[] {
  const events = ofType(reading.events, 'DeathReported');
  return reading.tour.deathReports.flatMap((report, place) => {
    const event = events[place];
    if (event === undefined) return [];
    const sources = { event, original: event };
    return [{ ...observationAnswer(reading, report, sources), standing: standingOf(report) }];
  });
}

function standingOf({ confirmed, refuted }: DeathReportRecord): DeathReportStanding {
  if (refuted) return 'REFUTED';
  return confirmed ? 'CONFIRMED' : 'REPORTED';
}
