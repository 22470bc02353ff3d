import { isId, type Id } from './ids.js';

/**
 * The name of something recorded on a deployment's stream (a check-in, a death report, a declaration, a signal).
 * Opaque to callers; it names the stream, so that a command about an entry finds it without a view, and the event that
 * recorded it. Never the revision: a gap in those that someone may see would tell him of those that he may not.
 */
export type EntryId = string & { readonly __brand: 'EntryId' };

const ID_BYTES = 16;
/** Of an event's id, which is a digest: enough that no two events of one deployment share them by chance. */
const EVENT_BYTES = 8;
const ENTRY_BYTES = ID_BYTES + EVENT_BYTES;

/** An event's entry is asked for by one view after the other. */
let last: { readonly deployment: Id; readonly event: Id; readonly entry: EntryId } | undefined;

export function entryId(deployment: Id, event: Id): EntryId {
  if (last?.event !== event || last.deployment !== deployment) {
    last = { deployment, event, entry: newEntryId(deployment, event) };
  }
  return last.entry;
}

function newEntryId(deployment: Id, event: Id): EntryId {
  const hex = hexOf(deployment) + hexOf(event).slice(0, 2 * EVENT_BYTES);
  return Buffer.from(hex, 'hex').toString('base64url') as EntryId;
}

function hexOf(id: Id): string {
  if (!isId(id)) throw new Error(`deployments and events have UUIDs: ${id}`);
  return id.replaceAll('-', '');
}

/** On whose stream the entry stands; undefined for a text that is no entry's id. */
export function parseEntryId(text: string): { readonly deployment: Id } | undefined {
  const bytes = Buffer.from(text, 'base64url');
  if (bytes.length !== ENTRY_BYTES || bytes.toString('base64url') !== text) return undefined;
  const hex = bytes.toString('hex', 0, ID_BYTES);
  const deployment = [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
  return { deployment };
}
