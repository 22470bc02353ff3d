import type { SealedTexts } from '../kernel/event.js';
import { derivedId, type Id } from '../kernel/ids.js';
import { canonicalJson, type JsonObject } from '../kernel/json.js';

/** What an event says, without the stamps of its recording and without who asked for it. */
export interface EventContent {
  readonly stream: string;
  readonly type: string;
  readonly schemaVersion: number;
  readonly data: JsonObject;
  readonly personal?: SealedTexts;
}

/**
 * The id of the event at a place (from 0) among those of one append. It depends on the content too, so that a command
 * id that is used for something else never passes for a repetition. Part of the storage format: it does not change.
 */
export function eventIdOf(commandId: Id, index: number, content: EventContent): Id {
  const { stream, type, schemaVersion, data, personal } = content;
  return idOfContent(commandId, index, canonicalJson({ data, personal, schemaVersion, stream, type }));
}

/** The same of a content that is at hand as its canonical JSON. */
export function idOfContent(commandId: Id, index: number, canonical: string): Id {
  return derivedId('event', commandId, String(index), canonical);
}
