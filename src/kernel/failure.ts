/**
 * The stable names of everything that Muster refuses. They are part of the API: the edge maps each to an HTTP status
 * and a problem type URI, once.
 */
export const PROBLEMS = [
  'invalid-request',
  'unauthenticated',
  'forbidden',
  'not-found',
  'already-exists',
  'instant-ahead',
  'instants-out-of-order',
  'nothing-to-change',
  'not-in-force',
  'tour-open',
  'closed',
  'superseded',
  'same-person',
  'no-contradiction',
  'voucher',
  'reason-missing',
  'not-complete',
  'in-use',
  'erased',
  'conflict',
  'command-in-flight',
  'command-id-reused',
  'precondition-failed',
  'too-large',
  'unsupported-media-type',
  'not-acceptable',
  'method-not-allowed',
  'rate-limited',
  'overloaded',
  'not-current',
  'clock-insane',
  'indeterminate',
  'unavailable',
] as const;

export type Problem = (typeof PROBLEMS)[number];

/**
 * A refusal of the domain: the command or question was understood and is not granted, and nothing was stored, or the
 * message says that it was.
 * `details` go to the caller as they are, so they hold ids and instants and never personal text.
 */
export class Refusal extends Error {
  override readonly name = 'Refusal';

  constructor(
    readonly problem: Problem,
    message: string,
    readonly details: Readonly<Record<string, unknown>> = {},
  ) {
    super(message);
  }
}

/** Throws the refusal unless the condition holds. */
export function demand(condition: boolean, problem: Problem, message: string): asserts condition {
  if (!condition) throw new Refusal(problem, message);
}

/** Guards an invariant of our own; a broken one is a bug and no refusal. */
export function invariant(condition: boolean, message: string): asserts condition {
  if (!condition) throw new Error(`invariant broken: ${message}`);
}

/** Makes a switch exhaustive to the compiler, and a bug where data from outside says otherwise. */
export function unreachable(value: never): never {
  throw new Error(`unexpected value: ${JSON.stringify(value)}`);
}
