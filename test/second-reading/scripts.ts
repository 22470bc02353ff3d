import fc from 'fast-check';
import { instantOf, type Instant } from '../../src/kernel/instant.js';
import type { Id } from '../../src/kernel/ids.js';
import type { Json, JsonObject } from '../../src/kernel/json.js';
import { MODES, type Mode } from '../../src/kernel/mode.js';
import type { Position } from '../../src/kernel/position.js';
import { CHECK_IN_CONDITIONS, DISPOSITIONS } from '../../src/features/deployments/deployment.events.js';
import { KINDS, type Act, type ActKind } from './script-act.js';
import { perform, register } from './script-acts.js';
import { GRID_MS, pick, ScriptWriter, type CheckStep, type Script } from './script-writer.js';
import type { Question } from './verdict.js';

export type { CheckStep, DoStep, Script } from './script-writer.js';

/** A script, and what a test must know of it beside what a player plays. */
export interface GeneratedScript {
  readonly script: Script;
  /** The places in `steps` of those that may be accepted or refused; all others are accepted. */
  readonly mayBeRefused: readonly number[];
  /** The tours (handles) of each agency's people: all that a liaison of it reads. */
  readonly ofAgency: Readonly<Record<string, readonly string[]>>;
}

interface Asking {
  readonly axis: 'live' | 'asOf' | 'knownAt' | 'step' | 'both';
  readonly t: number;
  readonly k: number;
  readonly rollCall: number;
  readonly as: 'review' | 'agency0' | 'agency1';
}

interface Plan {
  readonly missions: number;
  readonly officers: readonly Pick<Act, 'who' | 'other' | 'back' | 'flip'>[];
  readonly before: number;
  readonly mode: Mode;
  readonly otherMode: Mode | undefined;
  readonly hazard: { readonly ago: number; readonly length: number };
  readonly scopes: readonly ('missions' | 'posts' | 'both' | 'deployments')[];
  readonly reference: number | undefined;
  readonly policy: JsonObject;
  /** Whether everybody is heard once the roll call is open, and after how many of the acts. */
  readonly heardAfter: number | undefined;
  readonly acts: readonly Act[];
  readonly questions: readonly Asking[];
}

const small = fc.nat({ max: 11 });

/** Mostly a little ago, now and then long ago; sometimes ahead by 30, 60, 61 or 300 seconds. */
const back = fc.oneof(
  { weight: 8, arbitrary: fc.nat({ max: 4 }) },
  { weight: 2, arbitrary: fc.nat({ max: 24 }) },
  { weight: 1, arbitrary: fc.constantFrom(-0.1, -0.2, -61 / 300, -1) },
);

const freshness: fc.Arbitrary<Json> = fc.constantFrom<Json[]>(
  'PT20M',
  'PT1H',
  'PT2H',
  { '1': 'PT1H', '2': 'PT30M', '3': 'PT20M' },
  { '1': 'PT1H', '2': 'PT45M' },
  { '2': 'PT30M', '3': 'PT1H' },
);

const policy: fc.Arbitrary<JsonObject> = fc.record({
  freshness,
  leastGrade: fc.constantFrom(3, 3, 3, 2, 1),
});

const mode: fc.Arbitrary<Mode> = fc.oneof(
  { weight: 4, arbitrary: fc.constant<Mode>('ACTUAL') },
  { weight: 1, arbitrary: fc.constantFrom<Mode[]>(...MODES) },
);

const modeOfFact: fc.Arbitrary<Mode | 'OWN'> = fc.oneof(
  { weight: 5, arbitrary: fc.constant<Mode | 'OWN'>('OWN') },
  { weight: 1, arbitrary: mode },
);

/** Check-ins more often than all the rest, for everything else is about them. */
const kind: fc.Arbitrary<ActKind> = fc.oneof(
  { weight: Math.ceil(KINDS.length / 2), arbitrary: fc.constant<ActKind>('checkIn') },
  { weight: Math.ceil(KINDS.length / 6), arbitrary: fc.constant<ActKind>('sweep') },
  { weight: KINDS.length, arbitrary: fc.constantFrom<ActKind[]>(...KINDS) },
);

