import type { Dossier, Entry, Evidence, RollCall } from '../../src/features/accountability/rule/evidence.js';
import { msOfDuration } from '../../src/kernel/duration.js';
import type { Grade } from '../../src/features/deployments/deployment.events.js';
import type { Policy } from '../../src/features/accountability/roll-call.events.js';
import type { Id } from '../../src/kernel/ids.js';
import type { EpochMs } from '../../src/kernel/instant.js';
import type { Mode } from '../../src/kernel/mode.js';

/** "All are safe and accounted for", asked of this evidence at this instant: nothing but yes or no comes of it. */
export function mayBeSaid(evidence: Evidence, t: EpochMs): boolean {
  const { rollCall } = evidence;
  return rollCall !== undefined && t >= rollCall.openedAt && new Night(rollCall, evidence.dossiers, t).allSafe();
}

/** The six conditions of the design and the sentences of RULE.md 2 that they rest on, as plainly as they can be put. */
class Night {
  private readonly ref: EpochMs;
  private readonly since: EpochMs;
  private readonly policy: Policy;
  private readonly everyone: readonly Dossier[];

  constructor(
    private readonly rollCall: RollCall,
    private readonly dossiers: ReadonlyMap<Id, Dossier>,
    private readonly t: EpochMs,
  ) {
    const { hazard, referenceInstant = -Infinity, policies } = rollCall;
    this.ref = Math.max(hazard.latest, referenceInstant);
    this.since = referenceInstant > hazard.latest ? referenceInstant : hazard.earliest;
    const inForce = [...policies].filter((adopted, place) => place === 0 || adopted.effectiveAt <= t);
    const [opening, ...later] = inForce;
    const last = later.sort((a, b) => a.effectiveAt - b.effectiveAt).at(-1) ?? opening;
    if (last === undefined) throw new Error('a roll call opens with a policy');
    this.policy = last.policy;
    this.everyone = [...dossiers.values()];
  }

  allSafe(): boolean {
    const denominator = this.everyone.filter((person) => this.isIn(person));
    const counted = denominator.filter((person) => !denominator.some((other) => isLaterTour(other, person)));
    const reconciled = counted.length > 0 && !this.everyone.some((person) => this.isPending(person));
    const heardOf = counted.every((person) => this.lapse(person, []) > this.t);
    const nothingAgainst = denominator.every((person) => !this.hasSomethingAgainst(person));
    return reconciled && heardOf && nothingAgainst;
  }

  /** The opening's list, unless the last decision about him that is in effect says otherwise. */
  private isIn({ deployment }: Dossier): boolean {
    const decision = this.lastDecision(deployment);
    if (decision === undefined) return this.rollCall.denominator.includes(deployment);
    return decision.change !== 'EXCLUDED';
  }

  private lastDecision(deployment: Id) {
    return this.rollCall.memberships
      .filter((decision) => decision.deployment === deployment && decision.effectiveAt <= this.t)
      .sort((a, b) => a.effectiveAt - b.effectiveAt)
      .at(-1);
  }

  /** He was there since the hazard, minute by minute if need be, and is not in; the scope of a list of names is that list. */
  private isPending(person: Dossier): boolean {
    const { scope } = this.rollCall;
    if (this.isIn(person) || 'deployments' in scope) return false;
    const closing = this.rollCall.closings.filter(({ at }) => at <= this.t).at(-1);
    const end = closing?.closed === true ? closing.at : this.t;
    const since = Math.min(this.since, end);
    const excluded = this.lastDecision(person.deployment)?.recorded ?? '';
    return person.assignments.some(
      ({ mission, from, until, recorded }) =>
        scope.missions?.includes(mission) === true &&
        recorded > excluded &&
        Math.max(since, from, person.tour.beganAt) <= end &&
        Math.max(since, from, person.tour.beganAt) < Math.min(until ?? Infinity, person.tour.endedAt ?? Infinity),
    );
  }

  /** Who is safe has no bad news that counts, is not missing and is under no duress: it takes no more than that. */
  private hasSomethingAgainst(person: Dossier): boolean {
    return this.badNews(person).length > 0 || this.isMissing(person) || this.isUnderDuress(person);
  }

