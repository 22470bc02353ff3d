import { describe, expect, it } from '@jest/globals';
import { KEY_BYTES, secureRandomness } from './data-key.js';
import { MasterKeyMalformed, newMasterKey, parseMasterKey } from './master-key.js';

const BYTES = Buffer.from(Array.from({ length: KEY_BYTES }, (_, index) => index * 7));
const TEXT = BYTES.toString('base64');

function refusalOf(text: string): Error {
  try {
    parseMasterKey(text);
  } catch (error) {
    if (error instanceof Error) return error;
  }
  throw new Error('the master key was accepted');
}

describe('a master key', () => {
  it('is 32 bytes in base64', () => {
    expect(parseMasterKey(TEXT).export()).toEqual(BYTES);
  });

  it('may stand in a file that ends with a new line', () => {
    expect(parseMasterKey(`${TEXT}\n`).export()).toEqual(BYTES);
  });

  it('is accepted as it is generated, and never twice the same', () => {
    const [one, other] = [newMasterKey(secureRandomness), newMasterKey(secureRandomness)];
    expect(parseMasterKey(one).export().toString('base64')).toBe(one);
    expect(other).not.toBe(one);
  });

  it.each([
    ['nothing', '  ', 'empty'],
    ['other characters', '!'.repeat(44), 'not base64'],
    ['a passphrase', 'correcthorsebatterystaple', 'bytes instead of 32'],
    ['a key that is too short', BYTES.subarray(1).toString('base64'), '31 bytes instead of 32'],
    ['a key that is too long', Buffer.concat([BYTES, BYTES]).toString('base64'), '64 bytes instead of 32'],
    ['a key without its padding', TEXT.slice(0, -1), 'cut or changed'],
  ])('is refused for %s, saying why', (_, text, why) => {
    const refusal = refusalOf(text);
    expect(refusal).toBeInstanceOf(MasterKeyMalformed);
    expect(refusal.message).toContain(why);
  });

  it('does not stand in the message that refuses it', () => {
    const almost = BYTES.subarray(1).toString('base64');
    expect(refusalOf(almost).message).not.toContain(almost.slice(0, 8));
  });
});
