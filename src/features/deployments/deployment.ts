import type { Decider } from '../../kernel/decider.js';
import { entryId } from '../../kernel/entry-id.js';
import type { Recorded, RecordedEvent } from '../../kernel/event.js';
import { invariant, unreachable } from '../../kernel/failure.js';
import { later, type Instant } from '../../kernel/instant.js';
import type { Mode } from '../../kernel/mode.js';
import { withLifted } from './alarms.js';
import { withAssignment, withAssignmentEnded } from './assignments.js';
import { withCheckIn } from './check-ins.js';
import { withCorrection, withRetraction } from './corrections.js';
import { withDeathReport, withDeathReportDecided } from './death.js';
import type { Alarm, Deployment, DeploymentState } from './deployment-state.js';
import type { DeploymentEvent } from './deployment.events.js';
import { begun } from './tour.js';

/** One tour of one officer. What may be decided about it stands beside this file, a subject each. */
export const deployment: Decider<DeploymentState, DeploymentEvent> = {
  initial: undefined,
  evolve(state, event) {
    if (event.type === 'DeploymentBegan') return begun(event.data);
    invariant(state !== undefined, 'a deployment begins with its beginning');
    return evolveBegun(state, event);
  },
};

type LaterEvent = Exclude<Recorded<DeploymentEvent>, { type: 'DeploymentBegan' }>;

/** Where someone was to be and is; then what was said of him, and decided about what was said. */
function evolveBegun(tour: Deployment, event: LaterEvent): Deployment {
  switch (event.type) {
    case 'DeploymentExtended':
    case 'DeploymentCurtailed':
      return { ...tour, plannedEndAt: event.data.plannedEndAt };
    case 'DeploymentEnded':
      return { ...tour, endedAt: event.data.endedAt };
    case 'DeploymentReinstated':
      return { ...tour, endedAt: undefined };
    case 'AssignmentStarted':
      return reaching(withAssignment(tour, event.data), event.data.from);
    case 'AssignmentEnded':
      return reaching(withAssignmentEnded(tour, event.data.assignment, event.data.at), event.data.at);
    case 'LeaveStarted':
      return reaching({ ...tour, onLeaveFrom: event.data.from }, event.data.from);
    case 'LeaveEnded':
      return reaching({ ...tour, onLeaveFrom: undefined }, event.data.at);
    case 'TransitStarted':
      return reaching({ ...tour, inTransitFrom: event.data.departedAt }, event.data.departedAt);
    case 'ArrivalObserved':
      return { ...tour, inTransitFrom: undefined };
    case 'OfficerAccountedFor':
      return withCheckIn(tour, event);
    case 'EntryCorrected':
      return withCorrection(tour, event);
    case 'EntryRetracted':
      return withRetraction(tour, event.data.entry);
    case 'OfficerDeclaredMissing':
      return { ...tour, declarations: [...tour.declarations, raisedBy(tour, event)] };
    case 'MissingWithdrawn':
      return { ...tour, declarations: withLifted(tour.declarations, event.data.entry) };
    case 'DuressSignalled':
      return { ...tour, duressSignals: [...tour.duressSignals, raisedBy(tour, event)] };
    case 'DuressCleared':
      return { ...tour, duressSignals: withLifted(tour.duressSignals, event.data.entry) };
    case 'DeathReported':
      return withDeathReport(tour, event);
    case 'DeathConfirmed':
      return withDeathReportDecided(tour, event.data.entry, { confirmed: true });
    case 'DeathReportRefuted':
      return withDeathReportDecided(tour, event.data.entry, { refuted: true });
    case 'ConflictResolved':
      return { ...tour, resolutions: [...tour.resolutions, event.data] };
    case 'ContactAttempted':
    case 'NextOfKinNotified':
    case 'EntryAnnotated':
      return tour;
    default:
      return unreachable(event);
  }
}

function reaching(tour: Deployment, at: Instant): Deployment {
  return { ...tour, latestAt: later(tour.latestAt, at) };
}

function raisedBy(tour: Deployment, event: RecordedEvent<string, { readonly mode: Mode }>): Alarm {
  return { id: entryId(tour.deployment, event.id), mode: event.data.mode, lifted: false };
}
