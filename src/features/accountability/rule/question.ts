import { parseDuration } from '../../../kernel/duration.js';
import { invariant } from '../../../kernel/failure.js';
import type { Id } from '../../../kernel/ids.js';
import { later, type EpochMs } from '../../../kernel/instant.js';
import type { Mode } from '../../../kernel/mode.js';
import type { Grade } from '../../deployments/deployment.events.js';
import type { Policy } from '../roll-call.events.js';
import type { Dossier, Evidence, RollCall } from './evidence.js';

/** A roll call asked at an instant t, with all that does not depend on the person. */
export interface Question {
  readonly rollCall: RollCall;
  readonly mode: Mode;
  /** t: everyone is assessed at the same one. */
  readonly at: EpochMs;
  /** What good news must have been observed strictly after. */
  readonly ref: EpochMs;
  /** The population at risk are all who were there since. */
  readonly since: EpochMs;
  readonly policy: Policy;
  readonly dossiers: ReadonlyMap<Id, Dossier>;
}

/** Undefined where the roll call was not open yet, at t or as known. */
export function questionOf(evidence: Evidence, at: EpochMs): Question | undefined {
  const { rollCall, dossiers } = evidence;
  if (rollCall === undefined || at < rollCall.openedAt) return undefined;
  const { hazard, referenceInstant, mode } = rollCall;
  return {
    rollCall,
    mode,
    at,
    ref: later(hazard.latest, referenceInstant ?? hazard.latest),
    since: sinceOf(rollCall),
    policy: policyInForce(rollCall, at),
    dossiers,
  };
}

/** The beginning of the hazard; a reference instant after its end begins a danger of its own. */
export function sinceOf({ hazard, referenceInstant }: Pick<RollCall, 'hazard' | 'referenceInstant'>): EpochMs {
  return referenceInstant !== undefined && referenceInstant > hazard.latest ? referenceInstant : hazard.earliest;
}

/** The latest effective one not after t, then the later recorded; the opening's comes before all others. */
function policyInForce({ policies }: RollCall, at: EpochMs): Policy {
  const [opening, ...adopted] = policies;
  invariant(opening !== undefined, 'a roll call opens with a policy');
  let inForce = opening;
  for (const candidate of adopted) {
    if (candidate.effectiveAt <= at && (inForce === opening || candidate.effectiveAt >= inForce.effectiveAt)) {
      inForce = candidate;
    }
  }
  return inForce.policy;
}

/** Milliseconds for which evidence of the grade lasts; undefined where the policy does not admit the grade. */
export function freshnessOf(policy: Policy, grade: Grade): number | undefined {
  if (grade > policy.leastGrade) return undefined;
  const duration = typeof policy.freshness === 'string' ? policy.freshness : policy.freshness[grade];
  if (duration === undefined) return undefined;
  const ms = parseDuration(duration);
  invariant(ms !== undefined, `a stored policy has durations: ${duration}`);
  return ms;
}
