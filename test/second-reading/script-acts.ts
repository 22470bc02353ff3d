import { instantOf, msOf, type Instant } from '../../src/kernel/instant.js';
import { givenMode, REASON, tour, type Act, type ActKind } from './script-act.js';
import { correct, death, recordCheckIn, recordMany, resolve, retract, standing, sweep } from './script-entries.js';
import { pick, type PlannedTour, type ScriptWriter } from './script-writer.js';

export function perform(script: ScriptWriter, act: Act): void {
  script.wait(act.wait);
  ACTS[act.kind](script, act);
}

const ACTS: { readonly [kind in ActKind]: (script: ScriptWriter, act: Act) => void } = {
  checkIn: (script, act) => {
    recordCheckIn(script, act, (fields) => script.labelled('RecordCheckIn', fields));
  },
  checkIns: (script, act) => {
    recordMany(script, [act, { ...act, who: act.other, grade: 2, flip: !act.flip }]);
  },
  sweep: (script, act) => {
    sweep(script, { ...act, received: undefined, back: Math.min(1, act.back) });
  },
  correct,
  retract,
  resolve,
  death,
  confirm: (script, act) => {
    onDeath(script, act, 'ConfirmDeath');
  },
  refute: (script, act) => {
    onDeath(script, act, 'RefuteDeathReport');
  },
  missing: (script, act) => {
    const fields = { deployment: tour(script, act).deployment, reason: REASON, mode: givenMode(script, act) };
    script.declarations.push(script.labelled('DeclareMissing', fields, 'chief'));
  },
  withdraw: (script, act) => {
    decide(script, 'WithdrawMissing', script.declarations, act);
  },
  duress: (script, act) => {
    const signalledAt = script.ago(act.back);
    const fields = {
      deployment: tour(script, act).deployment,
      signalledAt,
      channel: 'PHONE',
      mode: givenMode(script, act),
    };
    script.signals.push(script.labelled('SignalDuress', fields));
  },
  clear: (script, act) => {
    decide(script, 'ClearDuress', script.signals, act);
  },
  exclude: (script, act) => {
    member(script, act, 'ExcludeFromRollCall', 'chief');
  },
  reverse: (script, act) => {
    member(script, act, 'ReverseExclusion', 'watch');
  },
  add: (script, act) => {
    member(script, act, 'AddToRollCall', 'watch');
  },
  policy: (script, act) => {
    if (script.rollCalls.length === 0) return;
    const rollCall = pick(script.rollCalls, act.other);
    script.tried(
      'AdoptPolicy',
      { rollCall, policy: act.policy, reason: REASON, effectiveAt: effect(script, act) },
      'chief',
    );
  },
  refine: (script, act) => {
    if (script.incidents.length === 0) return;
    const incident = pick(script.incidents, act.other);
    const hazard = { earliest: script.past(act.back + act.who), latest: script.past(act.back) };
    script.accepted('RefineHazard', { incident, hazard, reason: REASON });
  },
  close: (script, act) => {
    if (script.rollCalls.length === 0) return;
    const outcome = act.flip ? 'COMPLETE' : 'INCOMPLETE';
    script.tried('CloseRollCall', { rollCall: pick(script.rollCalls, act.other), outcome, reason: REASON }, 'chief');
  },
  reopen: (script, act) => {
    if (script.rollCalls.length === 0) return;
    script.tried('ReopenRollCall', { rollCall: pick(script.rollCalls, act.other), reason: REASON });
  },
  end: endTour,
  reinstate: (script, act) => {
    const ended = tour(script, act);
    if (ended.endedAt === undefined || hasLaterTour(script, ended)) return;
    script.accepted('ReinstateDeployment', { deployment: ended.deployment, reason: REASON });
    ended.endedAt = undefined;
  },
  secondTour: (script, act) => {
    const first = tour(script, act);
    if (hasLaterTour(script, first)) return;
    if (first.endedAt === undefined) endTour(script, act);
    const beganAt = act.flip ? (first.endedAt ?? script.now) : script.now;
    begin(script, act, first.officer, first.agency, instantOf(beganAt));
  },
  newcomer: (script, act) => {
    register(script, act);
  },
  assign,
  unassign: (script, act) => {
    const { deployment, assignments } = tour(script, act);
    const assignment = pick([deployment, ...assignments], act.other);
    script.tried('EndAssignment', { deployment, assignment, at: script.past(act.back) });
    touch(tour(script, act), script.now);
  },
  stale: (script, act) => {
    const corrected = script.entries.find((entry) => entry.versions.length > 1);
    if (corrected === undefined) return;
    script.tried('RetractEntry', { entry: pick(corrected.versions, act.who), reason: REASON });
    const [newest] = corrected.versions.slice(-1);
    if (newest === pick(corrected.versions, act.who)) corrected.versions.pop();
  },
};

