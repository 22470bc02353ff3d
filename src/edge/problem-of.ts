import { HttpException } from '@nestjs/common';
import { Indeterminate, LogUnavailable } from '../event-log/event-log.js';
import { Refusal, type Problem } from '../kernel/failure.js';
import { KeyDamaged, KeyDestroyed, KeyStoreUnavailable } from '../sealing/key-store.js';

/** A failure that the caller is told about; any other is a bug, of which he is told nothing. */
export interface ToldProblem {
  readonly problem: Problem;
  readonly detail: string;
  readonly details?: Readonly<Record<string, unknown>>;
}

/** What the frameworks refuse, by the status that they give it. Their own words may repeat the request: ours do not. */
const BY_STATUS: Readonly<Record<number, ToldProblem>> = {
  404: { problem: 'not-found', detail: 'There is no such address.' },
  406: { problem: 'not-acceptable', detail: 'None of the accepted media types can be given.' },
  408: { problem: 'invalid-request', detail: 'The request did not come in time.' },
  413: { problem: 'too-large', detail: 'The body is larger than this takes.' },
  414: { problem: 'too-large', detail: 'The address is longer than this takes.' },
  415: { problem: 'unsupported-media-type', detail: 'Send the body as application/json.' },
};

const NOT_WELL_FORMED: ToldProblem = {
  problem: 'invalid-request',
  detail: 'This is no well-formed request with a JSON body.',
};

/** Undefined where the failure is a bug of ours. */
export function problemOf(error: unknown): ToldProblem | undefined {
  if (error instanceof Refusal) return { problem: error.problem, detail: error.message, details: error.details };
  if (error instanceof KeyDestroyed)
    return { problem: 'erased', detail: 'No text can be recorded of what was erased.' };
  if (error instanceof Indeterminate) {
    return {
      problem: 'indeterminate',
      detail: 'The answer of the log was lost; repeat with the same key to find out.',
    };
  }
  if (isOutage(error)) {
    // It may be a repetition, of which nobody can say now whether the first was stored.
    const detail = 'This request stored nothing; try again later, a command under the same key.';
    return { problem: 'unavailable', detail };
  }
  const status = statusOf(error);
  return status === undefined || status >= 500 ? undefined : (BY_STATUS[status] ?? NOT_WELL_FORMED);
}

/** Where nothing is wrong with the request, and somebody has to look after the log or the keys. */
export function isOutage(error: unknown): error is Error {
  const kinds = [Indeterminate, LogUnavailable, KeyStoreUnavailable, KeyDamaged];
  return kinds.some((kind) => error instanceof kind);
}

/** Of an error of Nest, Fastify or its JSON parser; each means a fault of the request where it is below 500. */
function statusOf(error: unknown): number | undefined {
  if (error instanceof HttpException) return error.getStatus();
  if (!(error instanceof Error) || !('statusCode' in error)) return undefined;
  return typeof error.statusCode === 'number' && error.statusCode >= 400 ? error.statusCode : undefined;
}
