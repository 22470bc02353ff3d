import { hash } from 'node:crypto';

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
  let text = '';
  for (const part of parts) text += `${Buffer.byteLength(part)}:${part}`;
  const digest = hash('sha256', text);
  const variant = ((Number.parseInt(digest.charAt(16), 16) & 0x3) | 0x8).toString(16);
  return `${digest.slice(0, 8)}-${digest.slice(8, 12)}-8${digest.slice(13, 16)}-${variant}${digest.slice(17, 20)}-${digest.slice(20, 32)}`;
}
