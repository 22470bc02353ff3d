import { createSecretKey, hkdfSync, randomBytes, type KeyObject } from 'node:crypto';

/** 256 bits: the keys of AES-256 and of HMAC-SHA256. */
export const KEY_BYTES = 32;

/** A key in use. Node's KeyObject, so that neither a log line nor JSON.stringify can show its bytes. */
export type DataKey = KeyObject;

/** A port: where keys and nonces come from, so that a run can be replayed from a seed. Answers that many bytes. */
export type Randomness = (bytes: number) => Buffer;

export const secureRandomness: Randomness = (bytes) => randomBytes(bytes);

export function newDataKey(random: Randomness): DataKey {
  return createSecretKey(random(KEY_BYTES));
}

/**
 * HKDF-SHA256 (RFC 5869): a key for one purpose only. There is no salt, because a data key is uniformly random
 * already (section 3.1); `purpose` is the `info` that keeps the derived keys apart.
 */
export function subkey(key: DataKey, purpose: string): DataKey {
  return createSecretKey(Buffer.from(hkdfSync('sha256', key, '', purpose, KEY_BYTES)));
}
