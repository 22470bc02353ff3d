import { given, id, NOW } from '../../../test/support/given.js';
import { AHEAD, ANN, ANNS_KEY, began, BEGAN_AT, PLANNED_END_AT, TOUR, TRAINING } from '../../../test/support/tour.js';
import { instant } from '../../kernel/instant.js';
import { deployment } from './deployment.js';
import { decideBeginDeployment, type BeginContext } from './tour.js';

const YEAR_START = instant('2020-01-01T00:00:00Z');

describe('BeginDeployment', () => {
  const command = {
    deployment: TOUR,
    officer: ANN,
    mission: TRAINING,
    beganAt: BEGAN_AT,
    plannedEndAt: PLANNED_END_AT,
  };
  const known: Pick<BeginContext, 'officerExists' | 'mission' | 'lastTour'> = {
    officerExists: true,
    mission: { posts: new Set([id('camp')]) },
    lastTour: undefined,
  };
  const lastTour = (endedAt: typeof NOW | undefined) => ({ deployment: id('first-tour'), ended: endedAt });

  it('begins the tour', () => {
    given(deployment, [])
      .when((state, context) => decideBeginDeployment(state, command, { ...context, ...known }))
      .then([
        {
          type: 'DeploymentBegan',
          data: {
            deployment: TOUR,
            officer: ANN,
            mission: TRAINING,
            beganAt: BEGAN_AT,
            plannedEndAt: PLANNED_END_AT,
          },
        },
      ]);
  });

  it('keeps the post, and seals the position under the officer’s key', () => {
    given(deployment, [])
      .when((state, context) =>
        decideBeginDeployment(
          state,
          { ...command, post: id('camp'), position: 'Instructor' },
          { ...context, ...known },
        ),
      )
      .then([
        {
          type: 'DeploymentBegan',
          data: {
            deployment: TOUR,
            officer: ANN,
            mission: TRAINING,
            post: id('camp'),
            beganAt: BEGAN_AT,
            plannedEndAt: PLANNED_END_AT,
          },
          texts: { subject: ANNS_KEY, texts: { position: 'Instructor' } },
        },
      ]);
  });

  it('is refused for a deployment that has begun', () => {
    given(deployment, [began()])
      .when((state, context) => decideBeginDeployment(state, command, { ...context, ...known }))
      .refuses('already-exists');
  });

  it('is refused for an officer who does not exist', () => {
    given(deployment, [])
      .when((state, context) => decideBeginDeployment(state, command, { ...context, ...known, officerExists: false }))
      .refuses('not-found');
  });

  it('is refused for a mission that does not exist', () => {
    given(deployment, [])
      .when((state, context) => decideBeginDeployment(state, command, { ...context, ...known, mission: undefined }))
      .refuses('not-found');
  });

  it('is refused for a post that the mission does not have', () => {
    given(deployment, [])
      .when((state, context) =>
        decideBeginDeployment(state, { ...command, post: id('elsewhere') }, { ...context, ...known }),
      )
      .refuses('not-found');
  });

  it('may be recorded at the instant at which it begins, and not before', () => {
    const decide = (beganAt: typeof NOW) =>
      given(deployment, []).when((state, context) =>
        decideBeginDeployment(state, { ...command, beganAt }, { ...context, ...known }),
      );
    decide(NOW).then([
      {
        type: 'DeploymentBegan',
        data: { deployment: TOUR, officer: ANN, mission: TRAINING, beganAt: NOW, plannedEndAt: PLANNED_END_AT },
      },
    ]);
    decide(AHEAD).refuses('instant-ahead');
  });

  it('is refused where it is planned to end before it begins', () => {
    given(deployment, [])
      .when((state, context) =>
        decideBeginDeployment(
          state,
          { ...command, plannedEndAt: instant('2019-09-30T00:00:00Z') },
          { ...context, ...known },
        ),
      )
      .refuses('instants-out-of-order');
  });

  it('is refused, naming it, while another tour of the officer is open', () => {
    given(deployment, [])
      .when((state, context) =>
        decideBeginDeployment(state, command, { ...context, ...known, lastTour: lastTour(undefined) }),
      )
      .refuses('tour-open', { deployment: id('first-tour') });
  });

  it('is refused where it began before the last tour ended', () => {
    given(deployment, [])
      .when((state, context) =>
        decideBeginDeployment(state, command, { ...context, ...known, lastTour: lastTour(YEAR_START) }),
      )
      .refuses('instants-out-of-order');
  });

  it('may begin at the instant at which the last tour ended', () => {
    given(deployment, [])
      .when((state, context) =>
        decideBeginDeployment(state, command, { ...context, ...known, lastTour: lastTour(BEGAN_AT) }),
      )
      .then([
        {
          type: 'DeploymentBegan',
          data: {
            deployment: TOUR,
            officer: ANN,
            mission: TRAINING,
            beganAt: BEGAN_AT,
            plannedEndAt: PLANNED_END_AT,
          },
        },
      ]);
  });
});
