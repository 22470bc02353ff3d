import {
  AccessDeniedError,
  MaxAppendSizeExceededError,
  NO_STREAM,
  StreamDeletedError,
  WrongExpectedVersionError,
  type AppendStreamState,
  type EventData,
  type KurrentDBClient,
} from '@kurrent/kurrentdb-client';
import { LogUnavailable, type ExpectedRevision } from '../event-log.js';
import { DamagedLog } from '../stored-json.js';

/** Milliseconds for which the server's answer to one append is waited for, before its outcome is called in doubt. */
export const APPEND_PATIENCE_MS = 5_000;

/**
 * Milliseconds that the server is given. The client sends it as an instant of its own clock, so that a short one would
 * have every append refused by a server whose clock is ahead; the server's own limit is some seconds.
 */
const SERVER_DEADLINE_MS = 3_600_000;

/** What is known after one try to append. */
export type Outcome =
  | { readonly kind: 'stored'; readonly lastRevision: number }
  /** The stream is not where it was expected, and the events do not follow there either. */
  | { readonly kind: 'elsewhere'; readonly actual: ExpectedRevision }
  /** Certainly not stored by this try. */
  | { readonly kind: 'refused'; readonly error: Error }
  /** The answer was lost, or is not one. */
  | { readonly kind: 'in-doubt'; readonly error: unknown };

export interface Sent {
  /** As the server calls it. */
  readonly name: string;
  readonly expected: ExpectedRevision;
  readonly events: readonly EventData[];
}

/** One try. The client has all appends of a connection share one call, which is the fastest that this server offers. */
export async function send(client: KurrentDBClient, { name, expected, events }: Sent): Promise<Outcome> {
  const streamState: AppendStreamState = expected === 'none' ? NO_STREAM : BigInt(expected);
  const options = { streamState, requiresLeader: true, deadline: SERVER_DEADLINE_MS };
  try {
    const answer = await inTime(client.appendToStream(name, [...events], options));
    if (answer.success) return { kind: 'stored', lastRevision: Number(answer.nextExpectedRevision) };
    return { kind: 'in-doubt', error: new Error('the server answered neither yes nor no') };
  } catch (error) {
    return outcomeOf(error);
  }
}

/** The client waits without end where the connection is gone and nobody has noticed. */
async function inTime<Answer>(answer: Promise<Answer>): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      reject(new Error('the server does not answer'));
    }, APPEND_PATIENCE_MS);
    void answer.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}

/** Only what the server has said of this very append is certain; of all else, a lost connection looks the same. */
function outcomeOf(error: unknown): Outcome {
  if (error instanceof WrongExpectedVersionError) {
    const { actualState } = error;
    return { kind: 'elsewhere', actual: typeof actualState === 'bigint' ? Number(actualState) : 'none' };
  }
  if (error instanceof StreamDeletedError) {
    return { kind: 'refused', error: new DamagedLog('a stream of the log was deleted', { cause: error }) };
  }
  if (error instanceof AccessDeniedError) {
    return {
      kind: 'refused',
      error: new LogUnavailable('the server does not let this account write', { cause: error }),
    };
  }
  if (error instanceof MaxAppendSizeExceededError) {
    const message = `the server takes no append of this size: its MaxAppendSize is ${error.maxAppendSize}`;
    return { kind: 'refused', error: new LogUnavailable(message, { cause: error }) };
  }
  return { kind: 'in-doubt', error };
}
