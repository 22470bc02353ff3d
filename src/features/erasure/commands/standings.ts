import { Inject, Injectable } from '@nestjs/common';
import { readWhole, type EventLog } from '../../../event-log/event-log.js';
import type { KeySubject, Recorded, RecordedEvent } from '../../../kernel/event.js';
import { invariant, unreachable } from '../../../kernel/failure.js';
import type { Id } from '../../../kernel/ids.js';
import type { Instant } from '../../../kernel/instant.js';
import { EVENT_LOG } from '../../../kernel/ports.js';
import { streamName } from '../../../kernel/stream.js';
import type { AccessEvent } from '../../access/access.events.js';
import type { IncidentEvent } from '../../accountability/incident.events.js';
import type { DeploymentEvent } from '../../deployments/deployment.events.js';
import type { MissionEvent } from '../../missions/mission.events.js';
import type { OfficerEvent } from '../../officers/officer.events.js';
import { parseSubject, type Standing } from '../erasure.js';

/**
 * Whether something is over, read from the streams themselves, which no view is behind. While somebody is on a tour, or
 * an incident is open, what is said of it must be readable and must be sayable.
 */
@Injectable()
export class Standings {
  constructor(@Inject(EVENT_LOG) private readonly log: EventLog) {}

  async of(subject: KeySubject, now: Instant): Promise<Standing> {
    const parsed = parseSubject(subject);
    invariant(parsed !== undefined, 'a subject that was taken is one');
    const { kind, id } = parsed;
    const events = await readWhole(this.log, streamName(kind, id));
    if (events.length === 0) return 'absent';
    switch (kind) {
      case 'officer':
        return (await this.isOnTour(events as readonly Recorded<OfficerEvent>[])) ? 'in use' : 'over';
      case 'mission':
        return over(lastOf(events as readonly Recorded<MissionEvent>[], ['MissionEnded']) !== undefined);
      case 'incident':
        return over(lastOf(events as readonly Recorded<IncidentEvent>[], INCIDENT_STATES)?.type === 'IncidentClosed');
      case 'access':
        return over(letsNobodyIn((events as readonly Recorded<AccessEvent>[]).at(-1), now));
      default:
        return unreachable(kind);
    }
  }

  private async isOnTour(events: readonly Recorded<OfficerEvent>[]): Promise<boolean> {
    const tours = new Set(events.flatMap((event) => (event.type === 'TourReserved' ? [event.data.deployment] : [])));
    const open = await Promise.all([...tours].map((tour) => this.isOpen(tour)));
    return open.includes(true);
  }

  /** A tour that was reserved and never begun is none. */
  private async isOpen(tour: Id): Promise<boolean> {
    const events = await readWhole(this.log, streamName('deployment', tour));
    const last = lastOf(events as readonly Recorded<DeploymentEvent>[], TOUR_STATES);
    return last !== undefined && last.type !== 'DeploymentEnded';
  }
}

const INCIDENT_STATES = ['IncidentClosed', 'IncidentReopened'] as const;
const TOUR_STATES = ['DeploymentBegan', 'DeploymentEnded', 'DeploymentReinstated'] as const;

function over(isOver: boolean): Standing {
  return isOver ? 'over' : 'in use';
}

/** The last of them says how far access goes: a session outlasts the link that it was exchanged for. */
function letsNobodyIn(last: Recorded<AccessEvent> | undefined, now: Instant): boolean {
  if (last === undefined || last.type === 'AccessTokenRevoked' || last.type === 'SignedOut') return true;
  return last.data.expiresAt !== undefined && last.data.expiresAt <= now;
}

function lastOf<E extends RecordedEvent<string, object>>(
  events: readonly E[],
  types: readonly E['type'][],
): E | undefined {
  return events.findLast(({ type }) => types.includes(type));
}
