import { DUTY_OFFICER, given, id, told } from '../../../test/support/given.js';
import type { Duration } from '../../kernel/duration.js';
import type { Fact } from '../../kernel/event.js';
import { instant } from '../../kernel/instant.js';
import type { Position } from '../../kernel/position.js';
import type { Policy, RollCallEvent } from './roll-call.events.js';
import { decideCloseRollCall, decideReopenRollCall, rollCall, type ClosingAssessment } from './roll-call.js';

const ROLL_CALL = id('roll call');
const INCIDENT = id('strike');
const [ANN, BEN, CAT] = [id('ann’s tour'), id('ben’s tour'), id('cat’s tour')];
const K = '0000000000000042' as Position;
const OPENED_AT = instant('2020-01-07T23:00:00Z');
const POLICY: Policy = { freshness: 'PT6H' as Duration, leastGrade: 3 };

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
const REOPENED: RollCallEvent = { type: 'RollCallReopened', data: {} };
const opened = told(OPENED, { at: OPENED_AT });

function underIncidentsKey(reason: string): Required<Pick<Fact, 'texts'>> {
  return { texts: { subject: `incident:${INCIDENT}`, texts: { reason } } };
}

const ALL_WELL: ClosingAssessment = { current: true, empty: false, notAccounted: [], underDuress: [], pending: [] };

describe('CloseRollCall COMPLETE', () => {
  const command = { rollCall: ROLL_CALL, outcome: 'COMPLETE' } as const;

  it('closes a roll call of whom all are accounted for, and keeps the position that it was decided at', () => {
    given(rollCall, [opened])
      .when((state, context) => decideCloseRollCall(state, command, { ...context, assessment: ALL_WELL, decidedAt: K }))
      .then([CLOSED]);
  });

  it('keeps a reason where one is given', () => {
    given(rollCall, [opened])
      .when((state, context) =>
        decideCloseRollCall(
          state,
          { ...command, reason: 'All in' },
          { ...context, assessment: ALL_WELL, decidedAt: K },
        ),
      )
      .then([{ ...CLOSED, ...underIncidentsKey('All in') }]);
  });

  it('takes a blank reason for none', () => {
    given(rollCall, [opened])
      .when((state, context) =>
        decideCloseRollCall(state, { ...command, reason: ' ' }, { ...context, assessment: ALL_WELL, decidedAt: K }),
      )
      .then([CLOSED]);
  });

  it.each<[string, Partial<ClosingAssessment>]>([
    ['someone is not accounted for', { notAccounted: [ANN] }],
    ['someone is under duress', { underDuress: [BEN] }],
    ['an addition is pending', { pending: [CAT] }],
    ['all of it', { notAccounted: [ANN, CAT], underDuress: [BEN], pending: [CAT] }],
  ])('is refused while %s, and names them', (_, wrong) => {
    const assessment = { ...ALL_WELL, ...wrong };
    const { notAccounted, underDuress, pending } = assessment;
    given(rollCall, [opened])
      .when((state, context) => decideCloseRollCall(state, command, { ...context, assessment, decidedAt: K }))
      .refuses('not-complete', { notAccounted, underDuress, pending });
  });

  it('is refused with an empty denominator', () => {
    const assessment = { ...ALL_WELL, empty: true };
    given(rollCall, [opened])
      .when((state, context) => decideCloseRollCall(state, command, { ...context, assessment, decidedAt: K }))
      .refuses('not-complete');
  });

  it('is refused while the view is not current, though it shows all accounted for', () => {
    const assessment = { ...ALL_WELL, current: false };
    given(rollCall, [opened])
      .when((state, context) => decideCloseRollCall(state, command, { ...context, assessment, decidedAt: K }))
      .refuses('not-current');
  });

  it.each([
    ['that is open', [opened]],
    ['that is closed', [opened, CLOSED]],
    ['that does not exist', []],
  ])('is refused to the duty officer for a roll call %s: it is the commander’s', (_, history) => {
    given(rollCall, history)
      .by(DUTY_OFFICER)
      .when((state, context) => decideCloseRollCall(state, command, { ...context, assessment: ALL_WELL, decidedAt: K }))
      .refuses('forbidden');
  });

  it('is refused for a roll call that is closed', () => {
    given(rollCall, [opened, CLOSED])
      .when((state, context) => decideCloseRollCall(state, command, { ...context, assessment: ALL_WELL, decidedAt: K }))
      .refuses('closed');
  });
});

