import { isMembers, type Mismatch } from './compare.js';
import type { Recorded } from './handles.js';
import type { DoExpectation, Refused } from './script.js';
import type { StageAnswer } from './stage.js';

const PROBLEM_JSON = 'application/problem+json';

export function isSuccess(answer: StageAnswer): boolean {
  return answer.status >= 200 && answer.status < 300;
}

/** Whether a command did as the script expects. `logMoved` says whether the log's end has moved meanwhile. */
export function judgeCommand(expect: DoExpectation, answer: StageAnswer, logMoved: boolean): Mismatch | undefined {
  switch (expect.kind) {
    case 'stored':
      return isSuccess(answer) ? undefined : { expected: 'ok', actual: told(answer) };
    case 'refused':
      return judgeRefusal(expect, answer) ?? judgeLog(expect, logMoved);
    case 'places':
      return judgePlaces(expect.refused, answer);
  }
}

/** A refusal is a 4xx that says why, as a problem with a type; of the one type where that is named. */
export function judgeRefusal(expect: Refused, answer: StageAnswer): Mismatch | undefined {
  const problem = problemOf(answer.body);
  const refused = answer.status >= 400 && answer.status < 500 && answer.contentType.startsWith(PROBLEM_JSON);
  const asNamed = expect.problem === undefined || expect.problem === problem || expect.problem === typeOf(answer.body);
  if (refused && problem !== undefined && asNamed) return undefined;
  return { expected: expectedRefusal(expect), actual: told(answer) };
}

function judgeLog(expect: Refused, logMoved: boolean): Mismatch | undefined {
  return logMoved ? { expected: expectedRefusal(expect), actual: 'refused, but the log has grown' } : undefined;
}

function expectedRefusal(expect: Refused): unknown {
  return expect.problem === undefined ? 'refused' : { refused: expect.problem };
}

function judgePlaces(expected: readonly number[], answer: StageAnswer): Mismatch | undefined {
  const asked = { refused: expected.toSorted((a, b) => a - b) };
  if (!isSuccess(answer)) return { expected: asked, actual: told(answer) };
  const results = resultsOf(answer.body);
  const refused = results.flatMap((result, place) => (result['stored'] === true ? [] : [place]));
  if (results.length > 0 && refused.join() === asked.refused.join()) return undefined;
  const problems = refused.map((place) => problemOf(results[place]?.['problem']));
  return { expected: asked, actual: { refused, problems, of: results.length } };
}

function resultsOf(body: unknown): readonly Readonly<Record<string, unknown>>[] {
  const results = isMembers(body) ? body['results'] : undefined;
  return Array.isArray(results) ? results.map((result: unknown) => (isMembers(result) ? result : {})) : [];
}

/** An answer in short, for whoever reads why a check failed. */
export function told(answer: StageAnswer): unknown {
  const problem = problemOf(answer.body);
  if (isSuccess(answer)) return 'ok';
  if (problem === undefined || !isMembers(answer.body)) return { status: answer.status, body: answer.body };
  return { status: answer.status, refused: problem, detail: answer.body['detail'] ?? null };
}

function typeOf(body: unknown): string | undefined {
  const type = isMembers(body) ? body['type'] : undefined;
  return typeof type === 'string' && type !== '' ? type : undefined;
}

/** The stable name at the end of a problem type's URI. */
function problemOf(body: unknown): string | undefined {
  return typeOf(body)
    ?.split(/[/#:]/)
    .findLast((part) => part !== '');
}

/** What later steps may name by the step's label: the step itself and, of a list, each of its places. */
export function recordedBy(label: string, answer: StageAnswer): readonly (readonly [string, Recorded])[] {
  if (!isSuccess(answer)) return [];
  const places = resultsOf(answer.body).map((result, place) => [`${label}.${place}`, recordedIn(result)] as const);
  const last = places.findLast(([, recorded]) => recorded.position !== undefined);
  const whole = { ...last?.[1], ...recordedIn(answer.body) };
  return [[label, places.length === 0 ? whole : positionOnly(whole)], ...places];
}

function positionOnly(recorded: Recorded): Recorded {
  return recorded.position === undefined ? {} : { position: recorded.position };
}

function recordedIn(body: unknown): Recorded {
  if (!isMembers(body)) return {};
  const { entry, position } = body;
  return { ...(typeof entry === 'string' && { entry }), ...(typeof position === 'string' && { position }) };
}
