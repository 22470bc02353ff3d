import type { Fact, Recorded, RecordedEvent } from '../../src/kernel/event.js';
import type { Id } from '../../src/kernel/ids.js';
import { instantOf, msOf, parseInstant, type EpochMs, type Instant } from '../../src/kernel/instant.js';
import type { Mode } from '../../src/kernel/mode.js';
import type { Position } from '../../src/kernel/position.js';
import type { AccessEvent } from '../../src/features/access/access.events.js';
import type { IncidentEvent, RegisterEvent } from '../../src/features/accountability/incident.events.js';
import type { Policy, RollCallEvent, RollCallOpening } from '../../src/features/accountability/roll-call.events.js';
import type { DeploymentEvent } from '../../src/features/deployments/deployment.events.js';
import type { MissionEvent } from '../../src/features/missions/mission.events.js';
import type { OfficerEvent } from '../../src/features/officers/officer.events.js';

type AnyFact =
  AccessEvent | IncidentEvent | RegisterEvent | RollCallEvent | DeploymentEvent | MissionEvent | OfficerEvent;

/** An event of any stream, with its place in the log; `recordedAt` is the running maximum of the stored stamps. */
export type Known<F extends Fact = AnyFact> = Recorded<F> & { readonly place: number };

/** A log as any engine gives it back, in log order. */
export type Log = readonly RecordedEvent<string, object>[];

/** The two axes of a question: neither is a live one, at `now`. */
export interface Point {
  readonly asOf?: Instant;
  readonly knownAt?: Position | Instant;
  readonly now: Instant;
}

type Opening = Known<Extract<RollCallEvent, { type: 'RollCallOpened' }>>;

/** What one assessment rests on: what is known at k, and what follows of the roll call from it at t. */
export interface Case {
  readonly known: readonly Known[];
  readonly t: EpochMs;
  readonly opening: Opening;
  readonly rollCall: RollCallOpening;
  readonly mode: Mode;
  readonly ref: EpochMs;
  readonly since: EpochMs;
  readonly policy: Policy;
  /** Whether the reader may see duress (section 2.4: anyone else gets the assessment as if there were none). */
  readonly duressIsSeen: boolean;
}

/** DESIGN.md section 2, Time: readers take the running maximum of the stored stamps in log order. */
function inLogOrder(log: Log): Known[] {
  let highest = '';
  return log.map((event, place) => {
    if (event.recordedAt > highest) highest = event.recordedAt;
    return { ...event, recordedAt: highest as Instant, place } as Known;
  });
}

/** Section 2: k is the last event recorded at or before an instant, or the position itself; else the newest. */
function knownUpTo(log: Log, knownAt: Position | Instant | undefined): Known[] {
  const events = inLogOrder(log);
  if (knownAt === undefined) return events;
  const at = parseInstant(knownAt);
  if (at === undefined) return events.filter((event) => event.position <= knownAt);
  return events.filter((event) => event.recordedAt <= at);
}

/** Section 2: `asOf` sets t; `knownAt` alone sets it to that instant, or to the instant of the position's recording. */
function instantOfQuestion(known: readonly Known[], point: Point): Instant {
  if (point.asOf !== undefined) return point.asOf;
  if (point.knownAt === undefined) return point.now;
  return parseInstant(point.knownAt) ?? known.at(-1)?.recordedAt ?? point.now;
}

/** Section 2.4, NOT_OPEN: undefined when t or k is before the opening. */
export function caseOf(log: Log, rollCall: Id, point: Point, duressIsSeen: boolean): Case | undefined {
  const known = knownUpTo(log, point.knownAt);
  const t = msOf(instantOfQuestion(known, point));
  for (const opening of known) {
    if (opening.type !== 'RollCallOpened' || opening.data.rollCall !== rollCall) continue;
    if (t < msOf(opening.recordedAt)) return undefined;
    const policy = policyAt(known, opening, t);
    const { mode } = opening.data;
    return { known, t, opening, rollCall: opening.data, mode, ...hazardOf(known, opening.data), policy, duressIsSeen };
  }
  return undefined;
}

/** Sections 2.2 (`ref`) and 2.4 (`since`), both of the newest hazard known at k, whatever t. */
function hazardOf(known: readonly Known[], rollCall: RollCallOpening): { ref: EpochMs; since: EpochMs } {
  let earliest = NaN;
  let latest = NaN;
  for (const event of known) {
    if (event.type !== 'IncidentOpened' && event.type !== 'HazardRefined') continue;
    if (event.stream !== `incident-${rollCall.incident}`) continue;
    earliest = msOf(event.data.hazard.earliest);
    latest = msOf(event.data.hazard.latest);
  }
  const asked = rollCall.referenceInstant === undefined ? -Infinity : msOf(rollCall.referenceInstant);
  return asked > latest ? { ref: asked, since: asked } : { ref: latest, since: earliest };
}

/** Section 2.3: the latest effectiveAt not after t, then the later recorded; the opening's comes before all others. */
function policyAt(known: readonly Known[], opening: Opening, t: EpochMs): Policy {
  let inForce: { readonly policy: Policy; readonly from: EpochMs } | undefined;
  for (const event of known) {
    if (event.type !== 'FreshnessPolicyAdopted' || event.stream !== opening.stream) continue;
    const from = effectOf(event);
    if (from <= t && (inForce === undefined || from >= inForce.from)) inForce = { policy: event.data.policy, from };
  }
  return inForce?.policy ?? opening.data.policy;
}

/** Section 2.4: from its effectiveAt on, by default its recording. */
export function effectOf(event: {
  readonly recordedAt: Instant;
  readonly data: { readonly effectiveAt?: Instant };
}): EpochMs {
  return msOf(event.data.effectiveAt ?? event.recordedAt);
}

/** What is known of one tour, in log order. */
export function eventsOfDeployment(known: readonly Known[], deployment: Id): Known<DeploymentEvent>[] {
  return known.filter((event): event is Known<DeploymentEvent> => event.stream === `deployment-${deployment}`);
}

/** Every tour that has been recorded, in log order. */
export function deploymentsOf(known: readonly Known[]): Id[] {
  return known.flatMap((event) => (event.type === 'DeploymentBegan' ? [event.data.deployment] : []));
}

export function instantOrNothing(ms: EpochMs | undefined): { readonly lapsesAt?: Instant } {
  return ms === undefined ? {} : { lapsesAt: instantOf(ms) };
}
