import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Level } from '../../src/edge/log-vocabulary.js';
import { AccessModule } from '../../src/features/access/access.module.js';
import { startApp, type AppUnderTest } from '../support/app.js';
import { id } from '../support/given.js';
import { ProbeModule } from '../support/probe.js';

const CORRELATION = 'a2a1c9f4-3f50-4b0e-8f6b-0d1c2e3f4a5b';

let app: AppUnderTest;
let token: string;
const lines: { readonly line: string; readonly level: Level }[] = [];

beforeAll(async () => {
  app = await startApp({
    features: [AccessModule, ProbeModule],
    write: (line, level) => void lines.push({ line, level }),
  });
  token = await app.admit('dutyOfficer');
});

afterAll(() => app.close());

describe('a failure', () => {
  it.each([
    ['log', 503, 'unavailable', '5'],
    ['key-store', 503, 'unavailable', '5'],
    ['key-damaged', 503, 'unavailable', '5'],
    ['indeterminate', 503, 'indeterminate', '1'],
    ['key-destroyed', 410, 'erased', undefined],
  ])('of the kind %s is told as %d %s', async (how, status, type, retryAfter) => {
    const answer = await app.inject('GET', `/api/failing/${how}`);
    expect(answer).toMatchObject({ status, body: { type: `urn:muster:problem:${type}`, status } });
    expect(answer.headers['retry-after']).toBe(retryAfter);
    expect(answer.text).not.toContain('/data/');
    expect(answer.text).not.toContain('officer:');
  });

  it('of the log is not called one to store a command that may have been given before', async () => {
    const { body } = await app.inject('GET', '/api/failing/log');
    const detail = 'This request stored nothing; try again later, a command under the same key.';
    expect(body).toMatchObject({ detail });
  });

  it('that is a bug tells the client nothing, and the operations log its stack and correlation id', async () => {
    lines.length = 0;
    const answer = await app.inject('GET', '/api/failing/bug', { headers: { 'x-correlation-id': CORRELATION } });
    expect(answer).toMatchObject({ status: 500, body: { type: 'urn:muster:problem:bug', correlationId: CORRELATION } });
    expect(answer.headers['content-type']).toBe('application/problem+json; charset=utf-8');
    expect(answer.text).not.toContain('secret');
    const logged = lines.filter(({ level }) => level === 'error').map(({ line }) => JSON.parse(line) as object);
    expect(logged).toMatchObject([{ event: 'bug', correlationId: CORRELATION, error: 'Error' }]);
    expect(JSON.stringify(logged)).toContain('a secret of the house');
  });

  it('that nobody has a route for is a 404 with a problem', async () => {
    const answer = await app.inject('GET', '/api/nowhere');
    expect(answer).toMatchObject({ status: 404, body: { type: 'urn:muster:problem:not-found', status: 404 } });
  });

  it.each([
    ['GET', '/api/commands/GrantAccessToken', 'POST'],
    ['PUT', '/api/probe', 'POST, GET'],
    ['POST', `/api/probe/${id('thing')}`, 'GET'],
  ] as const)('of a method, %s %s, names those that are there', async (method, url, allow) => {
    const answer = await app.inject(method, url, { token });
    expect(answer).toMatchObject({ status: 405, body: { type: 'urn:muster:problem:method-not-allowed' } });
    expect(answer.headers['allow']).toBe(allow);
  });
});

describe('every answer', () => {
  it.each(['/livez', '/api/nowhere', '/api/failing/bug', '/api/probe', '/%'])(
    'to %s keeps itself to its reader',
    async (url) => {
      const { headers } = await app.inject('GET', url);
      expect(headers).toMatchObject({
        'cache-control': 'no-store',
        'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
        'referrer-policy': 'no-referrer',
        'x-content-type-options': 'nosniff',
      });
    },
  );

  it('leaves a line in the operations log that names the route and not the address', async () => {
    lines.length = 0;
    await app.inject('GET', `/api/probe/${id('thing')}`, { token });
    const [told] = lines.map(({ line }) => JSON.parse(line) as object);
    expect(told).toMatchObject({ event: 'answered', method: 'GET', route: '/api/probe/:id', status: 200 });
    expect(JSON.stringify(told)).not.toContain(id('thing'));
  });
});

describe('the ETag', () => {
  it('of what a command answers is its revision', async () => {
    const operator = await app.admit('operator');
    const body = { name: 'Someone', role: 'auditor' };
    const answer = await app.inject('POST', '/api/commands/GrantAccessToken', { token: operator, body });
    expect(answer.headers['etag']).toBe('"0"');
  });

  it('of a view answers 304 for as long as the view is the same', async () => {
    const first = await app.inject('GET', '/api/probe', { token });
    const etag = first.headers['etag'] ?? '';
    expect(etag).toMatch(/^W\/"[\w-]{22}"$/);
    const again = await app.inject('GET', '/api/probe', { token, headers: { 'if-none-match': `"other", ${etag}` } });
    expect(again).toMatchObject({ status: 304, text: '' });
    expect(again.headers['etag']).toBe(etag);
    const changed = await app.inject('GET', `/api/probe/${id('thing')}`, { token, headers: { 'if-none-match': etag } });
    expect(changed.status).toBe(200);
  });

  it('is given to none but answers', async () => {
    expect((await app.inject('GET', '/api/nowhere')).headers['etag']).toBeUndefined();
  });
});