const act: fc.Arbitrary<Act> = fc.record({
  kind,
  wait: fc.constantFrom(0, 0, 0, 1, 1, 2, 4),
  who: small,
  other: small,
  back,
  received: fc.option(fc.nat({ max: 3 }), { freq: 4, nil: undefined }),
  effect: fc.option(fc.nat({ max: 3 }), { freq: 2, nil: undefined }),
  uncertainty: fc.constantFrom(undefined, undefined, undefined, 'PT0S', 'PT30S', 'PT5M', 'PT10M'),
  condition: fc.constantFrom('SAFE' as const, 'SAFE' as const, 'SAFE' as const, ...CHECK_IN_CONDITIONS),
  disposition: fc.constantFrom(undefined, undefined, ...DISPOSITIONS),
  grade: fc.constantFrom(1, 1, 2, 2, 2, 3, 3, 3, 4, 5),
  mode: modeOfFact,
  policy,
  flip: fc.boolean(),
});

const asking: fc.Arbitrary<Asking> = fc.record({
  axis: fc.constantFrom('live', 'asOf', 'asOf', 'knownAt', 'step', 'both'),
  t: fc.integer({ min: -1, max: 30 }),
  k: small,
  rollCall: fc.nat({ max: 1 }),
  as: fc.constantFrom('review', 'review', 'review', 'review', 'agency0', 'agency1'),
});

const plan: fc.Arbitrary<Plan> = fc.record({
  missions: fc.constantFrom(1, 2),
  officers: fc.array(fc.record({ who: small, other: small, back, flip: fc.boolean() }), { minLength: 2, maxLength: 6 }),
  before: fc.nat({ max: 4 }),
  mode,
  otherMode: fc.option(mode, { freq: 2, nil: undefined }),
  hazard: fc.record({ ago: fc.nat({ max: 4 }), length: fc.nat({ max: 4 }) }),
  scopes: fc.array(fc.constantFrom('missions', 'missions', 'both', 'both', 'posts', 'deployments'), {
    minLength: 1,
    maxLength: 2,
  }),
  reference: fc.option(fc.nat({ max: 4 }), { freq: 2, nil: undefined }),
  policy,
  heardAfter: fc.option(fc.nat({ max: 8 }), { freq: 3, nil: undefined }),
  acts: fc.array(act, { minLength: 3, maxLength: 24 }),
  questions: fc.array(asking, { minLength: 3, maxLength: 7 }),
});

/** Small scripts that look like a night's log; each ends with questions whose `expect` is still empty. */
export const anyScript: fc.Arbitrary<GeneratedScript> = plan.map(written);

/** The same scripts for the same seed. */
export function sampleScripts(seed: number, count: number): GeneratedScript[] {
  return fc.sample(anyScript, { seed, numRuns: count });
}

function written(drawn: Plan): GeneratedScript {
  const script = new ScriptWriter();
  script.ownMode = drawn.mode;
  settleIn(script, drawn);
  drawn.acts.slice(0, drawn.before).forEach((one) => {
    perform(script, one);
  });
  const opened = openAll(script, drawn);
  drawn.acts.slice(drawn.before).forEach((one, place) => {
    if (place === drawn.heardAfter) perform(script, { ...one, kind: 'sweep', wait: 1, back: 0 });
    perform(script, one);
  });
  const checks = drawn.questions.map((one) => checkOf(script, one, opened));
  const people = {
    watch: 'dutyOfficer',
    chief: 'commander',
    review: 'auditor',
    agency0: { role: 'liaison', agency: 'Agency 0' },
    agency1: { role: 'liaison', agency: 'Agency 1' },
  };
  const steps = [...script.steps, ...checks];
  return {
    script: { scenario: 'A generated night', zone: 'Asia/Baghdad', people, steps },
    mayBeRefused: script.mayBeRefused,
    ofAgency: { agency0: toursOf(script, 'Agency 0'), agency1: toursOf(script, 'Agency 1') },
  };
}

