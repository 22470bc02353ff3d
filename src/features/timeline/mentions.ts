import { parseEntryId, type EntryId } from '../../kernel/entry-id.js';
import type { Id } from '../../kernel/ids.js';
import { isJsonObject, type Json, type JsonObject } from '../../kernel/json.js';
import type { Effect } from './effect.js';
import type { JournalEvent } from './timeline-event.js';

/** Whom and what the words about an event may have to name. */
export interface Mentions {
  readonly people: readonly Id[];
  /** Missions and posts. */
  readonly places: readonly Id[];
  readonly entries: readonly EntryId[];
}

/** At most `most` of each list that the event holds. */
export function mentionsOf(event: JournalEvent, effects: readonly Effect[], most: number): Mentions {
  const { category, id, data } = event;
  const scope = object(data['scope']);
  const changed = effects.flatMap(({ people }) => people.slice(0, most).map(({ deployment }) => deployment));
  return {
    people: [
      ...(category === 'deployment' ? [id] : []),
      ...texts(data['deployment'], data['vouchedBy'], object(data['changes'])['vouchedBy']),
      ...list(data['open'], most),
      ...changed,
    ],
    places: [
      ...(category === 'mission' ? [id] : []),
      ...texts(data['mission'], data['post']),
      ...list(scope['missions'], most),
      ...list(scope['posts'], most),
    ],
    entries: [...texts(data['entry'], data['prefer']), ...list(data['setAside'], most)].filter(isEntry),
  };
}

function isEntry(text: string): text is EntryId {
  return parseEntryId(text) !== undefined;
}

function object(value: Json | undefined): JsonObject {
  return isJsonObject(value) ? value : {};
}

function list(value: Json | undefined, most: number): readonly string[] {
  return Array.isArray(value) ? texts(...(value as readonly Json[]).slice(0, most)) : [];
}

function texts(...values: readonly (Json | undefined)[]): readonly string[] {
  return values.filter((value) => typeof value === 'string');
}
