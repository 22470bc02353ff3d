import { createHash } from 'node:crypto';

/** An opaque id in the spelling of a UUID (RFC 9562), in lower case. */
export type Id = string;

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

export function isId(text: string): boolean {
  return UUID.test(text);
}

/** A port: where new ids come from, so that a run can be replayed from a seed. */
export interface IdSource {
  next(): Id;
}

/** A version 8 UUID (RFC 9562, section 5.8) of the SHA-256 of the parts: equal parts, equal id. */
export function derivedId(...parts: readonly string[]): Id {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(`${Buffer.byteLength(part)}:`).update(part);
  const bytes = hash.digest().subarray(0, 16);
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x80, 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  const hex = bytes.toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}
