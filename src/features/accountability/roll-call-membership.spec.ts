import { given, id, NOW, told, type Told } from '../../../test/support/given.js';
import type { Duration } from '../../kernel/duration.js';
import type { Fact } from '../../kernel/event.js';
import { instant, type Instant } from '../../kernel/instant.js';
import type { Position } from '../../kernel/position.js';
import type { RollCallEvent } from './roll-call.events.js';
import { decideAddToRollCall, decideExcludeFromRollCall, decideReverseExclusion } from './roll-call-membership.js';
import { rollCall } from './roll-call.js';

const ROLL_CALL = id('roll call');
const ANN = id('ann’s tour');
const BEN = id('ben’s tour');
const OFFICER = id('officer');
const OPENED_AT = instant('2020-01-07T23:00:00Z');
const BEFORE_OPENING = instant('2020-01-07T22:59:59.999Z');
const HALF_PAST = instant('2020-01-07T23:30:00Z');
const BEFORE_HALF_PAST = instant('2020-01-07T23:29:59.999Z');
const A_MOMENT_AHEAD = instant('2020-01-08T00:00:00.001Z');

const opened: Told<RollCallEvent> = told(
  {
    type: 'RollCallOpened',
    data: {
      rollCall: ROLL_CALL,
      incident: id('strike'),
      mode: 'ACTUAL',
      scope: { missions: [id('training')] },
      policy: { freshness: 'PT6H' as Duration, leastGrade: 3 },
      denominator: [ANN],
      decidedAt: '0000000000000042' as Position,
    },
  },
  { at: OPENED_AT },
);
const closed: RollCallEvent = {
  type: 'RollCallClosed',
  data: { outcome: 'COMPLETE', open: [], decidedAt: '0000000000000043' as Position },
};

type MembershipType = 'OfficerAddedToRollCall' | 'OfficerExcludedFromRollCall' | 'ExclusionReversed';

/** A decision about someone at half past: as it says, or by its recording. */
function decided(type: MembershipType, deployment: string, effectiveAt?: Instant): Told<RollCallEvent> {
  const data = effectiveAt === undefined ? { deployment } : { deployment, effectiveAt };
  return told({ type, data }, { at: effectiveAt === undefined ? HALF_PAST : NOW });
}

const annExcluded = decided('OfficerExcludedFromRollCall', ANN);
const benAdded = decided('OfficerAddedToRollCall', BEN);
const benExcluded = decided('OfficerExcludedFromRollCall', BEN);

const known = { deployment: { officer: OFFICER }, pending: false };
const about = { rollCall: ROLL_CALL, reason: 'Seen on the list' };

function underOfficersKey(reason: string): Required<Pick<Fact, 'texts'>> {
  return { texts: { subject: `officer:${OFFICER}`, texts: { reason } } };
}

const SEALED = underOfficersKey('Seen on the list');

describe('AddToRollCall', () => {
  it.each([
    ['was never in it', [opened], BEN],
    ['was excluded from it', [opened, annExcluded], ANN],
    ['was pending when excluded', [opened, benExcluded], BEN],
  ])('adds who %s, the reason sealed under the person’s key', (_, history, deployment) => {
    given(rollCall, history)
      .when((state, context) => decideAddToRollCall(state, { ...about, deployment }, { ...context, ...known }))
      .then([{ type: 'OfficerAddedToRollCall', data: { deployment }, ...SEALED }]);
  });

  it.each([
    ['the opening', [opened], ANN],
    ['an addition', [opened, benAdded], BEN],
    ['a reversal', [opened, annExcluded, decided('ExclusionReversed', ANN)], ANN],
  ])('is refused for who is in by %s', (_, history, deployment) => {
    given(rollCall, history)
      .when((state, context) => decideAddToRollCall(state, { ...about, deployment }, { ...context, ...known }))
      .refuses('already-exists');
  });
});

describe('ExcludeFromRollCall', () => {
  it.each([
    ['is in by the opening', [opened], ANN, false],
    ['was added', [opened, benAdded], BEN, false],
    ['is pending', [opened], BEN, true],
    ['was excluded and is pending again', [opened, annExcluded], ANN, true],
  ])('excludes who %s, the reason sealed under the person’s key', (_, history, deployment, pending) => {
    given(rollCall, history)
      .when((state, context) =>
        decideExcludeFromRollCall(state, { ...about, deployment }, { ...context, ...known, pending }),
      )
      .then([{ type: 'OfficerExcludedFromRollCall', data: { deployment }, ...SEALED }]);
  });

  it.each([
    ['was never in it', [opened], BEN],
    ['is excluded already', [opened, annExcluded], ANN],
  ])('is refused for who %s and is not pending', (_, history, deployment) => {
    given(rollCall, history)
      .when((state, context) => decideExcludeFromRollCall(state, { ...about, deployment }, { ...context, ...known }))
      .refuses('not-in-force');
  });
});

