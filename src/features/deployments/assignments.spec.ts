import { BEFORE, given, id, NOW } from '../../../test/support/given.js';
import { AHEAD, ANNS_KEY, began, BEGAN_AT, ended, evening, TOUR } from '../../../test/support/tour.js';
import { instant, type Instant } from '../../kernel/instant.js';
import { decideEndAssignment, decideStartAssignment } from './assignments.js';
import { deployment } from './deployment.js';
import type { DeploymentEvent } from './deployment.events.js';

const DESK = id('desk');
const TASK_FORCE = id('task-force');

function started(from: Instant, assignment = DESK): DeploymentEvent {
  return { type: 'AssignmentStarted', data: { assignment, mission: TASK_FORCE, from } };
}

function endedAssignment(at: Instant, assignment = DESK): DeploymentEvent {
  return { type: 'AssignmentEnded', data: { assignment, at } };
}

describe('StartAssignment', () => {
  const command = { deployment: TOUR, assignment: DESK, mission: TASK_FORCE, from: evening('20:00:00') };
  const known = { mission: { posts: new Set([id('camp')]) } };

  it('starts it, the position sealed under the officer’s key', () => {
    given(deployment, [began()])
      .when((state, context) =>
        decideStartAssignment(state, { ...command, post: id('camp'), position: 'Liaison' }, { ...context, ...known }),
      )
      .then([
        {
          type: 'AssignmentStarted',
          data: { assignment: DESK, mission: TASK_FORCE, post: id('camp'), from: command.from },
          texts: { subject: ANNS_KEY, texts: { position: 'Liaison' } },
        },
      ]);
  });

  it('may overlap another, and may coincide with the tour’s beginning', () => {
    given(deployment, [began(), started(BEGAN_AT, id('other'))])
      .when((state, context) => decideStartAssignment(state, { ...command, from: BEGAN_AT }, { ...context, ...known }))
      .then([started(BEGAN_AT)]);
  });

  it.each([
    ['that began with the tour', TOUR],
    ['that was started', DESK],
  ])('is refused for the assignment %s', (_, assignment) => {
    given(deployment, [began(), started(BEFORE)])
      .when((state, context) => decideStartAssignment(state, { ...command, assignment }, { ...context, ...known }))
      .refuses('already-exists');
  });

  it('is refused for a mission that does not exist', () => {
    given(deployment, [began()])
      .when((state, context) => decideStartAssignment(state, command, { ...context, mission: undefined }))
      .refuses('not-found');
  });

  it('is refused for a post that the mission does not have', () => {
    given(deployment, [began()])
      .when((state, context) =>
        decideStartAssignment(state, { ...command, post: id('elsewhere') }, { ...context, ...known }),
      )
      .refuses('not-found');
  });

  it('is refused ahead', () => {
    given(deployment, [began()])
      .when((state, context) => decideStartAssignment(state, { ...command, from: AHEAD }, { ...context, ...known }))
      .refuses('instant-ahead');
  });

  it('is refused before the tour began', () => {
    given(deployment, [began()])
      .when((state, context) =>
        decideStartAssignment(state, { ...command, from: instant('2019-09-30T23:59:59Z') }, { ...context, ...known }),
      )
      .refuses('instants-out-of-order');
  });

  it('is refused after the tour ended, and may be recorded later for before', () => {
    const decide = (from: Instant) =>
      given(deployment, [began(), ended(evening('21:00:00'))]).when((state, context) =>
        decideStartAssignment(state, { ...command, from }, { ...context, ...known }),
      );
    decide(evening('21:00:01')).refuses('instants-out-of-order');
    decide(evening('21:00:00')).then([started(evening('21:00:00'))]);
  });

  it('is refused for a deployment that does not exist', () => {
    given(deployment, [])
      .when((state, context) => decideStartAssignment(state, command, { ...context, ...known }))
      .refuses('not-found');
  });
});

describe('EndAssignment', () => {
  const command = { deployment: TOUR, assignment: TOUR, at: evening('21:00:00') };

  it('ends the one that began with the tour, where another has begun', () => {
    given(deployment, [began(), started(evening('20:00:00'))])
      .when((state, context) => decideEndAssignment(state, command, context))
      .then([endedAssignment(command.at, TOUR)]);
  });

  it('ends it at the very instant at which the other begins', () => {
    given(deployment, [began(), started(command.at)])
      .when((state, context) => decideEndAssignment(state, command, context))
      .then([endedAssignment(command.at, TOUR)]);
  });

  it('is refused for the only one', () => {
    given(deployment, [began()])
      .when((state, context) => decideEndAssignment(state, command, context))
      .refuses('not-in-force');
  });

  it('is refused where the other begins later', () => {
    given(deployment, [began(), started(evening('21:00:01'))])
      .when((state, context) => decideEndAssignment(state, command, context))
      .refuses('not-in-force');
  });

  it('is refused where the other has ended, at a later instant too', () => {
    given(deployment, [began(), started(evening('20:00:00')), endedAssignment(evening('22:00:00'))])
      .when((state, context) => decideEndAssignment(state, command, context))
      .refuses('not-in-force');
  });

  it('is refused for one that has ended', () => {
    given(deployment, [began(), started(evening('20:00:00')), endedAssignment(evening('20:30:00'))])
      .when((state, context) => decideEndAssignment(state, { ...command, assignment: DESK }, context))
      .refuses('not-in-force');
  });

  it('is refused for one that the tour does not have', () => {
    given(deployment, [began()])
      .when((state, context) => decideEndAssignment(state, { ...command, assignment: DESK }, context))
      .refuses('not-found');
  });

  it('is refused before the assignment began', () => {
    given(deployment, [began(), started(evening('20:00:00'))])
      .when((state, context) =>
        decideEndAssignment(state, { ...command, assignment: DESK, at: evening('19:59:59') }, context),
      )
      .refuses('instants-out-of-order');
  });

  it('is refused ahead, and taken at its recording', () => {
    const decide = (at: Instant) =>
      given(deployment, [began(), started(BEGAN_AT)]).when((state, context) =>
        decideEndAssignment(state, { ...command, at }, context),
      );
    decide(AHEAD).refuses('instant-ahead');
    decide(NOW).then([endedAssignment(NOW, TOUR)]);
  });

  it('is refused after the tour ended', () => {
    given(deployment, [began(), started(BEGAN_AT), ended(evening('20:00:00'))])
      .when((state, context) => decideEndAssignment(state, command, context))
      .refuses('instants-out-of-order');
  });
});