  private badNews({ entries }: Dossier): readonly Entry[] {
    return entries.filter(
      (bad) =>
        bad.condition !== 'SAFE' &&
        this.isHeard(bad.mode) &&
        bad.lo <= this.t &&
        !(bad.kind === 'CHECK_IN' && entries.some((answer) => this.answers(answer, bad))),
    );
  }

  private answers(answer: Entry, bad: Entry): boolean {
    const isGood = answer.condition === 'SAFE' && !answer.flagged && answer.mode === bad.mode;
    const isStrong = answer.grade <= Math.min(2, bad.grade, this.policy.leastGrade);
    return isGood && isStrong && answer.lo > bad.hi && answer.received >= bad.received && answer.hi <= this.t;
  }

  /** What is real is heard in every exercise. */
  private isHeard(mode: Mode): boolean {
    return mode === this.rollCall.mode || mode === 'ACTUAL';
  }

  private isMissing({ declarations, entries }: Dossier): boolean {
    return declarations.some(
      ({ mode, recordedAt }) =>
        this.isHeard(mode) &&
        recordedAt <= this.t &&
        !entries.some(
          (heard) =>
            heard.grade === 1 && !heard.flagged && heard.mode === mode && heard.lo > recordedAt && heard.hi <= this.t,
        ),
    );
  }

  private isUnderDuress({ signals }: Dossier): boolean {
    return signals.some(({ mode, from, until = Infinity }) => this.isHeard(mode) && from <= this.t && this.t < until);
  }

  /** The latest instant up to which he is accounted for, by chains of vouchers that pass nobody twice; -Infinity if none. */
  private lapse(person: Dossier, before: readonly Id[]): EpochMs {
    const chain = [...before, person.deployment];
    const lapses = this.evidenceOf(person).map((entry) => {
      const own = entry.lo + this.freshness(entry.grade);
      if (entry.grade !== 3) return own;
      const voucher = this.dossiers.get(entry.vouchedBy ?? '');
      if (voucher === undefined || chain.includes(voucher.deployment) || !this.mayVouch(voucher)) return -Infinity;
      return Math.min(own, this.lapse(voucher, chain));
    });
    return Math.max(-Infinity, ...lapses);
  }

  /** Check-ins strictly after the reference instant and at or before t, of the roll call's mode, by a sound clock. */
  private evidenceOf(person: Dossier): readonly Entry[] {
    const bad = this.badNews(person);
    return person.entries.filter(
      (entry) =>
        entry.kind === 'CHECK_IN' &&
        entry.mode === this.rollCall.mode &&
        entry.lo > this.ref &&
        entry.hi <= this.t &&
        !entry.flagged &&
        (entry.condition === 'SAFE' || bad.includes(entry)),
    );
  }

  /** -Infinity where the policy does not admit the grade. */
  private freshness(grade: Grade): number {
    if (grade > this.policy.leastGrade) return -Infinity;
    const { freshness } = this.policy;
    const duration = typeof freshness === 'string' ? freshness : freshness[grade];
    return duration === undefined ? -Infinity : msOfDuration(duration);
  }

  private mayVouch(voucher: Dossier): boolean {
    const bad = this.badNews(voucher);
    const isDead = bad.some(({ kind }) => kind === 'DEATH_REPORT');
    const isHeld = bad.some(({ condition }) => condition === 'DETAINED');
    const isImpaired = isDead || this.isMissing(voucher) || this.isUnderDuress(voucher);
    return !isImpaired && !isHeld && !this.isContradicted(voucher);
  }

  /** Good news that counts, of a grade that the policy admits, at or after bad news that counts. */
  private isContradicted(person: Dossier): boolean {
    const good = this.evidenceOf(person).filter(
      ({ condition, grade }) => condition === 'SAFE' && this.freshness(grade) >= 0,
    );
    return this.badNews(person).some((bad) =>
      good.some((safe) => safe.observedAt > bad.observedAt || (safe.lo <= bad.hi && safe.hi >= bad.lo)),
    );
  }
}

function isLaterTour(other: Dossier, person: Dossier): boolean {
  if (other === person || other.officer !== person.officer) return false;
  const [a, b] = [other.tour, person.tour];
  return a.beganAt > b.beganAt || (a.beganAt === b.beganAt && a.recorded > b.recorded);
}
