import type { Id } from '../kernel/ids.js';

/** Under which the port below is provided. */
export const GIVEN_COMMANDS = Symbol('GivenCommands');

/**
 * A port: which commands have recorded anything, as far as the views know. It may be a little behind the log, which
 * refuses a second use of a command id in any case; this finds it before anything is decided.
 */
export interface GivenCommands {
  /** The fingerprint of the command that was given under this id; undefined where none is known. */
  fingerprintOf(commandId: Id): string | undefined;
}
