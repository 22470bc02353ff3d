import type { Actor } from '../kernel/actor.js';
import type { Id } from '../kernel/ids.js';

/** The name under which the composition provides the port below. */
export const READER_SCOPE = Symbol('ReaderScope');

/** A port: whose records someone may read, as known now. */
export interface ReaderScope {
  /** A liaison those of his agency's officers, a team lead those who are or were assigned to his missions. */
  readableBy(actor: Actor): (deployment: Id) => boolean;
}
