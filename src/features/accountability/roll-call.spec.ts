import { given, id, NOW, told } from '../../../test/support/given.js';
import type { Duration } from '../../kernel/duration.js';
import type { Fact } from '../../kernel/event.js';
import { instant } from '../../kernel/instant.js';
import type { Position } from '../../kernel/position.js';
import type { Policy, RollCallEvent, Scope } from './roll-call.events.js';
import { decideAdoptPolicy, decideOpenRollCall, rollCall } from './roll-call.js';

const ROLL_CALL = id('roll call');
const INCIDENT = id('strike');
const [ANN, BEN, CAT] = [id('ann’s tour'), id('ben’s tour'), id('cat’s tour')];
const K = '0000000000000042' as Position;
const OPENED_AT = instant('2020-01-07T23:00:00Z');
const BEFORE_OPENING = instant('2020-01-07T22:59:59.999Z');
const AFTER_OPENING = instant('2020-01-07T23:00:00.001Z');
const A_MOMENT_AHEAD = instant('2020-01-08T00:00:00.001Z');
const POLICY: Policy = { freshness: 'PT6H' as Duration, leastGrade: 3 };
const STRICTER: Policy = { freshness: 'PT2H' as Duration, leastGrade: 1 };

const OPENED: RollCallEvent = {
  type: 'RollCallOpened',
  data: {
    rollCall: ROLL_CALL,
    incident: INCIDENT,
    mode: 'EXERCISE',
    scope: { missions: [id('training')] },
    policy: POLICY,
    denominator: [ANN, BEN],
    decidedAt: K,
  },
};
const CLOSED: RollCallEvent = { type: 'RollCallClosed', data: { outcome: 'COMPLETE', open: [], decidedAt: K } };
const opened = told(OPENED, { at: OPENED_AT });

function underIncidentsKey(reason: string): Required<Pick<Fact, 'texts'>> {
  return { texts: { subject: `incident:${INCIDENT}`, texts: { reason } } };
}

describe('OpenRollCall', () => {
  const scope: Scope = { missions: [id('training')] };
  const command = { rollCall: ROLL_CALL, incident: INCIDENT, scope, policy: POLICY };
  const known = {
    incident: { open: true, mode: 'EXERCISE' },
    missing: [],
    inScope: [ANN, BEN],
    decidedAt: K,
  } as const;

  it('opens a roll call of those in scope, in the incident’s mode, and keeps the position that it was decided at', () => {
    given(rollCall, [])
      .when((state, context) => decideOpenRollCall(state, command, { ...context, ...known }))
      .then([OPENED]);
  });

  it('opens a roll call of nobody, which will claim nothing', () => {
    given(rollCall, [])
      .when((state, context) => decideOpenRollCall(state, command, { ...context, ...known, inScope: [] }))
      .then([{ type: 'RollCallOpened', data: { ...OPENED.data, denominator: [] } }]);
  });

  it('opens a roll call of those who are named, whoever else is in scope', () => {
    const named = { deployments: [CAT, ANN] };
    given(rollCall, [])
      .when((state, context) => decideOpenRollCall(state, { ...command, scope: named }, { ...context, ...known }))
      .then([{ type: 'RollCallOpened', data: { ...OPENED.data, scope: named, denominator: [CAT, ANN] } }]);
  });

  it.each<[string, Scope]>([
    ['posts alone', { posts: [id('gate')] }],
    ['missions and posts', { missions: [id('training')], posts: [id('gate')] }],
    ['posts beside an empty list of missions', { missions: [], posts: [id('gate')] }],
  ])('takes a scope of %s', (_, places) => {
    given(rollCall, [])
      .when((state, context) => decideOpenRollCall(state, { ...command, scope: places }, { ...context, ...known }))
      .then([{ type: 'RollCallOpened', data: { ...OPENED.data, scope: places } }]);
  });

  it.each<[string, Scope]>([
    ['of nothing', {}],
    ['of no mission and no post', { missions: [], posts: [] }],
    ['of no deployment', { deployments: [] }],
    ['that names a deployment twice', { deployments: [ANN, ANN] }],
    ['of places and people', { missions: [id('training')], deployments: [ANN] }],
  ])('is refused for a scope %s', (_, wrong) => {
    given(rollCall, [])
      .when((state, context) => decideOpenRollCall(state, { ...command, scope: wrong }, { ...context, ...known }))
      .refuses('invalid-request');
  });

  it('keeps a reference instant, which may be this one', () => {
    given(rollCall, [])
      .when((state, context) =>
        decideOpenRollCall(state, { ...command, referenceInstant: NOW }, { ...context, ...known }),
      )
      .then([{ type: 'RollCallOpened', data: { ...OPENED.data, referenceInstant: NOW } }]);
  });

  it('is refused when the reference instant is later than the recording', () => {
    given(rollCall, [])
      .when((state, context) =>
        decideOpenRollCall(state, { ...command, referenceInstant: A_MOMENT_AHEAD }, { ...context, ...known }),
      )
      .refuses('instant-ahead');
  });

  it('is refused for a roll call that exists', () => {
    given(rollCall, [OPENED])
      .when((state, context) => decideOpenRollCall(state, command, { ...context, ...known }))
      .refuses('already-exists');
  });

  it('is refused for an incident that does not exist', () => {
    given(rollCall, [])
      .when((state, context) => decideOpenRollCall(state, command, { ...context, ...known, incident: undefined }))
      .refuses('not-found');
  });

  it('is refused for a scope that names what does not exist, and names it', () => {
    const missing = [id('nowhere')];
    given(rollCall, [])
      .when((state, context) => decideOpenRollCall(state, command, { ...context, ...known, missing }))
      .refuses('not-found', { missing });
  });

  it('is refused while the incident is closed', () => {
    const incident = { open: false, mode: 'EXERCISE' } as const;
    given(rollCall, [])
      .when((state, context) => decideOpenRollCall(state, command, { ...context, ...known, incident }))
      .refuses('closed');
  });
});

