import type { Actor } from '../kernel/actor.js';
import { derivedId, type Id } from '../kernel/ids.js';

/** Where a command comes from: whatever is kept of it beside its facts. */
export interface CommandOrigin {
  /** Derived from the actor and the key that he chose, so that a command id belongs to its actor. */
  readonly commandId: Id;
  readonly correlationId: Id;
  readonly causationId: Id;
  readonly actor: Actor;
  /** A keyed digest of the whole command as it was asked. */
  readonly fingerprint: string;
  /** The revision that the caller has seen, where his decision rests on it (If-Match). */
  readonly seenRevision?: number;
}

export function commandIdOf(actor: Actor, key: string): Id {
  return derivedId('command', actor.id, key);
}

/** The origin of a part of a command, which is stored for itself under an id of its own. */
export function partOf(origin: CommandOrigin, part: string): CommandOrigin {
  return { ...origin, commandId: derivedId('part', origin.commandId, part), causationId: origin.commandId };
}
