import { afterEach, describe, expect, it } from '@jest/globals';
import { expectProblem } from '../support/api.js';
import { startApp, type AppUnderTest, type TestAnswer } from '../support/app.js';

/** Requests after which whoever may make one a second has been refused: a test does not take that long. */
const MANY = 1_000;

let app: AppUnderTest;

afterEach(() => app.close());

function ask(token?: string, path = '/api/missions'): Promise<TestAnswer> {
  return app.inject('GET', path, token === undefined ? {} : { token });
}

/** The first refusal for asking too often; undefined where there was none. */
async function firstRefusal(token?: string, many = MANY): Promise<TestAnswer | undefined> {
  for (let asked = 0; asked < many; asked += 1) {
    const answer = await ask(token);
    if (answer.status === 429) return answer;
  }
  return undefined;
}

describe('a limited application', () => {
  it('refuses a token that asks too often, says when to try again, and serves every other', async () => {
    app = await startApp({ rateLimit: 1 });
    const [busy, calm] = [await app.admit('dutyOfficer'), await app.admit('dutyOfficer')];
    const refusal = await firstRefusal(busy);
    if (refusal === undefined) throw new Error('it was never refused');
    expectProblem(refusal, 429, 'rate-limited');
    expect(refusal.headers['retry-after']).toBe('1');
    expect(await ask(calm)).toMatchObject({ status: 200 });
  });

  it('refuses an address that tries tokens, whichever it tries, and nobody from there who has a valid one', async () => {
    app = await startApp({ rateLimit: 1_000 });
    const token = await app.admit('dutyOfficer');
    let guesses = 0;
    while ((await ask(`guess-${guesses}`)).status === 401 && guesses < MANY) guesses += 1;
    expect(guesses).toBeGreaterThan(50);
    expect(guesses).toBeLessThan(MANY);
    expect(await firstRefusal()).toMatchObject({ status: 429 });
    expect(await ask(token)).toMatchObject({ status: 200 });
  });

  it('never refuses whoever asks whether it is well, nor the operator of its machine', async () => {
    app = await startApp({ rateLimit: 1 });
    for (let asked = 0; asked < 200; asked += 1) expect(await ask(undefined, '/livez')).toMatchObject({ status: 200 });
    for (let granted = 0; granted < 30; granted += 1) expect(await app.admit('auditor')).toMatch(/./);
  });
});

describe('an application without a limit', () => {
  it('counts nobody', async () => {
    app = await startApp();
    expect(await firstRefusal(await app.admit('dutyOfficer'), 200)).toBeUndefined();
    expect(await firstRefusal(undefined, 200)).toBeUndefined();
  });
});
