import type { Schemas } from '../api/client.js';
import type { MessageKey } from '../words/catalogue.js';

export type PersonAnswer = Schemas['PersonAnswer'];

/** The shapes by which a state is told at a glance, each with a colour and always with a word. */
export type Shape = 'unknown' | 'stale' | 'accounted' | 'help' | 'conflicted' | 'apart';

export interface ShownState {
  readonly shape: Shape;
  readonly word: MessageKey;
}

/**
 * What stands first of someone on a board: whatever keeps him from being called safe, else his condition, else how well
 * he is accounted for. It is no fourth axis: the three stand beside it.
 */
export function stateOf({ impaired, condition, accountability }: PersonAnswer): ShownState {
  if (impaired !== undefined) {
    return { shape: impaired === 'CONFLICTED' ? 'conflicted' : 'help', word: `common.impaired.${impaired}` };
  }
  if (condition !== 'SAFE' && condition !== 'NOT_REPORTED') {
    return { shape: 'help', word: `common.condition.${condition}` };
  }
  return { shape: SHAPES[accountability], word: `common.accountability.${accountability}` };
}

/** Whether a duress is in force that the state does not tell, since something else stands first. */
export function isUnderDuressToo({ impaired, underDuress }: PersonAnswer): boolean {
  return underDuress === true && impaired !== 'DURESS';
}

const SHAPES: Readonly<Record<PersonAnswer['accountability'], Shape>> = {
  UNKNOWN: 'unknown',
  STALE: 'stale',
  ACCOUNTED: 'accounted',
  CONFLICTED: 'conflicted',
  MISSING: 'help',
};
