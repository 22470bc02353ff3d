import type { OpenedPage, TextAnswer } from '../../../api/opened.js';
import { entryId, type EntryId } from '../../../kernel/entry-id.js';
import type { Recorded, RecordedEvent } from '../../../kernel/event.js';
import type { Id } from '../../../kernel/ids.js';
import { present } from '../../../kernel/present.js';
import type { Deployment } from '../deployment-state.js';
import type { DeploymentEvent } from '../deployment.events.js';
import type { RecordedAnswer, RemarkAnswer } from './deployment.answer.js';

export type TourEvent = Recorded<DeploymentEvent>;
type EventOf<Type extends TourEvent['type']> = Extract<TourEvent, { type: Type }>;

/** A tour that is read: what the decider knows of it, its events, and their texts, opened. */
export interface Reading {
  readonly tour: Deployment;
  readonly events: readonly TourEvent[];
  readonly opened: OpenedPage;
  /** Who vouched is told of those alone whom the reader may read. */
  readonly mayRead: (deployment: Id) => boolean;
}

export function ofType<Type extends TourEvent['type']>(
  events: readonly TourEvent[],
  type: Type,
): readonly EventOf<Type>[] {
  return events.filter((event): event is EventOf<Type> => event.type === type);
}

type TextsOf = Pick<RecordedEvent, 'personal'>;

/** Undefined where the event never had such a text. */
export function textOf({ opened }: Reading, { personal }: TextsOf, field: string): TextAnswer | undefined {
  return personal === undefined ? undefined : opened(personal, field);
}

export function entryOf({ tour }: Reading, { id }: Pick<RecordedEvent, 'id'>): EntryId {
  return entryId(tour.deployment, id);
}

type Stamped = Pick<RecordedEvent, 'id' | 'recordedAt' | 'metadata'>;

export function recordedAnswer(reading: Reading, event: Stamped): RecordedAnswer {
  const recordedBy: Id = event.metadata.actor;
  return { entry: entryOf(reading, event), recordedAt: event.recordedAt, recordedBy };
}

const ABOUT_ENTRIES = [
  'EntryCorrected',
  'EntryRetracted',
  'EntryAnnotated',
  'MissingWithdrawn',
  'DeathConfirmed',
  'DeathReportRefuted',
  'DuressCleared',
] as const;
type AboutEntry = EventOf<(typeof ABOUT_ENTRIES)[number]>;

function isAboutEntry(event: TourEvent): event is AboutEntry {
  return ABOUT_ENTRIES.some((type) => type === event.type);
}

/** What was recorded about one entry later. */
export function remarksOn(reading: Reading, entry: EntryId): readonly RemarkAnswer[] {
  const about = reading.events.filter(isAboutEntry).filter(({ data }) => data.entry === entry);
  return about.map((event) => ({
    ...recordedAnswer(reading, event),
    type: event.type,
    ...present({ reason: textOf(reading, event, 'reason'), text: textOf(reading, event, 'text') }),
  }));
}
