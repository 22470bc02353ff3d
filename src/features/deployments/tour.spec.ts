import { BEFORE, given, id } from '../../../test/support/given.js';
import {
  AHEAD,
  ANNS_KEY,
  began,
  BEGAN_AT,
  ended,
  evening,
  PLANNED_END_AT,
  TOUR,
  TRAINING,
} from '../../../test/support/tour.js';
import { instant } from '../../kernel/instant.js';
import { deployment } from './deployment.js';
import type { DeploymentEvent } from './deployment.events.js';
import {
  decideCurtailDeployment,
  decideEndDeployment,
  decideExtendDeployment,
  decideReinstateDeployment,
} from './tour.js';

const YEAR_START = instant('2020-01-01T00:00:00Z');
const reinstated: DeploymentEvent = { type: 'DeploymentReinstated', data: {} };

describe('ExtendDeployment', () => {
  const command = { deployment: TOUR, plannedEndAt: instant('2020-12-01T00:00:00Z'), reason: 'the relief is late' };

  it('moves the planned end later', () => {
    given(deployment, [began()])
      .when((state, context) => decideExtendDeployment(state, command, context))
      .then([
        {
          type: 'DeploymentExtended',
          data: { plannedEndAt: command.plannedEndAt },
          texts: { subject: ANNS_KEY, texts: { reason: 'the relief is late' } },
        },
      ]);
  });

  it.each([PLANNED_END_AT, YEAR_START])('is refused to %s, which is not later', (plannedEndAt) => {
    given(deployment, [began()])
      .when((state, context) => decideExtendDeployment(state, { ...command, plannedEndAt }, context))
      .refuses('instants-out-of-order');
  });

  it('is measured from the planned end that an earlier extension left', () => {
    given(deployment, [began(), { type: 'DeploymentExtended', data: { plannedEndAt: command.plannedEndAt } }])
      .when((state, context) => decideExtendDeployment(state, command, context))
      .refuses('instants-out-of-order');
  });

  it('is refused after the end', () => {
    given(deployment, [began(), ended(BEFORE)])
      .when((state, context) => decideExtendDeployment(state, command, context))
      .refuses('closed');
  });

  it('is refused with a blank reason', () => {
    given(deployment, [began()])
      .when((state, context) => decideExtendDeployment(state, { ...command, reason: ' ' }, context))
      .refuses('reason-missing');
  });

  it('is refused for a deployment that does not exist', () => {
    given(deployment, [])
      .when((state, context) => decideExtendDeployment(state, command, context))
      .refuses('not-found');
  });
});

describe('CurtailDeployment', () => {
  const command = { deployment: TOUR, plannedEndAt: instant('2020-02-01T00:00:00Z'), reason: 'training is suspended' };

  it('moves the planned end earlier', () => {
    given(deployment, [began()])
      .when((state, context) => decideCurtailDeployment(state, command, context))
      .then([
        {
          type: 'DeploymentCurtailed',
          data: { plannedEndAt: command.plannedEndAt },
          texts: { subject: ANNS_KEY, texts: { reason: 'training is suspended' } },
        },
      ]);
  });

  it.each([PLANNED_END_AT, instant('2021-01-01T00:00:00Z'), instant('2019-09-30T00:00:00Z')])(
    'is refused to %s, which is not earlier or before the tour began',
    (plannedEndAt) => {
      given(deployment, [began()])
        .when((state, context) => decideCurtailDeployment(state, { ...command, plannedEndAt }, context))
        .refuses('instants-out-of-order');
    },
  );

  it('is measured from the planned end that an earlier curtailment left', () => {
    given(deployment, [began(), { type: 'DeploymentCurtailed', data: { plannedEndAt: command.plannedEndAt } }])
      .when((state, context) => decideCurtailDeployment(state, command, context))
      .refuses('instants-out-of-order');
  });

  it('is refused after the end', () => {
    given(deployment, [began(), ended(BEFORE)])
      .when((state, context) => decideCurtailDeployment(state, command, context))
      .refuses('closed');
  });

  it('is refused with a blank reason', () => {
    given(deployment, [began()])
      .when((state, context) => decideCurtailDeployment(state, { ...command, reason: '' }, context))
      .refuses('reason-missing');
  });
});

