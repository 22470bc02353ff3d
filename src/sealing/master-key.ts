import { createSecretKey } from 'node:crypto';
import { KEY_BYTES, type DataKey, type Randomness } from './data-key.js';

/** The key under which the key store keeps all others. It comes from the configuration and is stored nowhere. */
export type MasterKey = DataKey;

/** The configured text is no master key. The message says what is wrong and never repeats the text. */
export class MasterKeyMalformed extends Error {
  override readonly name = 'MasterKeyMalformed';
}

const BASE64 = /^[0-9A-Za-z+/]*={0,2}$/;

/** Reads a master key: 32 random bytes in base64 (RFC 4648, section 4); white space around it is allowed. */
export function parseMasterKey(text: string): MasterKey {
  const trimmed = text.trim();
  if (trimmed === '') throw new MasterKeyMalformed('the master key is empty');
  if (!BASE64.test(trimmed)) throw new MasterKeyMalformed('the master key is not base64');
  const bytes = Buffer.from(trimmed, 'base64');
  if (bytes.length !== KEY_BYTES) {
    throw new MasterKeyMalformed(`the master key has ${bytes.length} bytes instead of ${KEY_BYTES}`);
  }
  if (bytes.toString('base64') !== trimmed) {
    throw new MasterKeyMalformed('the master key is not canonical base64: it was cut or changed');
  }
  return createSecretKey(bytes);
}

/** A new master key, as `parseMasterKey` reads it. */
export function newMasterKey(random: Randomness): string {
  return random(KEY_BYTES).toString('base64');
}
