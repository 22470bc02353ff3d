import { ApiProperty } from '@nestjs/swagger';
import type { OpenedPage } from '../../../api/opened.js';
import { PageOf } from '../../../api/paging.js';
import type { Recorded } from '../../../kernel/event.js';
import type { Id } from '../../../kernel/ids.js';
import type { Instant } from '../../../kernel/instant.js';
import { MODES, type Mode } from '../../../kernel/mode.js';
import { INCIDENT, ROLL_CALL } from '../commands/samples.js';
import type { Policy, RollCallEvent } from '../roll-call.events.js';
import { CLAIM_EXAMPLE, ClaimAnswer } from './claim-answer.js';
import { INSTANT, newestShown, RecordedAnswer, recordedAnswer } from './recorded-answer.js';

/** A roll call as a list shows it. */
export class RollCallSummary {
  @ApiProperty({ type: String, format: 'uuid' })
  readonly rollCall!: Id;

  @ApiProperty({ type: String, format: 'uuid' })
  readonly incident!: Id;

  @ApiProperty({ enum: MODES })
  readonly mode!: Mode;

  @ApiProperty(INSTANT)
  readonly openedAt!: Instant;

  @ApiProperty()
  readonly open!: boolean;
}

export class RollCallList extends PageOf(RollCallSummary) {}

export class PolicyAnswer extends RecordedAnswer {
  @ApiProperty({ type: 'object', additionalProperties: true })
  readonly policy!: Policy;

  @ApiProperty(INSTANT)
  readonly effectiveAt!: Instant;
}

const CHANGES = ['ADDED', 'EXCLUDED', 'REVERSED'] as const;

export class MembershipAnswer extends RecordedAnswer {
  @ApiProperty({ type: String, format: 'uuid' })
  readonly deployment!: Id;

  @ApiProperty({ enum: CHANGES })
  readonly change!: (typeof CHANGES)[number];

  @ApiProperty(INSTANT)
  readonly effectiveAt!: Instant;
}

export class RollCallClosingAnswer extends RecordedAnswer {
  @ApiProperty({ description: 'Closed by it, or reopened.' })
  readonly closed!: boolean;

  @ApiProperty({ enum: ['COMPLETE', 'INCOMPLETE'], required: false, description: 'Of a closing; to who reads all.' })
  readonly outcome?: 'COMPLETE' | 'INCOMPLETE';

  @ApiProperty({
    type: String,
    format: 'uuid',
    isArray: true,
    required: false,
    description: 'Of a closing; to who reads all.',
  })
  readonly stillOpen?: readonly Id[];
}

/** A roll call with what was decided about it, and what may be said of it now. */
export class RollCallAnswer extends ClaimAnswer {
  @ApiProperty()
  readonly revision!: number;

  @ApiProperty({ type: String, format: 'uuid' })
  readonly incident!: Id;

  @ApiProperty(INSTANT)
  readonly openedAt!: Instant;

  @ApiProperty({ type: String, format: 'uuid' })
  readonly openedBy!: Id;

  @ApiProperty()
  readonly open!: boolean;

  @ApiProperty({ ...INSTANT, required: false, description: 'As it was opened with.' })
  readonly referenceInstant?: Instant;

  @ApiProperty({
    description: 'How many were in the denominator when it was opened; of those whom the reader may see.',
  })
  readonly openedWith!: number;

  @ApiProperty({
    type: PolicyAnswer,
    isArray: true,
    description: 'The one that it was opened with, and those adopted.',
  })
  readonly policies!: readonly PolicyAnswer[];

  @ApiProperty({
    type: MembershipAnswer,
    isArray: true,
    description: 'Decisions about the denominator, in their order.',
  })
  readonly memberships!: readonly MembershipAnswer[];

  @ApiProperty({ type: RollCallClosingAnswer, isArray: true })
  readonly closings!: readonly RollCallClosingAnswer[];
}

export interface RecordReader {
  /** Whom the reader may see; everyone where absent. */
  readonly among?: (deployment: Id) => boolean;
  readonly opened: OpenedPage;
}