function toursOf(script: ScriptWriter, agency: string): string[] {
  return script.tours.filter((tour) => tour.agency === agency).map((tour) => tour.deployment);
}

function settleIn(script: ScriptWriter, drawn: Plan): void {
  for (let number = 0; number < drawn.missions; number += 1) {
    const mission = script.fresh('m');
    script.missions.push(mission);
    script.accepted('EstablishMission', { mission, name: `Mission ${mission}` });
    script.accepted('OpenDutyPost', { mission, post: `p-${mission}`, name: `Post of ${mission}` });
  }
  script.wait(6);
  for (const officer of drawn.officers) register(script, officer);
}

/** The incident, and perhaps one of another mode; a roll call of the first, and perhaps another of the last. */
function openAll(script: ScriptWriter, drawn: Plan): number {
  const latest = drawn.hazard.ago;
  const hazard = { earliest: script.past(latest + drawn.hazard.length), latest: script.past(latest) };
  for (const ofIncident of [drawn.mode, ...(drawn.otherMode === undefined ? [] : [drawn.otherMode])]) {
    const incident = script.fresh('i');
    script.incidents.push(incident);
    script.accepted('OpenIncident', { incident, name: `Incident ${incident}`, mode: ofIncident, hazard });
  }
  drawn.scopes.forEach((kindOfScope, number) => {
    const rollCall = script.fresh('rc');
    script.accepted('OpenRollCall', {
      rollCall,
      incident: pick(number === 0 ? script.incidents.slice(0, 1) : script.incidents.slice(-1), 0),
      scope: scopeOf(script, kindOfScope),
      referenceInstant: drawn.reference === undefined ? undefined : script.past(drawn.reference),
      policy: drawn.policy,
    });
    script.rollCalls.push(rollCall);
  });
  return script.now;
}

function scopeOf(script: ScriptWriter, kindOfScope: Plan['scopes'][number]): JsonObject {
  const missions = script.missions.slice(0, 1);
  const posts = script.missions.slice(-1).map((mission) => `p-${mission}`);
  switch (kindOfScope) {
    case 'missions':
      return { missions };
    case 'posts':
      return { posts };
    case 'both':
      return { missions, posts };
    case 'deployments':
      return { deployments: script.tours.slice(0, 3).map((tour) => tour.deployment) };
  }
}

function checkOf(script: ScriptWriter, one: Asking, opened: number): CheckStep {
  const asOf = instantOf(opened + one.t * GRID_MS);
  const knownAt = instantOf(Math.min(script.now, opened + (one.k - 1) * GRID_MS));
  const label = script.labels.length === 0 ? knownAt : pick(script.labels, one.k);
  const axes = {
    live: {},
    asOf: { asOf },
    knownAt: { knownAt },
    step: { knownAt: label },
    both: { asOf, knownAt: one.k % 2 === 0 ? knownAt : label },
  }[one.axis];
  const as = one.as === 'review' ? {} : { as: one.as };
  return { check: 'verdict', rollCall: pick(script.rollCalls, one.rollCall), ...axes, ...as, expect: {} };
}

/** What the player knows once it has played a script. */
export interface Played {
  readonly now: Instant;
  idOf(handle: string): Id;
  /** The position of the last event of the step with this label. */
  positionOf(label: string): Position;
}

/** The question of the second reading that a check of the script asks. */
export function questionOf(generated: GeneratedScript, check: CheckStep, played: Played): Question {
  const { rollCall, asOf, knownAt, as } = check;
  const isLabel = knownAt !== undefined && !knownAt.includes(':');
  const own = as === undefined ? undefined : generated.ofAgency[as];
  return {
    rollCall: played.idOf(rollCall),
    now: played.now,
    ...(asOf === undefined ? {} : { asOf }),
    ...(knownAt === undefined ? {} : { knownAt: isLabel ? played.positionOf(knownAt) : (knownAt as Instant) }),
    audience: own === undefined ? 'full' : { only: own.map((handle) => played.idOf(handle)) },
  };
}
