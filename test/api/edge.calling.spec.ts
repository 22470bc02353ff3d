import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { AccessModule } from '../../src/features/access/access.module.js';
import { instant } from '../../src/kernel/instant.js';
import { startApp, type AppUnderTest } from '../support/app.js';
import { id } from '../support/given.js';
import { ProbeModule } from '../support/probe.js';

const CORRELATION = 'a2a1c9f4-3f50-4b0e-8f6b-0d1c2e3f4a5b';
const BODY = { id: id('thing'), lines: [{ name: 'one' }] };

let app: AppUnderTest;
let watch: string;

beforeAll(async () => {
  app = await startApp({ features: [AccessModule, ProbeModule] });
  watch = await app.admit('dutyOfficer', { actor: id('watch') });
});

afterAll(() => app.close());

function problem(status: number, type: string): object {
  return {
    status,
    headers: expect.objectContaining({ 'content-type': 'application/problem+json; charset=utf-8' }) as object,
    body: expect.objectContaining({ type: `urn:muster:problem:${type}`, status }) as object,
  };
}

describe('a caller', () => {
  it('is known by the bearer token that was granted to him', async () => {
    const answer = await app.inject('POST', '/api/probe', { token: watch, body: BODY });
    expect(answer).toMatchObject({ status: 201, body: { by: 'dutyOfficer' } });
  });

  it('is known however he writes the name of the scheme', async () => {
    const headers = { authorization: `bEARER ${watch}` };
    expect((await app.inject('GET', '/api/probe', { headers })).status).toBe(200);
  });

  it.each([
    ['no token', {}],
    ['a token that nobody was granted', { authorization: 'Bearer bm9ib2R5' }],
    ['another scheme', { authorization: 'Basic d2F0Y2g6d2F0Y2g=' }],
    ['a scheme alone', { authorization: 'Bearer' }],
    ['a token that is too long to be one', { authorization: `Bearer ${'a'.repeat(2_000)}` }],
  ])('is nobody with %s', async (_, headers) => {
    const answer = await app.inject('GET', '/api/probe', { headers });
    expect(answer).toMatchObject(problem(401, 'unauthenticated'));
    expect(answer.headers['www-authenticate']).toBe('Bearer realm="Muster"');
  });

  it('is nobody any more once his token is revoked', async () => {
    const operator = await app.admit('operator');
    const granted = await app.inject('POST', '/api/commands/GrantAccessToken', {
      token: operator,
      body: { name: 'Lost telephone', role: 'dutyOfficer' },
    });
    const { secret, id: token } = granted.body as { secret: string; id: string };
    const revoked = await app.inject('POST', '/api/commands/RevokeAccessToken', { token: operator, body: { token } });
    await app.views.reached((revoked.body as { position: never }).position, 1_000);
    expect(await app.inject('GET', '/api/probe', { token: secret })).toMatchObject(problem(401, 'unauthenticated'));
  });

  it('is nobody from the instant at which his token expires', async () => {
    const token = await app.admit('dutyOfficer', { expiresAt: instant('2020-01-08T01:00:00Z') });
    app.clock.moveTo(instant('2020-01-08T00:59:59.999Z'));
    expect((await app.inject('GET', '/api/probe', { token })).status).toBe(200);
    app.clock.moveTo(instant('2020-01-08T01:00:00Z'));
    expect(await app.inject('GET', '/api/probe', { token })).toMatchObject(problem(401, 'unauthenticated'));
  });

  it('is refused in the same words whether the thing exists or not, where his role may not ask', async () => {
    const token = await app.admit('auditor');
    const [one, other] = [id('thing'), id('nothing')].map((thing) =>
      app.inject('GET', `/api/probe/${thing}`, { token, headers: { 'x-correlation-id': CORRELATION } }),
    );
    expect(await one).toMatchObject(problem(403, 'forbidden'));
    expect((await one)?.text).toBe((await other)?.text);
  });

  it('is refused before his body is looked at, where his role may not command', async () => {
    const token = await app.admit('auditor');
    const answer = await app.inject('POST', '/api/probe', { token, body: { nonsense: true } });
    expect(answer).toMatchObject(problem(403, 'forbidden'));
  });
});

describe('what a caller says of his request', () => {
  async function said(headers: Readonly<Record<string, string>>): Promise<unknown> {
    const { body } = await app.inject('POST', '/api/probe', { token: watch, body: BODY, headers });
    return (body as { readonly said?: object }).said ?? body;
  }

  it('is his correlation id, which every answer repeats', async () => {
    const headers = { 'x-correlation-id': CORRELATION.toUpperCase() };
    expect(await said(headers)).toMatchObject({ correlationId: CORRELATION });
    expect((await app.inject('GET', '/livez', { headers })).headers['x-correlation-id']).toBe(CORRELATION);
  });

  it.each(['none of ours', '', 'a2a1c9f4'])('is no correlation id where it is %j: he gets one', async (given) => {
    const { correlationId } = (await said({ 'x-correlation-id': given })) as { correlationId: string };
    expect(correlationId).toMatch(/^[0-9a-f-]{36}$/);
  });

  it('is his key, up to its longest', async () => {
    const key = '~'.repeat(128);
    expect(await said({ 'idempotency-key': key })).toMatchObject({ key });
  });

  it.each(['', '~'.repeat(129), 'clé', 'a\tb'])('is refused with the key %j', async (key) => {
    expect(await said({ 'idempotency-key': key })).toMatchObject({ type: 'urn:muster:problem:invalid-request' });
  });

  it('is the revision that he has seen', async () => {
    expect(await said({ 'if-match': '"12"' })).toMatchObject({ seenRevision: 12 });
  });

  it.each(['W/"12"', '"-1"', '"01"', '"view"', `"${'9'.repeat(20)}"`, '""'])(
    'is a precondition that fails with the ETag %s, on which no decision can rest',
    async (etag) => {
      expect(await said({ 'if-match': etag })).toMatchObject({ type: 'urn:muster:problem:precondition-failed' });
    },
  );

  it.each(['*', '12', '"1", "2"', 'w/"1"', '"1'])('is refused with the If-Match %s', async (header) => {
    expect(await said({ 'if-match': header })).toMatchObject({ type: 'urn:muster:problem:invalid-request' });
  });
});