describe('AdoptPolicy', () => {
  const command = { rollCall: ROLL_CALL, policy: STRICTER, reason: 'Second strike' };

  it('adopts a policy as of its recording', () => {
    given(rollCall, [opened])
      .when((state, context) => decideAdoptPolicy(state, command, context))
      .then([{ type: 'FreshnessPolicyAdopted', data: { policy: STRICTER }, ...underIncidentsKey('Second strike') }]);
  });

  it.each([
    ['the opening', OPENED_AT],
    ['its recording', NOW],
  ])('adopts a policy as of %s', (_, effectiveAt) => {
    given(rollCall, [opened])
      .when((state, context) => decideAdoptPolicy(state, { ...command, effectiveAt }, context))
      .then([
        {
          type: 'FreshnessPolicyAdopted',
          data: { policy: STRICTER, effectiveAt },
          ...underIncidentsKey('Second strike'),
        },
      ]);
  });

  it('is refused when it takes effect later than its recording', () => {
    given(rollCall, [opened])
      .when((state, context) => decideAdoptPolicy(state, { ...command, effectiveAt: A_MOMENT_AHEAD }, context))
      .refuses('instant-ahead');
  });

  it('is refused when it takes effect before the opening', () => {
    given(rollCall, [opened])
      .when((state, context) => decideAdoptPolicy(state, { ...command, effectiveAt: BEFORE_OPENING }, context))
      .refuses('instants-out-of-order');
  });

  it.each([
    ['as of an instant', { effectiveAt: AFTER_OPENING }, OPENED_AT],
    ['as of its recording', {}, AFTER_OPENING],
  ])('is refused when it takes effect before the last policy, adopted %s', (_, effect, recordedAt) => {
    const last = told({ type: 'FreshnessPolicyAdopted', data: { policy: POLICY, ...effect } } as const, {
      at: recordedAt,
    });
    given(rollCall, [opened, last])
      .when((state, context) => decideAdoptPolicy(state, { ...command, effectiveAt: OPENED_AT }, context))
      .refuses('instants-out-of-order');
  });

  it('may take effect with the last policy, whose place it takes', () => {
    const last = { type: 'FreshnessPolicyAdopted', data: { policy: POLICY, effectiveAt: AFTER_OPENING } } as const;
    given(rollCall, [opened, last])
      .when((state, context) => decideAdoptPolicy(state, { ...command, effectiveAt: AFTER_OPENING }, context))
      .then([
        {
          type: 'FreshnessPolicyAdopted',
          data: { policy: STRICTER, effectiveAt: AFTER_OPENING },
          ...underIncidentsKey('Second strike'),
        },
      ]);
  });

  it('is refused while the roll call is closed', () => {
    given(rollCall, [opened, CLOSED])
      .when((state, context) => decideAdoptPolicy(state, command, context))
      .refuses('closed');
  });

  it('is refused for a roll call that does not exist', () => {
    given(rollCall, [])
      .when((state, context) => decideAdoptPolicy(state, command, context))
      .refuses('not-found');
  });

  it('is refused without a reason', () => {
    given(rollCall, [opened])
      .when((state, context) => decideAdoptPolicy(state, { ...command, reason: ' ' }, context))
      .refuses('reason-missing');
  });
});
