import { problemBody } from '../api/problems.js';
import type { Problem } from '../kernel/failure.js';
import type { Id } from '../kernel/ids.js';
import type { ToldProblem } from './problem-of.js';

export const PROBLEM_MEDIA_TYPE = 'application/problem+json; charset=utf-8';

/** Seconds after which it is worth trying again. */
const RETRY_AFTER_SECONDS: Readonly<Partial<Record<Problem, number>>> = {
  'command-in-flight': 1,
  conflict: 1,
  'rate-limited': 1,
  overloaded: 1,
  'not-current': 1,
  indeterminate: 1,
  unavailable: 5,
  'clock-insane': 60,
};

/** RFC 9457: the status, the headers and the body of an answer that tells of a problem. */
export interface ProblemDocument {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Readonly<Record<string, unknown>>;
}

export function documentOf({ problem, detail, details }: ToldProblem, correlationId: Id): ProblemDocument {
  const body = { ...problemBody(problem, detail, details), correlationId };
  return { status: body.status, headers: headersOf(problem), body };
}

/** A bug of ours: whoever reports it names the correlation id, by which its stack is found in the operations log. */
export function bugDocument(correlationId: Id): ProblemDocument {
  const status = 500;
  const title = 'This is a fault of Muster.';
  const detail = 'It is logged; report it with the correlation id.';
  const headers = { 'Content-Type': PROBLEM_MEDIA_TYPE };
  return { status, headers, body: { type: 'urn:muster:problem:bug', title, status, detail, correlationId } };
}

function headersOf(problem: Problem): Readonly<Record<string, string>> {
  const retry = RETRY_AFTER_SECONDS[problem];
  return {
    'Content-Type': PROBLEM_MEDIA_TYPE,
    ...(problem === 'unauthenticated' ? { 'WWW-Authenticate': 'Bearer realm="Muster"' } : {}),
    ...(retry === undefined ? {} : { 'Retry-After': String(retry) }),
  };
}
