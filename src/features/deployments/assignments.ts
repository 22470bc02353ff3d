import type { DecisionContext } from '../../kernel/decider.js';
import { demandNotAhead, demandNotBefore } from '../../kernel/demands.js';
import { demand } from '../../kernel/failure.js';
import type { Id } from '../../kernel/ids.js';
import type { Instant } from '../../kernel/instant.js';
import { present } from '../../kernel/present.js';
import { authorised } from './authority.js';
import { sealedFor, type AssignmentRecord, type Deployment, type DeploymentState } from './deployment-state.js';
import type { EndAssignment, StartAssignment } from './deployment.commands.js';
import type { Assignment, DeploymentEvent } from './deployment.events.js';
import { demandPlace, demandWithinTour, type MissionContext } from './tour.js';

export function withAssignment(tour: Deployment, { assignment, mission, from }: Assignment): Deployment {
  return { ...tour, assignments: [...tour.assignments, { assignment, mission, from, endedAt: undefined }] };
}

export function withAssignmentEnded(tour: Deployment, assignment: Id, endedAt: Instant): Deployment {
  const assignments = tour.assignments.map((each) => (each.assignment === assignment ? { ...each, endedAt } : each));
  return { ...tour, assignments };
}

export function decideStartAssignment(
  state: DeploymentState,
  command: StartAssignment,
  context: MissionContext,
): readonly DeploymentEvent[] {
  const tour = authorised('StartAssignment', state, context);
  const { assignment, mission, post, position, from } = command;
  demand(findAssignment(tour, assignment) === undefined, 'already-exists', 'The tour has this assignment already.');
  demandPlace(command, context);
  demandNotAhead(from, context.now, 'from');
  demandWithinTour(tour, from, 'from');
  const data = present({ assignment, mission, post, from });
  return [{ type: 'AssignmentStarted', data, ...sealedFor(tour, present({ position })) }];
}

export function decideEndAssignment(
  state: DeploymentState,
  { assignment, at }: EndAssignment,
  context: DecisionContext,
): readonly DeploymentEvent[] {
  const tour = authorised('EndAssignment', state, context);
  const record = findAssignment(tour, assignment);
  demand(record !== undefined, 'not-found', 'The tour has no such assignment.');
  demand(record.endedAt === undefined, 'not-in-force', 'The assignment has ended already.');
  demandNotAhead(at, context.now, 'at');
  demandNotBefore(at, record.from, 'at', 'the assignment began');
  demandWithinTour(tour, at, 'at');
  demandSomebodysStill(tour, record, at);
  return [{ type: 'AssignmentEnded', data: { assignment, at } }];
}

/** Nobody in theatre is nobody's: another assignment, not ended, has begun by then. */
function demandSomebodysStill(tour: Deployment, ending: AssignmentRecord, at: Instant): void {
  const another = tour.assignments.some((each) => each !== ending && each.endedAt === undefined && each.from <= at);
  demand(another, 'not-in-force', 'No other assignment of the tour is in force then.');
}

function findAssignment(tour: Deployment, assignment: Id): AssignmentRecord | undefined {
  return tour.assignments.find((each) => each.assignment === assignment);
}