describe('ReverseExclusion', () => {
  it.each([
    ['was in', [opened, annExcluded], ANN],
    ['was pending', [opened, benExcluded], BEN],
  ])('takes in again who %s when excluded, the reason sealed under the person’s key', (_, history, deployment) => {
    given(rollCall, history)
      .when((state, context) => decideReverseExclusion(state, { ...about, deployment }, { ...context, ...known }))
      .then([{ type: 'ExclusionReversed', data: { deployment }, ...SEALED }]);
  });

  it.each([
    ['is in', [opened], ANN],
    ['was never in', [opened], BEN],
    ['is in again', [opened, annExcluded, decided('ExclusionReversed', ANN)], ANN],
    ['was added after it', [opened, annExcluded, decided('OfficerAddedToRollCall', ANN)], ANN],
  ])('is refused for who %s', (_, history, deployment) => {
    given(rollCall, history)
      .when((state, context) => decideReverseExclusion(state, { ...about, deployment }, { ...context, ...known }))
      .refuses('not-in-force');
  });
});

describe.each([
  ['AddToRollCall', 'OfficerAddedToRollCall', decideAddToRollCall, [opened, annExcluded]],
  [
    'ExcludeFromRollCall',
    'OfficerExcludedFromRollCall',
    decideExcludeFromRollCall,
    [opened, decided('OfficerAddedToRollCall', ANN)],
  ],
  ['ReverseExclusion', 'ExclusionReversed', decideReverseExclusion, [opened, annExcluded]],
] as const)('%s of who was last decided about at half past', (_, type, decide, history) => {
  const command = { ...about, deployment: ANN };

  it.each([
    ['half past', HALF_PAST],
    ['its recording', NOW],
  ])('takes effect at %s where it says so', (_at, effectiveAt) => {
    given(rollCall, history)
      .when((state, context) => decide(state, { ...command, effectiveAt }, { ...context, ...known }))
      .then([{ type, data: { deployment: ANN, effectiveAt }, ...SEALED }]);
  });

  it('is refused when it takes effect later than its recording', () => {
    given(rollCall, history)
      .when((state, context) => decide(state, { ...command, effectiveAt: A_MOMENT_AHEAD }, { ...context, ...known }))
      .refuses('instant-ahead');
  });

  it.each([
    ['the opening', BEFORE_OPENING],
    ['the last decision about the same person', BEFORE_HALF_PAST],
  ])('is refused when it takes effect before %s', (_before, effectiveAt) => {
    given(rollCall, history)
      .when((state, context) => decide(state, { ...command, effectiveAt }, { ...context, ...known }))
      .refuses('instants-out-of-order');
  });

  it('is refused for a deployment that does not exist', () => {
    given(rollCall, history)
      .when((state, context) => decide(state, command, { ...context, ...known, deployment: undefined }))
      .refuses('not-found');
  });

  it('is refused for a roll call that does not exist', () => {
    given(rollCall, [])
      .when((state, context) => decide(state, command, { ...context, ...known }))
      .refuses('not-found');
  });

  it('is refused while the roll call is closed', () => {
    given(rollCall, [...history, closed])
      .when((state, context) => decide(state, command, { ...context, ...known }))
      .refuses('closed');
  });

  it('is decided again once the roll call is reopened', () => {
    given(rollCall, [...history, closed, { type: 'RollCallReopened', data: {} }])
      .when((state, context) => decide(state, command, { ...context, ...known }))
      .then([{ type, data: { deployment: ANN }, ...SEALED }]);
  });

  it('is refused without a reason', () => {
    given(rollCall, history)
      .when((state, context) => decide(state, { ...command, reason: ' ' }, { ...context, ...known }))
      .refuses('reason-missing');
  });
});

describe('an instant that a decision takes effect at', () => {
  it('may be the opening, where nothing was decided about the person since', () => {
    const command = { ...about, deployment: BEN, effectiveAt: OPENED_AT };
    given(rollCall, [opened, annExcluded])
      .when((state, context) => decideAddToRollCall(state, command, { ...context, ...known }))
      .then([{ type: 'OfficerAddedToRollCall', data: { deployment: BEN, effectiveAt: OPENED_AT }, ...SEALED }]);
  });

  it('is not before the opening of who was never decided about either', () => {
    const command = { ...about, deployment: BEN, effectiveAt: BEFORE_OPENING };
    given(rollCall, [opened])
      .when((state, context) => decideAddToRollCall(state, command, { ...context, ...known }))
      .refuses('instants-out-of-order');
  });

  it('is held against the instant that the last decision took effect at, not against its recording', () => {
    const command = { ...about, deployment: ANN, effectiveAt: HALF_PAST };
    given(rollCall, [opened, decided('OfficerExcludedFromRollCall', ANN, HALF_PAST)])
      .when((state, context) => decideReverseExclusion(state, command, { ...context, ...known }))
      .then([{ type: 'ExclusionReversed', data: { deployment: ANN, effectiveAt: HALF_PAST }, ...SEALED }]);
  });
});