function effect(script: ScriptWriter, act: Act): string | undefined {
  return act.effect === undefined ? undefined : script.past(act.effect);
}

function touch(planned: PlannedTour, at: number): void {
  planned.last = Math.max(planned.last, at);
}

function onDeath(script: ScriptWriter, act: Act, command: 'ConfirmDeath' | 'RefuteDeathReport'): void {
  const reports = standing(script, true).flatMap((entry) => entry.versions);
  decide(script, command, reports, act);
}

function decide(script: ScriptWriter, command: string, labels: readonly string[], act: Act): void {
  if (labels.length > 0) script.tried(command, { entry: pick(labels, act.who), reason: REASON }, 'chief');
}

function member(script: ScriptWriter, act: Act, command: string, as: 'chief' | 'watch'): void {
  if (script.rollCalls.length === 0) return;
  const { deployment } = tour(script, act);
  const rollCall = pick(script.rollCalls, act.other);
  script.tried(command, { rollCall, deployment, reason: REASON, effectiveAt: effect(script, act) }, as);
}

function hasLaterTour(script: ScriptWriter, planned: PlannedTour): boolean {
  const own = script.tours.filter((one) => one.officer === planned.officer);
  return own.at(-1) !== planned;
}

function endTour(script: ScriptWriter, act: Act): void {
  const planned = tour(script, act);
  if (planned.endedAt !== undefined) return;
  const endedAt = Math.max(planned.last, msOf(script.past(act.back)));
  script.accepted('EndDeployment', {
    deployment: planned.deployment,
    endedAt: instantOf(endedAt),
    reason: REASON,
  });
  planned.endedAt = endedAt;
  touch(planned, endedAt);
}

/** A new officer and his first tour. */
export function register(script: ScriptWriter, act: Pick<Act, 'who' | 'other' | 'back' | 'flip'>): void {
  const officer = script.fresh('o');
  const agency = `Agency ${String(act.who % 2)}`;
  script.accepted('RegisterOfficer', { officer, name: `Officer ${officer}`, rank: 'Constable', homeAgency: agency });
  begin(script, act, officer, agency, script.past(act.back));
}

function begin(
  script: ScriptWriter,
  act: Pick<Act, 'other' | 'flip'>,
  officer: string,
  agency: string,
  beganAt: Instant,
): void {
  const deployment = script.fresh('d');
  const mission = pick(script.missions, act.other);
  const post = act.flip ? `p-${mission}` : undefined;
  script.accepted('BeginDeployment', {
    deployment,
    officer,
    mission,
    post,
    beganAt,
    plannedEndAt: '2020-10-01T00:00:00.000Z',
  });
  script.tours.push({ deployment, officer, agency, last: msOf(beganAt), endedAt: undefined, assignments: [] });
}

function assign(script: ScriptWriter, act: Act): void {
  const planned = tour(script, act);
  const assignment = script.fresh('a');
  const mission = pick(script.missions, act.other);
  const from = script.past(act.back);
  const post = act.flip ? `p-${mission}` : undefined;
  script.tried('StartAssignment', { deployment: planned.deployment, assignment, mission, post, from });
  planned.assignments.push(assignment);
  touch(planned, msOf(from));
}
