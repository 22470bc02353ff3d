import { ApiProperty } from '@nestjs/swagger';
import { FreshAnswer } from '../../../api/freshness.js';
import { TextAnswer, type OpenedPage } from '../../../api/opened.js';
import { PageOf } from '../../../api/paging.js';
import type { Recorded } from '../../../kernel/event.js';
import type { Id } from '../../../kernel/ids.js';
import type { Instant } from '../../../kernel/instant.js';
import { MODES, type Mode } from '../../../kernel/mode.js';
import type { Position } from '../../../kernel/position.js';
import { present } from '../../../kernel/present.js';
import { HazardBody } from '../commands/hazard-field.js';
import { INCIDENT, ROLL_CALL } from '../commands/samples.js';
import type { Hazard, IncidentEvent } from '../incident.events.js';
import { CLAIMS, type Claim } from '../rule.js';
import { CLAIM_EXAMPLE, CountsAnswer } from './claim-answer.js';
import { INSTANT, newestShown, RecordedAnswer, recordedAnswer, textOf } from './recorded-answer.js';

/** An incident as a list shows it. */
export class IncidentSummary {
  @ApiProperty({ type: String, format: 'uuid' })
  readonly incident!: Id;

  @ApiProperty({ enum: MODES })
  readonly mode!: Mode;

  @ApiProperty({ type: HazardBody, description: 'As it is thought of now.' })
  readonly hazard!: Hazard;

  @ApiProperty()
  readonly open!: boolean;

  @ApiProperty(INSTANT)
  readonly openedAt!: Instant;

  @ApiProperty({ type: TextAnswer, required: false, description: 'Absent to whoever reads only some of the people.' })
  readonly name?: TextAnswer;
}

export class ListedIncident extends IncidentSummary {
  @ApiProperty({ type: String, format: 'uuid', isArray: true, description: 'In the order of their opening.' })
  readonly rollCalls!: readonly Id[];
}

export class IncidentList extends PageOf(ListedIncident) {}

export class HazardAnswer extends RecordedAnswer {
  @ApiProperty({ type: HazardBody })
  readonly hazard!: Hazard;
}

export class NoteAnswer extends RecordedAnswer {
  @ApiProperty({ type: TextAnswer, required: false })
  readonly text?: TextAnswer;
}

export class ClosingAnswer extends RecordedAnswer {
  @ApiProperty({ description: 'Closed by it, or reopened.' })
  readonly closed!: boolean;
}

/** A roll call of the incident, and what may be said of it now. */
export class IncidentRollCallAnswer {
  @ApiProperty({ type: String, format: 'uuid' })
  readonly rollCall!: Id;

  @ApiProperty(INSTANT)
  readonly openedAt!: Instant;

  @ApiProperty()
  readonly open!: boolean;

  @ApiProperty({ enum: CLAIMS, nullable: true, description: 'null to whoever may be within a captor’s reach.' })
  readonly claim!: Claim | null;

  @ApiProperty({ type: CountsAnswer })
  readonly counts!: CountsAnswer;
}

export class IncidentAnswer extends IncidentSummary implements FreshAnswer {
  @ApiProperty()
  readonly revision!: number;

  @ApiProperty({ type: TextAnswer, required: false })
  readonly place?: TextAnswer;

  @ApiProperty({
    type: HazardAnswer,
    isArray: true,
    description: 'When the danger was thought to be, the first first.',
  })
  readonly hazards!: readonly HazardAnswer[];

  @ApiProperty({ type: NoteAnswer, isArray: true, description: "The newest of the watch's notes, in their order." })
  readonly notes!: readonly NoteAnswer[];

  @ApiProperty({ type: ClosingAnswer, isArray: true })
  readonly closings!: readonly ClosingAnswer[];

  @ApiProperty({ type: IncidentRollCallAnswer, isArray: true, description: 'The newest first.' })
  readonly rollCalls!: readonly IncidentRollCallAnswer[];

  @ApiProperty({ type: String, description: 'The place in the log up to which this answer knows everything.' })
  readonly position!: Position;
}

type Event = Recorded<IncidentEvent>;
type EventOf<Type extends Event['type']> = Extract<Event, { type: Type }>;

function ofType<Type extends Event['type']>(events: readonly Event[], ...types: Type[]): readonly EventOf<Type>[] {
  return events.filter((event): event is EventOf<Type> => types.some((type) => type === event.type));
}

/** What the incident's own stream says of it; `opened` is undefined to whoever does not get its texts. */
export function incidentRecord(
  events: readonly Event[],
  opened: OpenedPage | undefined,
): Pick<IncidentAnswer, 'revision' | 'hazards' | 'notes' | 'closings' | 'name' | 'place'> {
  const told = opened === undefined ? [] : ofType(events, 'NoteLogged');
  const [opening] = ofType(events, 'IncidentOpened');
  return {
    revision: events.length - 1,
    hazards: newestShown(ofType(events, 'IncidentOpened', 'HazardRefined')).map((event) => ({
      hazard: event.data.hazard,
      ...recordedAnswer(event, opened),
    })),
    notes: newestShown(told).map((event) => ({
      ...recordedAnswer(event, undefined),
      ...present({ text: textOf(event, 'text', opened) }),
    })),
    closings: newestShown(ofType(events, 'IncidentClosed', 'IncidentReopened')).map((event) => ({
      closed: event.type === 'IncidentClosed',
      ...recordedAnswer(event, opened),
    })),
    ...(opening === undefined
      ? {}
      : present({ name: textOf(opening, 'name', opened), place: textOf(opening, 'place', opened) })),
  };
}

const SUMMARY_EXAMPLE = {
  incident: INCIDENT,
  mode: 'ACTUAL',
  hazard: { earliest: '2020-01-07T22:30:00.000Z', latest: '2020-01-07T22:50:00.000Z' },
  open: true,
  openedAt: '2020-01-07T23:00:00.000Z',
  name: { text: 'Missile strike' },
};

export const INCIDENT_LIST_EXAMPLE = {
  items: [{ ...SUMMARY_EXAMPLE, rollCalls: [ROLL_CALL] }],
  position: CLAIM_EXAMPLE.position,
};

const RECORDED_EXAMPLE = { recordedAt: SUMMARY_EXAMPLE.openedAt, recordedBy: '0f6a4d8e-3c1b-4a52-9d7e-2b8c5f1e6c05' };

export const INCIDENT_EXAMPLE = {
  ...SUMMARY_EXAMPLE,
  revision: 1,
  place: { text: 'Western Iraq' },
  hazards: [{ hazard: SUMMARY_EXAMPLE.hazard, ...RECORDED_EXAMPLE }],
  notes: [{ text: { text: 'Called the embassy; the line is busy.' }, ...RECORDED_EXAMPLE }],
  closings: [],
  rollCalls: [
    {
      rollCall: ROLL_CALL,
      openedAt: '2020-01-07T23:05:00.000Z',
      open: true,
      claim: CLAIM_EXAMPLE.claim,
      counts: CLAIM_EXAMPLE.counts,
    },
  ],
  position: CLAIM_EXAMPLE.position,
};
