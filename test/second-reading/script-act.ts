import type { Json } from '../../src/kernel/json.js';
import type { Mode } from '../../src/kernel/mode.js';
import type { CheckInCondition, Disposition, Grade } from '../../src/features/deployments/deployment.events.js';
import { pick, type PlannedTour, type ScriptWriter } from './script-writer.js';

export const KINDS = [
  'checkIn',
  'checkIns',
  'sweep',
  'correct',
  'retract',
  'resolve',
  'death',
  'confirm',
  'refute',
  'missing',
  'withdraw',
  'duress',
  'clear',
  'exclude',
  'reverse',
  'add',
  'policy',
  'refine',
  'close',
  'reopen',
  'end',
  'reinstate',
  'secondTour',
  'newcomer',
  'assign',
  'unassign',
  'stale',
] as const;

export type ActKind = (typeof KINDS)[number];

/** What is drawn for one step; what it does not need is left lying. Numbers pick, instants count in grid steps. */
export interface Act {
  readonly kind: ActKind;
  readonly wait: number;
  readonly who: number;
  readonly other: number;
  readonly back: number;
  readonly received: number | undefined;
  readonly effect: number | undefined;
  readonly uncertainty: string | undefined;
  readonly condition: CheckInCondition;
  readonly disposition: Disposition | undefined;
  readonly grade: Grade;
  /** `OWN` is the mode of the night's first incident. */
  readonly mode: Mode | 'OWN';
  readonly policy: { readonly [key: string]: Json };
  readonly flip: boolean;
}

export const REASON = 'As the log says';

export function tour(script: ScriptWriter, act: Act): PlannedTour {
  return pick(script.tours, act.who);
}

export function modeOf(script: ScriptWriter, act: Act): Mode {
  return act.mode === 'OWN' ? script.ownMode : act.mode;
}

/** As a command gives it: what is left out is `ACTUAL`. */
export function givenMode(script: ScriptWriter, act: Act): Mode | undefined {
  const mode = modeOf(script, act);
  return mode === 'ACTUAL' && act.flip ? undefined : mode;
}