describe('CloseRollCall INCOMPLETE', () => {
  const command = { rollCall: ROLL_CALL, outcome: 'INCOMPLETE', reason: 'Handed to the embassy' } as const;
  const assessment: ClosingAssessment = {
    current: true,
    empty: false,
    notAccounted: [ANN, CAT],
    underDuress: [BEN, ANN],
    pending: [CAT],
  };

  it('closes a roll call and lists who is open, each once', () => {
    given(rollCall, [opened])
      .by(DUTY_OFFICER)
      .when((state, context) => decideCloseRollCall(state, command, { ...context, assessment, decidedAt: K }))
      .then([
        {
          type: 'RollCallClosed',
          data: { outcome: 'INCOMPLETE', open: [ANN, CAT, BEN], decidedAt: K },
          ...underIncidentsKey('Handed to the embassy'),
        },
      ]);
  });

  it('closes a roll call of nobody, and on a view that is not current', () => {
    const blind = { ...ALL_WELL, current: false, empty: true };
    given(rollCall, [opened])
      .when((state, context) => decideCloseRollCall(state, command, { ...context, assessment: blind, decidedAt: K }))
      .then([
        {
          type: 'RollCallClosed',
          data: { outcome: 'INCOMPLETE', open: [], decidedAt: K },
          ...underIncidentsKey('Handed to the embassy'),
        },
      ]);
  });

  it.each([
    ['no reason', { rollCall: ROLL_CALL, outcome: 'INCOMPLETE' } as const],
    ['a blank reason', { ...command, reason: ' ' }],
  ])('is refused with %s', (_, unreasoned) => {
    given(rollCall, [opened])
      .when((state, context) => decideCloseRollCall(state, unreasoned, { ...context, assessment, decidedAt: K }))
      .refuses('reason-missing');
  });

  it('is refused for a roll call that is closed', () => {
    given(rollCall, [opened, CLOSED])
      .when((state, context) => decideCloseRollCall(state, command, { ...context, assessment, decidedAt: K }))
      .refuses('closed');
  });

  it('closes a roll call again that was reopened', () => {
    given(rollCall, [opened, CLOSED, REOPENED])
      .when((state, context) => decideCloseRollCall(state, command, { ...context, assessment: ALL_WELL, decidedAt: K }))
      .then([
        {
          type: 'RollCallClosed',
          data: { outcome: 'INCOMPLETE', open: [], decidedAt: K },
          ...underIncidentsKey('Handed to the embassy'),
        },
      ]);
  });

  it('is refused for a roll call that does not exist', () => {
    given(rollCall, [])
      .when((state, context) => decideCloseRollCall(state, command, { ...context, assessment, decidedAt: K }))
      .refuses('not-found');
  });
});

describe('ReopenRollCall', () => {
  const command = { rollCall: ROLL_CALL, reason: 'One was miscounted' };
  const open = { incident: { open: true } };

  it('reopens a closed roll call', () => {
    given(rollCall, [opened, CLOSED])
      .when((state, context) => decideReopenRollCall(state, command, { ...context, ...open }))
      .then([{ ...REOPENED, ...underIncidentsKey('One was miscounted') }]);
  });

  it.each([
    ['was never closed', [opened]],
    ['is open again', [opened, CLOSED, REOPENED]],
  ])('is refused for a roll call that %s', (_, history) => {
    given(rollCall, history)
      .when((state, context) => decideReopenRollCall(state, command, { ...context, ...open }))
      .refuses('not-in-force');
  });

  it('is refused while the incident is closed', () => {
    given(rollCall, [opened, CLOSED])
      .when((state, context) => decideReopenRollCall(state, command, { ...context, incident: { open: false } }))
      .refuses('closed');
  });

  it('is refused for a roll call that does not exist', () => {
    given(rollCall, [])
      .when((state, context) => decideReopenRollCall(state, command, { ...context, ...open }))
      .refuses('not-found');
  });

  it('is refused without a reason', () => {
    given(rollCall, [opened, CLOSED])
      .when((state, context) => decideReopenRollCall(state, { ...command, reason: '' }, { ...context, ...open }))
      .refuses('reason-missing');
  });
});
