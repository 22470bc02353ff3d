import {
  AUDITOR,
  COMMANDER,
  deployedOfficer,
  DUTY_OFFICER,
  given,
  id,
  LIAISON,
  OPERATOR,
  teamLead,
} from '../../../test/support/given.js';
import { began, BEGAN_AT, checkedIn, evening, TOUR, TRAINING } from '../../../test/support/tour.js';
import type { Actor } from '../../kernel/actor.js';
import { COMMAND_ROLES, type CommandName } from '../../kernel/authority.js';
import type { DecisionContext } from '../../kernel/decider.js';
import { decideRecordCheckIn } from './check-ins.js';
import { authorised } from './authority.js';
import { deployment } from './deployment.js';
import { decideBeginDeployment } from './tour.js';
import type { Deployment, DeploymentState } from './deployment-state.js';
import type { DeploymentEvent, Grade } from './deployment.events.js';

const ABOUT_A_TOUR: readonly CommandName[] = [
  'ExtendDeployment',
  'CurtailDeployment',
  'EndDeployment',
  'ReinstateDeployment',
  'StartAssignment',
  'EndAssignment',
  'StartLeave',
  'EndLeave',
  'StartTransit',
  'ObserveArrival',
  'RecordCheckIn',
  'RecordContactAttempt',
  'DeclareMissing',
  'WithdrawMissing',
  'ReportDeath',
  'ConfirmDeath',
  'RefuteDeathReport',
  'RecordNextOfKinNotified',
  'SignalDuress',
  'ClearDuress',
  'ResolveConflict',
  'CorrectEntry',
  'RetractEntry',
  'AnnotateEntry',
];

const EVERYONE: readonly Actor[] = [
  COMMANDER,
  DUTY_OFFICER,
  teamLead(TRAINING),
  deployedOfficer(TOUR),
  LIAISON,
  AUDITOR,
  OPERATOR,
];

const MATRIX = ABOUT_A_TOUR.flatMap((command) =>
  EVERYONE.map((actor) => ({ command, role: actor.role, actor, may: COMMAND_ROLES[command].includes(actor.role) })),
);

/** Asks for the authority alone; the outcome is that of a command which goes on to record a check-in. */
const asking = (command: CommandName) => (state: DeploymentState, context: DecisionContext) => {
  const tour: Deployment = authorised(command, state, context);
  return [checkedIn({ vouchedBy: tour.deployment })];
};
const granted = [checkedIn({ vouchedBy: TOUR })];

describe('The roles', () => {
  it.each(MATRIX.filter(({ may }) => may))('give $command to a $role', ({ command, actor }) => {
    given(deployment, [began()]).by(actor).when(asking(command)).then(granted);
  });

  it.each(MATRIX.filter(({ may }) => !may))('refuse $command to a $role', ({ command, actor }) => {
    given(deployment, [began()]).by(actor).when(asking(command)).refuses('forbidden');
  });

  it.each(EVERYONE.filter(({ role }) => role !== 'commander' && role !== 'dutyOfficer'))(
    'refuse BeginDeployment to a $role',
    (actor) => {
      const command = {
        deployment: TOUR,
        officer: id('ann'),
        mission: TRAINING,
        beganAt: BEGAN_AT,
        plannedEndAt: evening('12:00:00'),
      };
      const known = { officerExists: true, mission: { posts: new Set<string>() }, lastTour: undefined };
      given(deployment, [])
        .by(actor)
        .when((state, context) => decideBeginDeployment(state, command, { ...context, ...known }))
        .refuses('forbidden');
    },
  );
});

describe('A team lead', () => {
  const TASK_FORCE = id('task-force');
  const moved: DeploymentEvent[] = [
    began(),
    { type: 'AssignmentStarted', data: { assignment: id('desk'), mission: TASK_FORCE, from: BEGAN_AT } },
    { type: 'AssignmentEnded', data: { assignment: TOUR, at: evening('12:00:00') } },
  ];

  it('speaks for those who are assigned to one of his missions', () => {
    given(deployment, moved)
      .by(teamLead(id('another'), TASK_FORCE))
      .when(asking('RecordCheckIn'))
      .then(granted);
  });

  it('speaks for those who were', () => {
    given(deployment, moved).by(teamLead(TRAINING)).when(asking('RecordCheckIn')).then(granted);
  });

  it('is refused for anyone else, and for whom there is not, in the same words', () => {
    const lead = teamLead(id('another'));
    given(deployment, moved).by(lead).when(asking('RecordCheckIn')).refuses('forbidden', {});
    given(deployment, []).by(lead).when(asking('RecordCheckIn')).refuses('forbidden', {});
  });
});

describe('A deployed officer', () => {
  const checkingIn = (actor: Actor, grade: Grade) =>
    given(deployment, [began()])
      .by(actor)
      .when((state, context) =>
        decideRecordCheckIn(
          state,
          { deployment: TOUR, condition: 'SAFE', observedAt: evening('22:55:00'), channel: 'APP', grade },
          { ...context, voucher: undefined },
        ),
      );

  it('speaks for himself, as an authenticated self-report', () => {
    checkingIn(deployedOfficer(TOUR), 2).then([
      { ...checkedIn(), texts: { subject: `officer:${id('ann')}`, texts: { channel: 'APP' } } },
    ]);
  });

  it.each<Grade>([1, 3, 4, 5])('is refused a check-in of grade %i', (grade) => {
    checkingIn(deployedOfficer(TOUR), grade).refuses('forbidden');
  });

  it('is refused for anyone else, and for whom there is not, in the same words', () => {
    const other = deployedOfficer(id('other-tour'));
    checkingIn(other, 2).refuses('forbidden', {});
    given(deployment, []).by(other).when(asking('SignalDuress')).refuses('forbidden', {});
  });

  it('may signal duress for himself alone', () => {
    given(deployment, [began()]).by(deployedOfficer(TOUR)).when(asking('SignalDuress')).then(granted);
    given(deployment, [began()])
      .by(deployedOfficer(id('other-tour')))
      .when(asking('SignalDuress'))
      .refuses('forbidden');
  });
});
