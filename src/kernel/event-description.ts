import type { Category } from './stream.js';
import type { Instant } from './instant.js';
import type { JsonObject } from './json.js';

/**
 * What is known of an event type before any is recorded: one line of the event catalogue. Deciding asserts each fact
 * against it before it is stored, so that no text can reach the log in the clear by an oversight.
 */
export interface EventDescription {
  readonly category: Category;
  readonly schemaVersion: number;
  /** Plain words, for the catalogue: what has happened when this is recorded. */
  readonly meaning: string;
  /** The members of `data`, all in the clear, and what each is; of one that is an object those within it: `hazard.latest`. */
  readonly clear: Readonly<Record<string, string>>;
  /** The texts, all sealed: under the key of the person or of the incident, mission or access token it is about. */
  readonly sealed: readonly string[];
  /** When the fact happened, as claimed; absent where that is its recording. */
  readonly happenedAt?: (data: JsonObject) => Instant | undefined;
}

export type EventCatalogue = Readonly<Record<string, EventDescription>>;

export function describe(catalogue: EventCatalogue, type: string): EventDescription {
  const description = catalogue[type];
  if (description === undefined) throw new Error(`unknown event type: ${type}`);
  return description;
}