describe('EndDeployment', () => {
  const command = { deployment: TOUR, endedAt: evening('22:00:00'), reason: 'home' };

  it('ends the tour', () => {
    given(deployment, [began()])
      .when((state, context) => decideEndDeployment(state, command, context))
      .then([
        {
          type: 'DeploymentEnded',
          data: { endedAt: command.endedAt },
          texts: { subject: ANNS_KEY, texts: { reason: 'home' } },
        },
      ]);
  });

  it('is refused for a tour that has ended', () => {
    given(deployment, [began(), ended(BEFORE)])
      .when((state, context) => decideEndDeployment(state, command, context))
      .refuses('not-in-force');
  });

  it('is taken again once the tour was reinstated', () => {
    given(deployment, [began(), ended(BEFORE), reinstated])
      .when((state, context) => decideEndDeployment(state, command, context))
      .then([
        {
          type: 'DeploymentEnded',
          data: { endedAt: command.endedAt },
          texts: { subject: ANNS_KEY, texts: { reason: 'home' } },
        },
      ]);
  });

  it('is refused ahead', () => {
    given(deployment, [began()])
      .when((state, context) => decideEndDeployment(state, { ...command, endedAt: AHEAD }, context))
      .refuses('instant-ahead');
  });

  it('is refused before the tour began', () => {
    given(deployment, [began()])
      .when((state, context) =>
        decideEndDeployment(state, { ...command, endedAt: instant('2019-09-30T00:00:00Z') }, context),
      )
      .refuses('instants-out-of-order');
  });

  const later = evening('22:00:00.001');
  const ofTheTour: readonly (readonly [string, DeploymentEvent[]])[] = [
    [
      'an assignment began',
      [{ type: 'AssignmentStarted', data: { assignment: id('desk'), mission: TRAINING, from: later } }],
    ],
    [
      'an assignment ended',
      [
        { type: 'AssignmentStarted', data: { assignment: id('desk'), mission: TRAINING, from: BEGAN_AT } },
        { type: 'AssignmentEnded', data: { assignment: TOUR, at: later } },
      ],
    ],
    ['a leave began', [{ type: 'LeaveStarted', data: { from: later } }]],
    [
      'a leave ended',
      [
        { type: 'LeaveStarted', data: { from: BEGAN_AT } },
        { type: 'LeaveEnded', data: { at: later } },
      ],
    ],
    ['a transit began', [{ type: 'TransitStarted', data: { departedAt: later, dueAt: later } }]],
  ];

  it.each(ofTheTour)('is refused before %s, which was recorded first', (_, history) => {
    given(deployment, [began(), ...history])
      .when((state, context) => decideEndDeployment(state, command, context))
      .refuses('instants-out-of-order');
  });

  it.each(ofTheTour)('may coincide with when %s', (_, history) => {
    given(deployment, [began(), ...history])
      .when((state, context) => decideEndDeployment(state, { ...command, endedAt: later }, context))
      .then([
        {
          type: 'DeploymentEnded',
          data: { endedAt: later },
          texts: { subject: ANNS_KEY, texts: { reason: 'home' } },
        },
      ]);
  });

  it('may come before an arrival that was recorded first, which may be the one home', () => {
    given(deployment, [
      began(),
      { type: 'TransitStarted', data: { departedAt: BEGAN_AT, dueAt: BEGAN_AT } },
      { type: 'ArrivalObserved', data: { arrivedAt: later } },
    ])
      .when((state, context) => decideEndDeployment(state, command, context))
      .then([
        {
          type: 'DeploymentEnded',
          data: { endedAt: command.endedAt },
          texts: { subject: ANNS_KEY, texts: { reason: 'home' } },
        },
      ]);
  });

  it('is refused with a blank reason', () => {
    given(deployment, [began()])
      .when((state, context) => decideEndDeployment(state, { ...command, reason: '\t' }, context))
      .refuses('reason-missing');
  });
});

describe('ReinstateDeployment', () => {
  const command = { deployment: TOUR, reason: 'the wrong officer was ended' };
  const free = { anotherTourHasBegun: false };

  it('undoes the end', () => {
    given(deployment, [began(), ended(BEFORE)])
      .when((state, context) => decideReinstateDeployment(state, command, { ...context, ...free }))
      .then([
        {
          type: 'DeploymentReinstated',
          data: {},
          texts: { subject: ANNS_KEY, texts: { reason: 'the wrong officer was ended' } },
        },
      ]);
  });

  it('is refused for a tour that has not ended', () => {
    given(deployment, [began(), ended(BEFORE), reinstated])
      .when((state, context) => decideReinstateDeployment(state, command, { ...context, ...free }))
      .refuses('not-in-force');
  });

  it('is refused once another tour has begun', () => {
    given(deployment, [began(), ended(BEFORE)])
      .when((state, context) => decideReinstateDeployment(state, command, { ...context, anotherTourHasBegun: true }))
      .refuses('tour-open');
  });

  it('is refused with a blank reason', () => {
    given(deployment, [began(), ended(BEFORE)])
      .when((state, context) => decideReinstateDeployment(state, { ...command, reason: ' ' }, { ...context, ...free }))
      .refuses('reason-missing');
  });
});