type Event = Recorded<RollCallEvent>;
type EventOf<Type extends Event['type']> = Extract<Event, { type: Type }>;

/** What the roll call's own stream says of it. */
export function rollCallRecord(
  events: readonly Event[],
  reader: RecordReader,
): Pick<RollCallAnswer, 'policies' | 'memberships' | 'closings'> {
  return {
    policies: newestShown(events.flatMap((event) => policyAnswer(event, reader))),
    memberships: newestShown(events.flatMap((event) => membershipAnswer(event, reader))),
    closings: newestShown(events.flatMap((event) => closingAnswer(event, reader))),
  };
}

function policyAnswer(event: Event, reader: RecordReader): readonly PolicyAnswer[] {
  if (event.type !== 'RollCallOpened' && event.type !== 'FreshnessPolicyAdopted') return [];
  const { policy } = event.data;
  const effectiveAt = 'effectiveAt' in event.data ? event.data.effectiveAt : undefined;
  return [{ policy, effectiveAt: effectiveAt ?? event.recordedAt, ...recordedAnswer(event, ofEveryone(reader)) }];
}

const CHANGE_OF: Readonly<Partial<Record<Event['type'], MembershipAnswer['change']>>> = {
  OfficerAddedToRollCall: 'ADDED',
  OfficerExcludedFromRollCall: 'EXCLUDED',
  ExclusionReversed: 'REVERSED',
};

type MembershipEvent = EventOf<'OfficerAddedToRollCall' | 'OfficerExcludedFromRollCall' | 'ExclusionReversed'>;

/** A reason about a person is read by whoever may read the person. */
function membershipAnswer(event: Event, { among, opened }: RecordReader): readonly MembershipAnswer[] {
  const change = CHANGE_OF[event.type];
  if (change === undefined) return [];
  const { deployment, effectiveAt = event.recordedAt } = (event as MembershipEvent).data;
  if (among !== undefined && !among(deployment)) return [];
  return [{ deployment, change, effectiveAt, ...recordedAnswer(event, opened) }];
}

/** How it was closed, and who was open then, tells of everyone, and of duress; so does by whom, for complete is a commander's word. */
function closingAnswer(event: Event, reader: RecordReader): readonly RollCallClosingAnswer[] {
  if (event.type !== 'RollCallClosed' && event.type !== 'RollCallReopened') return [];
  const recorded = { closed: event.type === 'RollCallClosed', ...recordedAnswer(event, ofEveryone(reader)) };
  if (event.type === 'RollCallReopened') return [recorded];
  if (reader.among !== undefined) return [{ closed: recorded.closed, recordedAt: recorded.recordedAt }];
  return [{ ...recorded, outcome: event.data.outcome, stillOpen: event.data.open }];
}

/** Texts that may tell of anyone are for whoever reads everyone. */
function ofEveryone({ among, opened }: RecordReader): OpenedPage | undefined {
  return among === undefined ? opened : undefined;
}

export const ROLL_CALL_SUMMARY_EXAMPLE = {
  rollCall: ROLL_CALL,
  incident: INCIDENT,
  mode: 'ACTUAL',
  openedAt: '2020-01-07T23:05:00.000Z',
  open: true,
};

export const ROLL_CALL_LIST_EXAMPLE = { items: [ROLL_CALL_SUMMARY_EXAMPLE], position: CLAIM_EXAMPLE.position };

const OFFICER_ON_WATCH = '0f6a4d8e-3c1b-4a52-9d7e-2b8c5f1e6c05';

export const ROLL_CALL_EXAMPLE = {
  ...CLAIM_EXAMPLE,
  ...ROLL_CALL_SUMMARY_EXAMPLE,
  openedBy: OFFICER_ON_WATCH,
  revision: 0,
  openedWith: 12,
  policies: [
    {
      policy: CLAIM_EXAMPLE.policy,
      effectiveAt: ROLL_CALL_SUMMARY_EXAMPLE.openedAt,
      recordedAt: ROLL_CALL_SUMMARY_EXAMPLE.openedAt,
      recordedBy: OFFICER_ON_WATCH,
    },
  ],
  memberships: [],
  closings: [],
};
