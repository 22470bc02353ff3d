import type { Id } from './ids.js';
import type { Instant } from './instant.js';
import type { JsonObject } from './json.js';
import type { Position } from './position.js';

/** Whose key seals a text: `officer:{id}` for a person; `incident:{id}`, `mission:{id}`, `access:{id}` for what is nobody's. */
export type KeySubject = `${'officer' | 'incident' | 'mission' | 'access'}:${string}`;

/** The texts of an event that may name or place someone, in the clear: only in memory, on the way in or out. */
export interface PlainTexts {
  readonly subject: KeySubject;
  readonly texts: Readonly<Record<string, string>>;
}

/** The same texts as they are stored, each sealed under the subject's key. */
export interface SealedTexts {
  readonly subject: KeySubject;
  readonly sealed: Readonly<Record<string, string>>;
}

/** What a decision says has happened: one fact, in the past tense, not yet recorded. */
export interface Fact<Type extends string = string, Data extends object = object> {
  readonly type: Type;
  readonly data: Data;
  readonly texts?: PlainTexts;
}

/** Accompanies every event; flat strings, so that any tool that reads the log can show it. */
export interface Metadata {
  readonly commandId: Id;
  readonly correlationId: Id;
  readonly causationId: Id;
  /** A keyed digest of the command as it was asked, by which an exact retry is told from a changed one. */
  readonly fingerprint: string;
  readonly actor: string;
  readonly role: string;
  readonly mode: string;
  /** When the fact happened, as far as anyone claims to know; absent where that is its recording. */
  readonly observedAt?: Instant;
}

/** A fact that is ready to be stored: sealed, and named by its content. */
export interface PreparedEvent {
  readonly id: Id;
  readonly type: string;
  readonly schemaVersion: number;
  readonly data: JsonObject;
  readonly personal?: SealedTexts;
  readonly metadata: Metadata;
}

/**
 * A fact that a reservation announces for another stream. Whoever meets the reservation later finds the fact there,
 * or records it himself, word for word, so that a crash between the two leaves nothing half done.
 */
export interface PendingFact {
  readonly stream: string;
  /** The fact is to be the first of its stream; otherwise it follows whatever stands there by then. */
  readonly opensStream: boolean;
  readonly event: PreparedEvent;
}

/** A fact as the log gives it back. */
export interface RecordedEvent<Type extends string = string, Data extends object = JsonObject> {
  readonly id: Id;
  readonly type: Type;
  readonly schemaVersion: number;
  readonly stream: string;
  /** Counts from 0 in its stream, without gaps. */
  readonly revision: number;
  readonly position: Position;
  readonly recordedAt: Instant;
  readonly data: Data;
  readonly personal?: SealedTexts;
  readonly metadata: Metadata;
}

/** The recorded form of a union of facts. */
export type Recorded<F extends Fact> = F extends Fact<infer Type, infer Data> ? RecordedEvent<Type, Data> : never;
