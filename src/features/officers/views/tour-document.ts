import type { Recorded } from '../../../kernel/event.js';
import { invariant, unreachable } from '../../../kernel/failure.js';
import type { Id } from '../../../kernel/ids.js';
import type { Instant } from '../../../kernel/instant.js';
import type { DeploymentEvent } from '../../deployments/deployment.events.js';

/** What the view keeps of one tour of an officer. */
export interface TourDocument {
  readonly deployment: Id;
  readonly officer: Id;
  readonly beganAt: Instant;
  readonly plannedEndAt: Instant;
  /** Null while the tour has not ended. */
  readonly endedAt: Instant | null;
  /** Where he was ever assigned, the beginning first, each once. */
  readonly missions: readonly Id[];
}

type TourEvent = Extract<
  Recorded<DeploymentEvent>,
  {
    type:
      | 'DeploymentBegan'
      | 'DeploymentExtended'
      | 'DeploymentCurtailed'
      | 'DeploymentEnded'
      | 'DeploymentReinstated'
      | 'AssignmentStarted';
  }
>;
type LaterEvent = Exclude<TourEvent, { type: 'DeploymentBegan' }>;

/** What an event makes of the document; undefined stands before the first. */
export function evolveTour(tour: TourDocument | undefined, event: TourEvent): TourDocument {
  if (event.type === 'DeploymentBegan') {
    const { deployment, officer, mission, beganAt, plannedEndAt } = event.data;
    return { deployment, officer, beganAt, plannedEndAt, endedAt: null, missions: [mission] };
  }
  invariant(tour !== undefined, 'a tour begins with its beginning');
  return { ...tour, ...changesBy(event, tour) };
}

function changesBy(event: LaterEvent, { missions }: TourDocument): Partial<TourDocument> {
  switch (event.type) {
    case 'DeploymentExtended':
    case 'DeploymentCurtailed':
      return { plannedEndAt: event.data.plannedEndAt };
    case 'DeploymentEnded':
      return { endedAt: event.data.endedAt };
    case 'DeploymentReinstated':
      return { endedAt: null };
    case 'AssignmentStarted':
      return { missions: [...new Set([...missions, event.data.mission])] };
    default:
      return unreachable(event);
  }
}

/** Whether an event says anything of the tour. Throws for a type that is not known. */
export function isOfTheTour(event: Recorded<DeploymentEvent>): event is TourEvent {
  switch (event.type) {
    case 'DeploymentBegan':
    case 'DeploymentExtended':
    case 'DeploymentCurtailed':
    case 'DeploymentEnded':
    case 'DeploymentReinstated':
    case 'AssignmentStarted':
      return true;
    case 'AssignmentEnded':
    case 'LeaveStarted':
    case 'LeaveEnded':
    case 'TransitStarted':
    case 'ArrivalObserved':
    case 'OfficerAccountedFor':
    case 'ContactAttempted':
    case 'OfficerDeclaredMissing':
    case 'MissingWithdrawn':
    case 'DeathReported':
    case 'DeathConfirmed':
    case 'DeathReportRefuted':
    case 'NextOfKinNotified':
    case 'DuressSignalled':
    case 'DuressCleared':
    case 'ConflictResolved':
    case 'EntryCorrected':
    case 'EntryRetracted':
    case 'EntryAnnotated':
      return false;
    default:
      return unreachable(event);
  }
}
