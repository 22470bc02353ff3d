import type { Json } from '../../src/kernel/json.js';
import type { Grade } from '../../src/features/deployments/deployment.events.js';
import { givenMode, modeOf, REASON, tour, type Act } from './script-act.js';
import { given, pick, type PlannedEntry, type ScriptWriter } from './script-writer.js';

/** Another than the person's own, if there is one; without, a grade 3 becomes a 2. */
function voucherOf(script: ScriptWriter, act: Act): string | undefined {
  const others = script.tours.filter((one) => one.deployment !== tour(script, act).deployment);
  return others.length === 0 ? undefined : pick(others, act.other).deployment;
}

function gradeAndVoucher(script: ScriptWriter, act: Act): { grade: Grade; vouchedBy: string | undefined } {
  if (act.grade !== 3) return { grade: act.grade, vouchedBy: undefined };
  const vouchedBy = voucherOf(script, act);
  return vouchedBy === undefined ? { grade: 2, vouchedBy } : { grade: 3, vouchedBy };
}

type Fields = Readonly<Record<string, Json | undefined>>;

export function recordCheckIn(script: ScriptWriter, act: Act, record: (fields: Fields) => string): void {
  const { deployment } = tour(script, act);
  const basis = gradeAndVoucher(script, act);
  const label = record({
    deployment,
    condition: act.condition,
    disposition: act.disposition,
    observedAt: script.ago(act.back),
    uncertainty: act.uncertainty,
    receivedAt: act.received === undefined ? undefined : script.past(act.received),
    channel: 'PHONE',
    ...basis,
    mode: givenMode(script, act),
  });
  const { condition } = act;
  const mode = modeOf(script, act);
  script.entries.push({ deployment, isDeathReport: false, condition, mode, versions: [label] });
}

/** Of a list of good lines each is stored, under the label `id.0`, `id.1`, and so on. */
export function recordMany(script: ScriptWriter, acts: readonly Act[]): void {
  const lines: Fields[] = [];
  const waiting: PlannedEntry[] = [];
  for (const act of acts) {
    recordCheckIn(script, act, (fields) => {
      lines.push(fields);
      return '';
    });
    waiting.push(...script.entries.splice(-1));
  }
  const label = script.labelled('RecordCheckIns', { checkIns: lines.map(given) });
  waiting.forEach((entry, place) => {
    script.entries.push({ ...entry, versions: [`${label}.${String(place)}`] });
  });
}

/** Everybody is safe: one was heard himself, and the others as well, or each is vouched for by the one before him. */
export function sweep(script: ScriptWriter, act: Act): void {
  const first = act.who % script.tours.length;
  const lines = script.tours.map((_, place): Act => {
    const who = (first + place) % script.tours.length;
    const grade = place === 0 ? 1 : act.flip ? 3 : 2;
    const other = place === 0 ? 0 : indexAmongOthers(who, (first + place - 1) % script.tours.length);
    return { ...act, who, other, grade, condition: 'SAFE', mode: 'OWN', uncertainty: undefined };
  });
  recordMany(script, lines);
}

/** Where someone stands in a list from which one other person is left out. */
function indexAmongOthers(leftOut: number, wanted: number): number {
  return wanted < leftOut ? wanted : wanted - 1;
}

/** The entries of which a version is left that is not retracted. */
export function standing(script: ScriptWriter, isDeathReport: boolean): PlannedEntry[] {
  return script.entries.filter((entry) => entry.isDeathReport === isDeathReport && entry.versions.length > 0);
}

export function correct(script: ScriptWriter, act: Act): void {
  const checkIns = standing(script, false);
  if (checkIns.length === 0) return;
  const entry = pick(checkIns, act.who);
  const own = script.tours.findIndex((one) => one.deployment === entry.deployment);
  const changes = pick<() => Fields>(
    [
      () => ({ condition: act.condition }),
      () => ({ observedAt: script.ago(act.back) }),
      () => ({ uncertainty: act.uncertainty ?? 'PT0S', disposition: act.disposition }),
      () => ({ ...gradeAndVoucher(script, { ...act, who: own }), observedAt: script.ago(act.back) }),
      () => gradeAndVoucher(script, { ...act, who: own }),
    ],
    act.other,
  )();
  const newest = entry.versions.at(-1);
  if (newest === undefined) return;
  entry.versions.push(script.labelled('CorrectEntry', { entry: newest, changes: given(changes), reason: REASON }));
}

export function retract(script: ScriptWriter, act: Act): void {
  const checkIns = standing(script, false);
  if (checkIns.length === 0) return;
  const entry = pick(checkIns, act.who).versions.pop();
  if (entry !== undefined) script.accepted('RetractEntry', { entry, reason: REASON });
}

/** Prefers one and sets aside every check-in of the same tour and mode that may contradict it. */
export function resolve(script: ScriptWriter, act: Act): void {
  const all = script.entries.filter((entry) => entry.versions.length > 0);
  if (all.length === 0) return;
  const preferred = pick(all, act.who);
  const others = all.filter(
    (other) =>
      other !== preferred &&
      other.deployment === preferred.deployment &&
      other.mode === preferred.mode &&
      !other.isDeathReport &&
      (preferred.isDeathReport || (other.condition === 'SAFE') !== (preferred.condition === 'SAFE')),
  );
  const setAside = (act.flip ? others.slice(0, 1) : others).flatMap((entry) => entry.versions.slice(-1));
  const [prefer] = preferred.versions.slice(-1);
  if (prefer === undefined || setAside.length === 0) return;
  script.tried('ResolveConflict', { deployment: preferred.deployment, prefer, setAside, reason: REASON });
}

export function death(script: ScriptWriter, act: Act): void {
  const { deployment } = tour(script, act);
  const basis = gradeAndVoucher(script, act);
  const observed = { observedAt: script.ago(act.back), uncertainty: act.uncertainty };
  const label = script.labelled('ReportDeath', {
    deployment,
    ...observed,
    channel: 'PHONE',
    ...basis,
    mode: givenMode(script, act),
  });
  const mode = modeOf(script, act);
  const condition = 'DEATH_REPORTED';
  script.entries.push({ deployment, isDeathReport: true, condition, mode, versions: [label] });
}
