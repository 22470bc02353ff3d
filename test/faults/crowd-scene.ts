import { derivedId, type Id } from '../../src/kernel/ids.js';
import { instantOf } from '../../src/kernel/instant.js';
import type { JsonObject } from '../../src/kernel/json.js';
import type { Chance } from '../support/chance.js';

/** A command as somebody gives it: the same whenever he repeats it, and its key stands in the text that it records. */
export interface Order {
  readonly key: string;
  readonly command: string;
  readonly body: JsonObject;
}

export const WRITERS = 64;
/** People of one roll call: so few that all of them are safe at times. */
export const GROUP_SIZE = 4;

const HOUR_MS = 3_600_000;
export const MISSION = derivedId('crowd', 'mission');
export const INCIDENT = derivedId('crowd', 'incident');

export function deploymentOf(writer: number): Id {
  return derivedId('crowd', 'tour', String(writer));
}

export function rollCallOf(group: number): Id {
  return derivedId('crowd', 'roll call', String(group));
}

export const ROLL_CALLS: readonly Id[] = Array.from({ length: WRITERS / GROUP_SIZE }, (_, group) => rollCallOf(group));

/** The deployments that a roll call asks about. */
export function askedIn(rollCall: Id): readonly Id[] {
  const group = ROLL_CALLS.indexOf(rollCall);
  return Array.from({ length: GROUP_SIZE }, (_, place) => deploymentOf(group * GROUP_SIZE + place));
}

/** What stands before anybody is heard, one after the other; those within a list can be given at once. */
export function scene(now: number): readonly (readonly Order[])[] {
  const writers = Array.from({ length: WRITERS }, (_, writer) => writer);
  return [
    [order('mission', 'EstablishMission', { mission: MISSION, name: 'mission' })],
    writers.map((writer) => registration(derivedId('crowd', String(writer)), `officer ${writer}`)),
    writers.map((writer) => beginning(writer)),
    [opening(now)],
    ROLL_CALLS.map((rollCall, group) => {
      const policy = { freshness: 'PT6H', leastGrade: 3 };
      const body = { rollCall, incident: INCIDENT, scope: { deployments: askedIn(rollCall) }, policy };
      return order(`roll call ${group}`, 'OpenRollCall', body);
    }),
  ];
}

function order(key: string, command: string, body: JsonObject): Order {
  return { key, command, body };
}

export function registration(officer: Id, key: string): Order {
  return order(key, 'RegisterOfficer', { officer, name: key, rank: 'Constable', homeAgency: 'Saskatoon' });
}

function beginning(writer: number): Order {
  const times = { beganAt: '2019-10-01T00:00:00Z', plannedEndAt: '2099-10-01T00:00:00Z' };
  const who = { deployment: deploymentOf(writer), officer: derivedId('crowd', String(writer)), mission: MISSION };
  return order(`tour ${writer}`, 'BeginDeployment', { ...who, ...times, position: `tour ${writer}` });
}

function opening(now: number): Order {
  const hazard = { earliest: instantOf(now - 2 * HOUR_MS), latest: instantOf(now - HOUR_MS) };
  return order('incident', 'OpenIncident', { incident: INCIDENT, name: 'incident', mode: 'ACTUAL', hazard });
}

/** What one of the crowd has to say, without end: mostly that he is safe, now and then that he is not, or something else. */
export class Writer {
  private said = 0;
  private lastMs = 0;

  constructor(
    readonly number: number,
    private readonly chance: Chance,
  ) {}

  next(): Order {
    this.said += 1;
    const key = `writer ${this.number}, word ${this.said}`;
    const draw = this.chance.next();
    if (draw < 0.05) return registration(derivedId('crowd', key), key);
    if (draw < 0.08) return order(key, 'LogNote', { incident: INCIDENT, text: key });
    return this.checkIn(key, draw < 0.18 ? 'INJURED' : 'SAFE');
  }

  private checkIn(key: string, condition: string): Order {
    // Later than the last, so that good news answers the bad news before it.
    this.lastMs = Math.max(this.lastMs + 1, Date.now());
    const seen = { observedAt: instantOf(this.lastMs), channel: 'PHONE', grade: 1 };
    return order(key, 'RecordCheckIn', { deployment: deploymentOf(this.number), condition, note: key, ...seen });
  }
}
