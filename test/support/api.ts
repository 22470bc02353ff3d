import { expect } from '@jest/globals';
import { MAX_EVENTS_PER_READ } from '../../src/event-log/event-log.js';
import type { RecordedEvent } from '../../src/kernel/event.js';
import type { Problem } from '../../src/kernel/failure.js';
import { BEFORE_ALL } from '../../src/kernel/position.js';
import type { AppUnderTest, TestAnswer } from './app.js';

/** What a command answers when it was recorded; each answer may hold more. */
export interface Recorded {
  readonly position: string;
  readonly id: string;
  readonly revision: number;
}

/** One caller: what he commands and asks. */
export interface TestCaller {
  give(command: string, body: object, headers?: Readonly<Record<string, string>>): Promise<TestAnswer>;
  /** As `give`; the command must be accepted. */
  record(command: string, body: object): Promise<Recorded>;
  ask(path: string): Promise<TestAnswer>;
}

export function callerWith(app: Pick<AppUnderTest, 'inject'>, token: string): TestCaller {
  const give: TestCaller['give'] = (command, body, headers = {}) =>
    app.inject('POST', `/api/commands/${command}`, { token, body, headers });
  return {
    give,
    record: async (command, body) => {
      const answer = await give(command, body);
      expect({ command, ...answer }).toMatchObject({ command, status: 200 });
      return answer.body as Recorded;
    },
    ask: (path) => app.inject('GET', `/api/${path}`, { token }),
  };
}

/** Everything in the log but who has access. */
export async function storedEvents({ log }: Pick<AppUnderTest, 'log'>): Promise<readonly RecordedEvent[]> {
  const events = await log.readAll(BEFORE_ALL, MAX_EVENTS_PER_READ);
  return events.filter(({ stream }) => !stream.startsWith('access-'));
}

/** The answer is this problem. */
export function expectProblem(answer: TestAnswer, status: number, problem: Problem): void {
  expect(answer).toMatchObject({ status, body: { type: `urn:muster:problem:${problem}`, status } });
}
