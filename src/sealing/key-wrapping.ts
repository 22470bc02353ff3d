import { createCipheriv, createDecipheriv, createSecretKey } from 'node:crypto';
import { KEY_BYTES, type DataKey, type Randomness } from './data-key.js';
import type { MasterKey } from './master-key.js';

const ALGORITHM = 'aes-256-gcm';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** Nonce, encrypted key and tag, one after the other. */
export const WRAPPED_BYTES = NONCE_BYTES + KEY_BYTES + TAG_BYTES;

/**
 * Encrypts a key for storage with AES-256-GCM. The nonce is random (NIST SP 800-38D, section 8.2.2), which allows 2^32
 * keys under one master key. `label` says whose key it is and is authenticated, so that no row can pass for another.
 */
export function wrapKey(master: MasterKey, label: string, key: DataKey, random: Randomness): Buffer {
  const nonce = random(NONCE_BYTES);
  const cipher = createCipheriv(ALGORITHM, master, nonce, { authTagLength: TAG_BYTES });
  cipher.setAAD(Buffer.from(label));
  return Buffer.concat([nonce, cipher.update(key.export()), cipher.final(), cipher.getAuthTag()]);
}

/** The key; undefined when the bytes were not made by `wrapKey` with this master key and this label. */
export function unwrapKey(master: MasterKey, label: string, wrapped: Buffer): DataKey | undefined {
  if (wrapped.length !== WRAPPED_BYTES) return undefined;
  const decipher = createDecipheriv(ALGORITHM, master, wrapped.subarray(0, NONCE_BYTES), { authTagLength: TAG_BYTES });
  decipher.setAAD(Buffer.from(label));
  decipher.setAuthTag(wrapped.subarray(-TAG_BYTES));
  const bytes = decipher.update(wrapped.subarray(NONCE_BYTES, -TAG_BYTES));
  try {
    decipher.final();
  } catch {
    return undefined;
  }
  return createSecretKey(bytes);
}
