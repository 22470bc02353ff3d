import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { canonicalJson } from '../kernel/json.js';
import { DamagedLog, metadataFrom, plainCommandId } from './stored-json.js';

const NAMES = ['actor', 'causationId', 'commandId', 'correlationId', 'fingerprint', 'mode', 'role'];
const anyText = fc.oneof(fc.constantFrom('', 'a "quoted" one', 'back\\slash', '\u0001', '{}'), fc.string());
/** Some of what every event has may be missing, and other things may stand there. */
const anyMetadata = fc.dictionary(fc.constantFrom(...NAMES, 'observedAt', 'zone'), anyText, { minKeys: 6 });
const whole = fc.record(Object.fromEntries(NAMES.map((name) => [name, anyText])));

function readCommandId(text: string): string | undefined {
  try {
    return metadataFrom(text).commandId;
  } catch (error) {
    if (error instanceof DamagedLog) return undefined;
    throw error;
  }
}

describe('the command id of metadata that are not read', () => {
  it('is the one that reading finds, or none', () => {
    fc.assert(
      fc.property(fc.oneof(anyMetadata, whole), (metadata) => {
        const text = canonicalJson(metadata);
        const plain = plainCommandId(text);
        if (plain !== undefined) expect(plain).toBe(readCommandId(text));
      }),
    );
  });

  it('is found in what every event has, with the instant of its observation and without', () => {
    const metadata = Object.fromEntries(NAMES.map((name) => [name, `some ${name}`]));
    const observed = { ...metadata, observedAt: '2020-01-07T22:30:00.000Z' };
    expect([metadata, observed].map(canonicalJson).map(plainCommandId)).toEqual(['some commandId', 'some commandId']);
  });

  it('is none of a text that only begins or ends like metadata', () => {
    const text = canonicalJson(Object.fromEntries(NAMES.map((name) => [name, name])));
    expect([`${text} `, `${text}}`, `[${text}]`, text.slice(0, -1)].map(plainCommandId)).toEqual(
      [0, 0, 0, 0].map(() => undefined),
    );
  });
});
