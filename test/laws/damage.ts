import type { UnmetName } from '../../src/features/accountability/rule.js';
import type { Id } from '../../src/kernel/ids.js';
import type { SafeNight } from './safe-night.js';

/** One thing after which "all are safe" may no longer be said. */
export interface Damage {
  readonly what: string;
  /** The name under which the claim then lacks it. */
  readonly lacks: UnmetName;
  inflict(night: SafeNight): Promise<Inflicted>;
}

export interface Inflicted {
  /** Who is then named: these at least. */
  readonly about: readonly Id[];
  /** Undoes it, as far as the claim goes. */
  readonly mend: () => Promise<unknown>;
}
