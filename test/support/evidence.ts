import type { Id } from '../../src/kernel/ids.js';
import { msOf, type EpochMs, instant } from '../../src/kernel/instant.js';
import type { Mode } from '../../src/kernel/mode.js';
import { observe } from '../../src/kernel/observation.js';
import type { Position } from '../../src/kernel/position.js';
import type { Duration } from '../../src/kernel/duration.js';
import type { EntryId } from '../../src/kernel/entry-id.js';
import type { Disposition, Grade } from '../../src/features/deployments/deployment.events.js';
import type { Policy, Scope } from '../../src/features/accountability/roll-call.events.js';
import type {
  AssignmentSpan,
  Condition,
  Declaration,
  Dossier,
  DuressSignal,
  Entry,
  Evidence,
  MembershipChange,
  RollCall,
  Tour,
} from '../../src/features/accountability/rule/evidence.js';
import { id } from './given.js';

/*
 * Evidence for specs of the rule, in hours of one night: the hazard was from 22:30 to 22:50, the roll call opened at
 * 23:00. Everything else is said by the spec that needs it.
 */

const DAY = '2020-01-07';
const NEXT_DAY = '2020-01-08';

/** `23:10` of the night's first day, `+01:10` of its second. */
export function clock(time: string): EpochMs {
  const [day, hours] = time.startsWith('+') ? [NEXT_DAY, time.slice(1)] : [DAY, time];
  return msOf(instant(`${day}T${hours}${hours.length > 5 ? '' : ':00'}Z`));
}

let recordings = 0;

/** A later position at each call: the order in which a spec makes its evidence is the order of recording. */
export function nextPosition(): Position {
  recordings += 1;
  return String(recordings).padStart(16, '0') as Position;
}

export interface Said {
  readonly at: string;
  readonly condition?: Condition;
  readonly grade?: Grade;
  readonly received?: string;
  readonly uncertainty?: string;
  readonly mode?: Mode;
  readonly vouchedBy?: string;
  readonly disposition?: Disposition;
}

/** A check-in; SAFE, of grade 2, received when it was observed, unless said otherwise. */
export function checkIn(said: Said): Entry {
  return { ...entry(said), kind: 'CHECK_IN', condition: said.condition ?? 'SAFE' };
}

export function deathReport(said: Said & { readonly confirmed?: boolean }): Entry {
  const condition = said.confirmed === true ? 'DECEASED' : 'DEATH_REPORTED';
  return { ...entry(said), kind: 'DEATH_REPORT', condition };
}

function entry(said: Said): Omit<Entry, 'kind' | 'condition'> {
  const observedAt = instant(new Date(clock(said.at)).toISOString());
  const receivedAt = instant(new Date(clock(said.received ?? said.at)).toISOString());
  const uncertainty = said.uncertainty as Duration | undefined;
  const span = observe({ observedAt, receivedAt, uncertainty });
  const recorded = nextPosition();
  return {
    id: `entry ${recorded}` as EntryId,
    mode: said.mode ?? 'ACTUAL',
    grade: said.grade ?? 2,
    recorded,
    lo: span.lo,
    hi: span.hi,
    observedAt: span.observedAt,
    received: span.received,
    flagged: span.flagged,
    ...(said.vouchedBy === undefined ? {} : { vouchedBy: id(said.vouchedBy) }),
    ...(said.disposition === undefined ? {} : { disposition: said.disposition }),
  };
}

export interface Known {
  readonly officer?: string;
  readonly entries?: readonly Entry[];
  readonly declarations?: readonly Declaration[];
  readonly signals?: readonly DuressSignal[];
  readonly tour?: Partial<Tour>;
  readonly assignments?: readonly AssignmentSpan[];
}

/** Someone who has been at the mission since long before. */
export function dossier(name: string, known: Known = {}): Dossier {
  const began = clock('00:00');
  return {
    deployment: id(name),
    officer: id(known.officer ?? `officer ${name}`),
    tour: { beganAt: began, recorded: nextPosition(), ...known.tour },
    assignments: known.assignments ?? [{ mission: MISSION, from: began, recorded: nextPosition() }],
    entries: known.entries ?? [],
    declarations: known.declarations ?? [],
    signals: known.signals ?? [],
  };
}

export const MISSION: Id = id('mission');
const SCOPE: Scope = { missions: [MISSION] };
const POLICY: Policy = { freshness: 'PT6H' as Duration, leastGrade: 3 };

export interface Asked {
  readonly policy?: Policy;
  readonly mode?: Mode;
  readonly scope?: Scope;
  readonly referenceInstant?: string;
  readonly listed?: readonly string[];
  readonly memberships?: readonly MembershipChange[];
  readonly policies?: readonly { readonly policy: Policy; readonly at: string }[];
  readonly closings?: RollCall['closings'];
}

/** A roll call of these people, all of them in its denominator unless `listed` says whom. */
export function evidence(people: readonly Dossier[], asked: Asked = {}): Evidence {
  const { policy = POLICY, mode = 'ACTUAL', scope = SCOPE, memberships = [], closings = [], referenceInstant } = asked;
  const openedAt = clock('23:00');
  const adopted = (asked.policies ?? []).map((later) => ({ policy: later.policy, effectiveAt: clock(later.at) }));
  const rollCall: RollCall = {
    rollCall: id('roll call'),
    incident: id('incident'),
    ...{ mode, scope, memberships, closings, openedAt },
    hazard: { earliest: clock('22:30'), latest: clock('22:50') },
    denominator: asked.listed?.map(id) ?? people.map(({ deployment }) => deployment),
    policies: [{ policy, effectiveAt: openedAt }, ...adopted],
    ...(referenceInstant === undefined ? {} : { referenceInstant: clock(referenceInstant) }),
  };
  return { rollCall, dossiers: new Map(people.map((person) => [person.deployment, person])) };
}

/** A decision about someone's membership. */
export function decided(change: MembershipChange['change'], name: string, at: string): MembershipChange {
  return { change, deployment: id(name), effectiveAt: clock(at), recorded: nextPosition() };
}
