import fc from 'fast-check';
import { BEFORE, COMMANDER, DUTY_OFFICER, NOW, recorded } from '../../../test/support/given.js';
import { began, entry, evening, TOUR } from '../../../test/support/tour.js';
import { fold, type DecisionContext } from '../../kernel/decider.js';
import { Refusal } from '../../kernel/failure.js';
import { stands } from '../../kernel/liveness.js';
import { decideRecordCheckIn } from './check-ins.js';
import { decideResolveConflict } from './conflict.js';
import { decideCorrectEntry, decideRetractEntry } from './corrections.js';
import { decideConfirmDeath, decideRefuteDeathReport, decideReportDeath } from './death.js';
import { deployment } from './deployment.js';
import type { CheckInVersion, DeploymentState } from './deployment-state.js';
import { CHECK_IN_CONDITIONS, type DeploymentEvent } from './deployment.events.js';
import { decideDeclareMissing, decideWithdrawMissing } from './missing.js';

type Decision = (state: DeploymentState, context: DecisionContext) => readonly DeploymentEvent[];

const named = fc.integer({ min: 0, max: 12 }).map(entry);
const condition = fc.constantFrom(...CHECK_IN_CONDITIONS);
const observedAt = fc.integer({ min: 10, max: 59 }).map((minute) => evening(`22:${minute}:00`));
const reason = 'as generated';
const voucher = undefined;

/** Each may well be refused; what is taken makes a history that the deciders themselves allow. */
const decision: fc.Arbitrary<Decision> = fc.oneof(
  fc.record({ condition, observedAt }).map(
    (said): Decision =>
      (state, context) =>
        decideRecordCheckIn(state, { deployment: TOUR, channel: 'APP', grade: 2, ...said }, { ...context, voucher }),
  ),
  fc.record({ entry: named, changes: fc.record({ condition, observedAt }) }).map(
    (correction): Decision =>
      (state, context) =>
        decideCorrectEntry(state, { ...correction, reason }, { ...context, voucher }),
  ),
  named.map(
    (entry): Decision =>
      (state, context) =>
        decideRetractEntry(state, { entry, reason }, context),
  ),
  fc.tuple(named, named).map(
    ([prefer, other]): Decision =>
      (state, context) =>
        decideResolveConflict(state, { deployment: TOUR, prefer, setAside: [other], reason }, context),
  ),
  observedAt.map(
    (observedAt): Decision =>
      (state, { now }) =>
        decideReportDeath(
          state,
          { deployment: TOUR, observedAt, channel: 'PHONE', grade: 5 },
          { now, actor: DUTY_OFFICER, voucher },
        ),
  ),
  named.map(
    (entry): Decision =>
      (state, context) =>
        decideConfirmDeath(state, { entry, reason }, context),
  ),
  named.map(
    (entry): Decision =>
      (state, context) =>
        decideRefuteDeathReport(state, { entry, reason }, context),
  ),
  fc.constant<Decision>((state, context) => decideDeclareMissing(state, { deployment: TOUR, reason }, context)),
  named.map(
    (entry): Decision =>
      (state, context) =>
        decideWithdrawMissing(state, { entry, reason }, context),
  ),
);

const decisions = fc.array(decision, { minLength: 1, maxLength: 14 });
const context: DecisionContext = { now: NOW, actor: COMMANDER };

function factsOf(decide: Decision, state: DeploymentState): readonly DeploymentEvent[] {
  try {
    return decide(state, context);
  } catch (error) {
    if (error instanceof Refusal) return [];
    throw error;
  }
}

function stateAfter(history: readonly DeploymentEvent[]): DeploymentState {
  return fold(deployment, recorded(history));
}

function historyOf(taken: readonly Decision[]): readonly DeploymentEvent[] {
  return taken.reduce<readonly DeploymentEvent[]>(
    (history, decide) => [...history, ...factsOf(decide, stateAfter(history))],
    [began({ beganAt: BEFORE })],
  );
}

function deepFrozen<T>(value: T): T {
  if (typeof value === 'object' && value !== null) Object.values(Object.freeze(value)).forEach(deepFrozen);
  return value;
}

describe('Whatever is decided about a tour', () => {
  it('is decided alike when decided twice in one state', () => {
    fc.assert(
      fc.property(decisions, decision, (before, next) => {
        const state = stateAfter(historyOf(before));
        expect(factsOf(next, state)).toEqual(factsOf(next, state));
      }),
    );
  });

  it('leaves the state that it was decided on as it was', () => {
    fc.assert(
      fc.property(decisions, decision, (before, next) => {
        const history = historyOf(before);
        const state = deepFrozen(stateAfter(history));
        const events = recorded([...history, ...factsOf(next, state)]).slice(history.length);
        expect(() => fold({ ...deployment, initial: state }, events)).not.toThrow();
      }),
    );
  });

  it('leaves at most one version of each check-in standing', () => {
    fc.assert(
      fc.property(decisions, (taken) => {
        const versions = stateAfter(historyOf(taken))?.checkIns ?? [];
        const standing = versions.filter((version) => stands({ ...version, refuted: false }));
        const originals = standing.map((version) => originalOf(version, versions));
        expect(new Set(originals).size).toBe(standing.length);
      }),
    );
  });
});

function originalOf(version: CheckInVersion, versions: readonly CheckInVersion[]): string {
  const corrected = versions.find(({ id }) => id === version.corrects);
  return corrected === undefined ? version.id : originalOf(corrected, versions);
}
