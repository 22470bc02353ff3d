import type { EpochMs } from '../../../kernel/instant.js';
import { assess, conclude, type Assessed, type Assessment, type AssessmentOptions } from '../rule.js';
import type { Dossier, Evidence } from '../rule/evidence.js';

/** A roll call at one moment, of which several readers can ask the rule. */
export interface Asked {
  assess(options: AssessmentOptions): Assessment;
  /** The same as if nobody had signalled duress. */
  withoutDuress(): Asked;
}

/** Assessed anew whenever it is asked. */
export function askedOf(evidence: Evidence, at: EpochMs): Asked {
  return {
    assess: (options) => assess(evidence, at, options),
    withoutDuress: () => askedOf(withoutDuress(evidence), at),
  };
}

/** Whose people have been assessed already, with duress and as if there were none. */
export function alreadyAsked(assessed: Assessed, calm: () => Assessed): Asked {
  const asked = (those: Assessed): Asked => ({
    assess: (options) => conclude(those, options),
    withoutDuress: () => asked(calm()),
  });
  return asked(assessed);
}

/** The same evidence as if nobody had signalled duress. */
export function withoutDuress(evidence: Evidence): Evidence {
  return {
    ...evidence,
    dossiers: new Map([...evidence.dossiers].map(([id, dossier]) => [id, withoutSignals(dossier)])),
  };
}

export function withoutSignals(dossier: Dossier): Dossier {
  return dossier.signals.length === 0 ? dossier : { ...dossier, signals: [] };
}
