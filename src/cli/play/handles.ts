import { entryId } from '../../kernel/entry-id.js';
import { derivedId, type Id } from '../../kernel/ids.js';
import { isJsonObject, type Json, type JsonObject } from '../../kernel/json.js';

const ANY_ID = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g;

/** What a step left behind: the entry that it recorded, if any, and the position of its last event. */
export interface Recorded {
  readonly entry?: string;
  readonly position?: string;
}

/**
 * One script's names for what it makes, and the ids that the application knows them by. A handle's id follows from the
 * handle alone, whatever kind of thing it names (a tour's first assignment bears the tour's); an entry's id is known
 * once a step has recorded it.
 */
export class Handles {
  private readonly handles = new Map<Id, string>();
  private readonly labels = new Map<string, string>();
  private readonly recorded = new Map<string, Recorded>();

  idOf(handle: string): Id {
    const id = derivedId('handle', handle);
    this.handles.set(id, handle);
    return id;
  }

  /** Of a label that recorded no entry: an id that is well-formed and names nothing. */
  entryOf(label: string): string {
    return this.recorded.get(label)?.entry ?? entryId(derivedId('no entry', label), derivedId('no event', label));
  }

  positionOf(label: string): string | undefined {
    return this.recorded.get(label)?.position;
  }

  remember(label: string, recorded: Recorded): void {
    this.recorded.set(label, recorded);
    if (recorded.entry !== undefined) this.labels.set(recorded.entry, label);
  }

  /** The same value with handles and labels for ids, wherever in it they stand: what people read and scripts expect. */
  named(value: unknown): unknown {
    if (typeof value === 'string') return this.nameOf(value);
    if (Array.isArray(value)) return value.map((item: unknown) => this.named(item));
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, member]) => [this.nameOf(key), this.named(member)]));
  }

  private nameOf(text: string): string {
    return this.labels.get(text) ?? text.replaceAll(ANY_ID, (id) => this.handles.get(id) ?? id);
  }
}

const HANDLE_FIELDS: ReadonlySet<string> = new Set([
  'mission',
  'post',
  'officer',
  'deployment',
  'assignment',
  'incident',
  'rollCall',
  'vouchedBy',
]);

/** The fields of a command with ids for handles and labels. What is no text where one is due goes through as it is. */
export function commandBody(fields: JsonObject, handles: Handles): JsonObject {
  const handle = (value: Json): Json => inText(value, (text) => handles.idOf(text));
  const entry = (value: Json): Json => inText(value, (text) => handles.entryOf(text));
  const within = (value: Json): Json => (isJsonObject(value) ? mapMembers(value, translate) : value);
  const translate = (name: string, value: Json): Json => {
    if (HANDLE_FIELDS.has(name)) return handle(value);
    switch (name) {
      case 'entry':
      case 'prefer':
        return entry(value);
      case 'setAside':
        return inList(value, entry);
      case 'scope':
        return isJsonObject(value) ? mapMembers(value, (_, list) => inList(list, handle)) : value;
      case 'changes':
        return within(value);
      case 'checkIns':
        return inList(value, within);
      default:
        return value;
    }
  };
  return mapMembers(fields, translate);
}

function mapMembers(object: JsonObject, map: (name: string, value: Json) => Json): JsonObject {
  return Object.fromEntries(Object.entries(object).map(([name, value]) => [name, map(name, value)]));
}

function inText(value: Json, map: (text: string) => Json): Json {
  return typeof value === 'string' && value.trim() !== '' ? map(value) : value;
}

function inList(value: Json, map: (item: Json) => Json): Json {
  return Array.isArray(value) ? value.map((item: Json) => map(item)) : value;
}
