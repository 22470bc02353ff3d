import type { Fact, RecordedEvent } from '../../src/kernel/event.js';
import { entryId, type EntryId } from '../../src/kernel/entry-id.js';
import { derivedId, type Id } from '../../src/kernel/ids.js';
import { instant, type Instant } from '../../src/kernel/instant.js';
import type { Duration } from '../../src/kernel/duration.js';
import type { Position } from '../../src/kernel/position.js';
import type { Hazard, IncidentEvent } from '../../src/features/accountability/incident.events.js';
import type { Policy, RollCallEvent, RollCallOpening } from '../../src/features/accountability/roll-call.events.js';
import type { CheckIn, DeathReport, DeploymentEvent } from '../../src/features/deployments/deployment.events.js';

/** The id that a handle stands for. */
export function idOf(handle: string): Id {
  return derivedId('handle', handle);
}

/** An instant of the night of 7 to 8 January 2020 (`23:10`, or `1 05:09` on the day after). */
export function at(clock: string): Instant {
  const [day, time] = clock.includes(' ') ? clock.split(' ') : ['0', clock];
  const seconds = time?.split(':').length === 3 ? '' : ':00';
  return instant(`2020-01-0${String(7 + Number(day))}T${time ?? ''}${seconds}Z`);
}

export function lasting(text: string): Duration {
  return text as Duration;
}

type CheckInDetails = Partial<CheckIn> & Pick<CheckIn, 'condition' | 'observedAt' | 'grade'>;
type DeathDetails = Partial<DeathReport> & Pick<DeathReport, 'observedAt' | 'grade'>;

/** A log written by hand: what was recorded, in order, each at the instant that the clock was last set to. */
export class Chronicle {
  readonly events: RecordedEvent<string, object>[] = [];
  private clock = at('20:00');

  at(clock: string): this {
    this.clock = at(clock);
    return this;
  }

  /** The position of the newest event. */
  get end(): Position {
    return positionOf(this.events.length);
  }

  tour(deployment: string, mission: string, beganAt: Instant, more: { officer?: string; post?: string } = {}): this {
    const data = {
      deployment: idOf(deployment),
      officer: idOf(more.officer ?? `${deployment}'s officer`),
      mission: idOf(mission),
      ...(more.post === undefined ? {} : { post: idOf(more.post) }),
      beganAt,
      plannedEndAt: instant('2020-10-01T00:00:00Z'),
    };
    this.ofTour(deployment, { type: 'DeploymentBegan', data });
    return this;
  }

  /** Records what happened on a tour, and answers the name of the entry. */
  ofTour(deployment: string, fact: DeploymentEvent): EntryId {
    return entryId(idOf(deployment), this.append(`deployment-${idOf(deployment)}`, fact));
  }

  ofRollCall(rollCall: string, fact: RollCallEvent): this {
    this.append(`rollCall-${idOf(rollCall)}`, fact);
    return this;
  }

  ofIncident(incident: string, fact: IncidentEvent): this {
    this.append(`incident-${idOf(incident)}`, fact);
    return this;
  }

  incident(incident: string, hazard: Hazard, mode: RollCallOpening['mode'] = 'ACTUAL'): this {
    return this.ofIncident(incident, { type: 'IncidentOpened', data: { incident: idOf(incident), mode, hazard } });
  }

  opens(
    rollCall: string,
    opening: Pick<RollCallOpening, 'policy' | 'scope'> &
      Partial<RollCallOpening> & { readonly of: string; readonly listing: readonly string[] },
  ): this {
    const { of, listing, ...rest } = opening;
    const data: RollCallOpening = {
      rollCall: idOf(rollCall),
      incident: idOf(of),
      mode: 'ACTUAL',
      denominator: listing.map(idOf),
      decidedAt: this.end,
      ...rest,
    };
    return this.ofRollCall(rollCall, { type: 'RollCallOpened', data });
  }

  checkIn(deployment: string, details: CheckInDetails): EntryId {
    return this.ofTour(deployment, { type: 'OfficerAccountedFor', data: { mode: 'ACTUAL', ...details } });
  }

  safe(deployment: string, observedAt: Instant, details: Partial<CheckIn> = {}): EntryId {
    return this.checkIn(deployment, { condition: 'SAFE', grade: 2, observedAt, ...details });
  }

  death(deployment: string, details: DeathDetails): EntryId {
    return this.ofTour(deployment, { type: 'DeathReported', data: { mode: 'ACTUAL', ...details } });
  }

  /** Appends to a stream and answers the event's id; the envelope's metadata is of no account to the rule. */
  private append(stream: string, fact: Fact): Id {
    const revision = this.events.filter((event) => event.stream === stream).length;
    const number = this.events.length + 1;
    const id = derivedId('event', String(number));
    this.events.push({
      id,
      type: fact.type,
      schemaVersion: 1,
      stream,
      revision,
      position: positionOf(number),
      recordedAt: this.clock,
      data: fact.data,
      metadata: {
        commandId: id,
        correlationId: id,
        causationId: id,
        fingerprint: '',
        actor: idOf('watch'),
        role: 'dutyOfficer',
        mode: 'ACTUAL',
      },
    });
    return id;
  }
}

function positionOf(number: number): Position {
  return String(number).padStart(8, '0') as Position;
}

export const SIX_HOURS: Policy = { freshness: lasting('PT6H'), leastGrade: 3 };

/** A strike between 22:30 and 22:50, and at 23:00 a roll call `rc` of the mission `training`, with these tours in it. */
export function strike(deployments: readonly string[], policy: Policy = SIX_HOURS): Chronicle {
  const chronicle = new Chronicle();
  for (const deployment of deployments) chronicle.tour(deployment, 'training', instant('2019-10-01T00:00:00Z'));
  chronicle.at('23:00').incident('strike', { earliest: at('22:30'), latest: at('22:50') });
  return chronicle.opens('rc', {
    of: 'strike',
    scope: { missions: [idOf('training')] },
    policy,
    listing: deployments,
  });
}
