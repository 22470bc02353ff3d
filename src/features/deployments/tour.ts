import { demandNotAhead, demandNotBefore, demandReason } from '../../kernel/demands.js';
import type { DecisionContext } from '../../kernel/decider.js';
import { demand, Refusal } from '../../kernel/failure.js';
import type { Id } from '../../kernel/ids.js';
import type { Instant } from '../../kernel/instant.js';
import { present } from '../../kernel/present.js';
import { authorised, demandRole } from './authority.js';
import { sealedFor, type Deployment, type DeploymentState } from './deployment-state.js';
import type {
  BeginDeployment,
  CurtailDeployment,
  EndDeployment,
  ExtendDeployment,
  ReinstateDeployment,
} from './deployment.commands.js';
import type { DeploymentBeginning, DeploymentEvent } from './deployment.events.js';

/** A mission that exists, with the posts that it has; undefined where it does not. */
export interface MissionContext extends DecisionContext {
  readonly mission: { readonly posts: ReadonlySet<Id> } | undefined;
}

export interface BeginContext extends MissionContext {
  readonly officerExists: boolean;
  /** The officer's last tour that came true, and when it ended; undefined where this would be his first. */
  readonly lastTour: { readonly deployment: Id; readonly ended: Instant | undefined } | undefined;
}

export interface ReinstateContext extends DecisionContext {
  /** Whether the officer has begun another tour since this one. */
  readonly anotherTourHasBegun: boolean;
}

/** The tour, and its first assignment, which bears the deployment's id. */
export function begun(data: DeploymentBeginning): Deployment {
  const { deployment, officer, mission, beganAt, plannedEndAt } = data;
  return {
    deployment,
    officer,
    beganAt,
    plannedEndAt,
    endedAt: undefined,
    latestAt: beganAt,
    assignments: [{ assignment: deployment, mission, from: beganAt, endedAt: undefined }],
    onLeaveFrom: undefined,
    inTransitFrom: undefined,
    checkIns: [],
    deathReports: [],
    declarations: [],
    duressSignals: [],
    resolutions: [],
  };
}

export function decideBeginDeployment(
  state: DeploymentState,
  command: BeginDeployment,
  context: BeginContext,
): readonly DeploymentEvent[] {
  demandRole('BeginDeployment', context);
  demand(state === undefined, 'already-exists', 'This deployment has begun already.');
  const { deployment, officer, mission, post, position, beganAt, plannedEndAt } = command;
  demand(context.officerExists, 'not-found', 'There is no such officer.');
  demandPlace(command, context);
  demandNotAhead(beganAt, context.now, 'beganAt');
  demandNotBefore(plannedEndAt, beganAt, 'plannedEndAt', 'the tour begins');
  demandFree(command, context);
  const data = present({ deployment, officer, mission, post, beganAt, plannedEndAt });
  return [{ type: 'DeploymentBegan', data, ...sealedFor(command, present({ position })) }];
}

/** The mission exists, and has the post where one is named. */
export function demandPlace({ post }: { readonly post?: Id }, { mission }: Pick<MissionContext, 'mission'>): void {
  demand(mission !== undefined, 'not-found', 'There is no such mission.');
  demand(post === undefined || mission.posts.has(post), 'not-found', 'The mission has no such post.');
}

/** One tour at a time. */
function demandFree({ beganAt }: BeginDeployment, { lastTour }: BeginContext): void {
  if (lastTour === undefined) return;
  const { deployment, ended } = lastTour;
  if (ended === undefined) throw new Refusal('tour-open', 'Another tour of this officer is open.', { deployment });
  demandNotBefore(beganAt, ended, 'beganAt', 'the officer’s last tour ended');
}

export function decideExtendDeployment(
  state: DeploymentState,
  command: ExtendDeployment,
  context: DecisionContext,
): readonly DeploymentEvent[] {
  const tour = authorised('ExtendDeployment', state, context);
  const { plannedEndAt, reason } = command;
  demandReason(reason);
  demandOpen(tour);
  const moves = plannedEndAt > tour.plannedEndAt;
  demand(moves, 'instants-out-of-order', 'An extension moves the planned end later.');
  return [{ type: 'DeploymentExtended', data: { plannedEndAt }, ...sealedFor(tour, { reason }) }];
}

export function decideCurtailDeployment(
  state: DeploymentState,
  command: CurtailDeployment,
  context: DecisionContext,
): readonly DeploymentEvent[] {
  const tour = authorised('CurtailDeployment', state, context);
  const { plannedEndAt, reason } = command;
  demandReason(reason);
  demandOpen(tour);
  const moves = plannedEndAt < tour.plannedEndAt;
  demand(moves, 'instants-out-of-order', 'A curtailment moves the planned end earlier.');
  demandNotBefore(plannedEndAt, tour.beganAt, 'plannedEndAt', 'the tour began');
  return [{ type: 'DeploymentCurtailed', data: { plannedEndAt }, ...sealedFor(tour, { reason }) }];
}

/** What is planned of a tour is not planned any more once it has ended. */
function demandOpen(tour: Deployment): void {
  demand(tour.endedAt === undefined, 'closed', 'The tour has ended.');
}

export function decideEndDeployment(
  state: DeploymentState,
  command: EndDeployment,
  context: DecisionContext,
): readonly DeploymentEvent[] {
  const tour = authorised('EndDeployment', state, context);
  const { endedAt, reason } = command;
  demandReason(reason);
  demand(tour.endedAt === undefined, 'not-in-force', 'The tour has ended already.');
  demandNotAhead(endedAt, context.now, 'endedAt');
  demandNotBefore(endedAt, tour.latestAt, 'endedAt', 'the tour began, or something that is recorded of it');
  return [{ type: 'DeploymentEnded', data: { endedAt }, ...sealedFor(tour, { reason }) }];
}

/** The end was a mistake; once another tour has begun it can no longer be undone. */
export function decideReinstateDeployment(
  state: DeploymentState,
  { reason }: ReinstateDeployment,
  context: ReinstateContext,
): readonly DeploymentEvent[] {
  const tour = authorised('ReinstateDeployment', state, context);
  demandReason(reason);
  demand(tour.endedAt !== undefined, 'not-in-force', 'The tour has not ended.');
  demand(!context.anotherTourHasBegun, 'tour-open', 'Another tour of this officer has begun since.');
  return [{ type: 'DeploymentReinstated', data: {}, ...sealedFor(tour, { reason }) }];
}

/** Nothing of a tour before it began or after it ended, in whichever order they are recorded. */
export function demandWithinTour(tour: Deployment, at: Instant, field: string): void {
  demandNotBefore(at, tour.beganAt, field, 'the tour began');
  const ended = tour.endedAt !== undefined && at > tour.endedAt;
  demand(!ended, 'instants-out-of-order', `${field} is after the tour ended.`);
}
