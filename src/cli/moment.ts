import { parseInstant } from '../kernel/instant.js';
import { parsePosition } from '../kernel/position.js';
import { present } from '../kernel/present.js';
import type { OptionTable } from './command.js';
import { UsageFault } from './io.js';
import type { Moment } from './roll-call-reading.js';

export const INSTANT_EXAMPLE = '2020-01-07T22:30:00Z';

export const AXES_OPTIONS = {
  'as-of': { type: 'string', value: 'INSTANT', says: `what was true then, as known now (such as ${INSTANT_EXAMPLE})` },
  'known-at': {
    type: 'string',
    value: 'INSTANT|POSITION',
    says: 'what was known then; alone, it is also what was true then',
  },
} as const satisfies OptionTable;

export function momentOf(values: { readonly 'as-of'?: string; readonly 'known-at'?: string }): Moment {
  return present({ asOf: instantIn('as-of', values['as-of']), knownAt: knownIn('known-at', values['known-at']) });
}

/** Reads an option's instant as it will be sent. Throws UsageFault. */
export function instantIn(option: string, text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  const instant = parseInstant(text);
  if (instant === undefined) {
    throw new UsageFault(`--${option} must be an instant with its offset, such as ${INSTANT_EXAMPLE}`);
  }
  return instant;
}

export function knownIn(option: string, text: string | undefined): string | undefined {
  const known = text === undefined ? undefined : (parseInstant(text) ?? parsePosition(text));
  if (text !== undefined && known === undefined) {
    throw new UsageFault(`--${option} must be an instant with its offset, such as ${INSTANT_EXAMPLE}, or a position`);
  }
  return known;
}
