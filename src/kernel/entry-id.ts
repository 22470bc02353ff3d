import { isId, type Id } from './ids.js';

/**
 * The name of something recorded on a deployment's stream (a check-in, a death report, a declaration, a signal).
 * Opaque to callers; it names the stream and the revision, so that a command about an entry finds it without a view.
 */
export type EntryId = string & { readonly __brand: 'EntryId' };

export interface EntryPlace {
  readonly deployment: Id;
  readonly revision: number;
}

const ID_BYTES = 16;
const ENTRY_BYTES = ID_BYTES + 4;

export function entryId(deployment: Id, revision: number): EntryId {
  if (!isId(deployment)) throw new Error(`a deployment's id is a UUID: ${deployment}`);
  const bytes = Buffer.alloc(ENTRY_BYTES);
  bytes.write(deployment.replaceAll('-', ''), 'hex');
  bytes.writeUInt32BE(revision, ID_BYTES);
  return bytes.toString('base64url') as EntryId;
}

/** Where the entry stands; undefined for a text that is no entry's id. */
export function parseEntryId(text: string): EntryPlace | undefined {
  const bytes = Buffer.from(text, 'base64url');
  if (bytes.length !== ENTRY_BYTES || bytes.toString('base64url') !== text) return undefined;
  const hex = bytes.toString('hex', 0, ID_BYTES);
  const deployment = [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
  return { deployment, revision: bytes.readUInt32BE(ID_BYTES) };
}
