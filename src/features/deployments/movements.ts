import type { DecisionContext } from '../../kernel/decider.js';
import { demandNotAhead, demandNotBefore } from '../../kernel/demands.js';
import { demand } from '../../kernel/failure.js';
import { present } from '../../kernel/present.js';
import { authorised } from './authority.js';
import { sealedFor, type DeploymentState } from './deployment-state.js';
import type { EndLeave, ObserveArrival, StartLeave, StartTransit } from './deployment.commands.js';
import type { DeploymentEvent } from './deployment.events.js';
import { demandWithinTour } from './tour.js';

/** An end of leave names no leave, so there is one at a time. */
export function decideStartLeave(
  state: DeploymentState,
  command: StartLeave,
  context: DecisionContext,
): readonly DeploymentEvent[] {
  const tour = authorised('StartLeave', state, context);
  const { from, place, dueBackAt } = command;
  demand(tour.onLeaveFrom === undefined, 'already-exists', 'The officer is on leave already.');
  demandNotAhead(from, context.now, 'from');
  demandWithinTour(tour, from, 'from');
  if (dueBackAt !== undefined) demandNotBefore(dueBackAt, from, 'dueBackAt', 'the leave begins');
  const data = present({ from, dueBackAt });
  return [{ type: 'LeaveStarted', data, ...sealedFor(tour, present({ place })) }];
}

export function decideEndLeave(
  state: DeploymentState,
  { at }: EndLeave,
  context: DecisionContext,
): readonly DeploymentEvent[] {
  const tour = authorised('EndLeave', state, context);
  demand(tour.onLeaveFrom !== undefined, 'not-in-force', 'The officer is not on leave.');
  demandNotAhead(at, context.now, 'at');
  demandNotBefore(at, tour.onLeaveFrom, 'at', 'the leave began');
  demandWithinTour(tour, at, 'at');
  return [{ type: 'LeaveEnded', data: { at } }];
}

/** An arrival names no transit, so there is one at a time. */
export function decideStartTransit(
  state: DeploymentState,
  command: StartTransit,
  context: DecisionContext,
): readonly DeploymentEvent[] {
  const tour = authorised('StartTransit', state, context);
  const { departedAt, to, dueAt } = command;
  demand(tour.inTransitFrom === undefined, 'already-exists', 'The officer is in transit already.');
  demandNotAhead(departedAt, context.now, 'departedAt');
  demandWithinTour(tour, departedAt, 'departedAt');
  demandNotBefore(dueAt, departedAt, 'dueAt', 'the departure');
  return [{ type: 'TransitStarted', data: { departedAt, dueAt }, ...sealedFor(tour, present({ to })) }];
}

/** The last journey of a tour is the one home: its arrival may come after the tour has ended. */
export function decideObserveArrival(
  state: DeploymentState,
  command: ObserveArrival,
  context: DecisionContext,
): readonly DeploymentEvent[] {
  const tour = authorised('ObserveArrival', state, context);
  const { arrivedAt, place } = command;
  demand(tour.inTransitFrom !== undefined, 'not-in-force', 'The officer is not in transit.');
  demandNotAhead(arrivedAt, context.now, 'arrivedAt');
  demandNotBefore(arrivedAt, tour.inTransitFrom, 'arrivedAt', 'the departure');
  return [{ type: 'ArrivalObserved', data: { arrivedAt }, ...sealedFor(tour, present({ place })) }];
}
