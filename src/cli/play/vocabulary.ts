import { COMMANDS, type CommandName } from '../../kernel/authority.js';
import { ASPECTS } from '../../features/accountability/asking/difference.js';
import { UNMET, type Claim } from '../../features/accountability/rule.js';
import type { Accountability, PersonAssessment } from '../../features/accountability/rule/person.js';
import { DISPOSITIONS } from '../../features/deployments/deployment.events.js';

/** The words of RULE.md that a script may use; the player knows them before anything is played. */
export { ASPECTS, COMMANDS, DISPOSITIONS, UNMET, type CommandName };

export const CLAIMS = wordsOf<Claim>({
  UNKNOWN: true,
  ALL_SAFE: true,
  ALL_ACCOUNTED: true,
  NO_KNOWN_CASUALTY: true,
  PARTIAL: true,
});

export const ACCOUNTABILITIES = wordsOf<Accountability>({
  UNKNOWN: true,
  ACCOUNTED: true,
  STALE: true,
  CONFLICTED: true,
  MISSING: true,
});

export const CONDITIONS = wordsOf<PersonAssessment['condition']>({
  NOT_REPORTED: true,
  SAFE: true,
  NEEDS_ASSISTANCE: true,
  INJURED: true,
  DETAINED: true,
  DEATH_REPORTED: true,
  DECEASED: true,
});

/** Every word of a type, so that none can be added to it and be unknown here. */
function wordsOf<Word extends string>(all: Readonly<Record<Word, true>>): readonly string[] {
  return Object.keys(all);
}
