import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { BODY_LIMIT, MAX_FAULTS_NAMED, MAX_MEMBERS, MAX_NESTING } from '../../src/edge/limits.js';
import { AccessModule } from '../../src/features/access/access.module.js';
import { startApp, type AppUnderTest, type TestAnswer } from '../support/app.js';
import { id } from '../support/given.js';
import { ProbeModule } from '../support/probe.js';

const BODY = { id: id('thing'), lines: [{ name: 'one' }] };

let app: AppUnderTest;
let token: string;

beforeAll(async () => {
  app = await startApp({ features: [AccessModule, ProbeModule] });
  token = await app.admit('dutyOfficer');
});

afterAll(() => app.close());

function post(body: object | string, headers: Readonly<Record<string, string>> = {}): Promise<TestAnswer> {
  return app.inject('POST', '/api/probe', { token, body, headers });
}

async function refused(body: object | string): Promise<unknown> {
  const { status, body: told } = await post(body);
  expect({ status, told }).toMatchObject({ status: 400, told: { type: 'urn:muster:problem:invalid-request' } });
  return told;
}

describe('a body', () => {
  it('is read in the canonical spelling of its fields', async () => {
    const given = {
      ...BODY,
      id: BODY.id.toUpperCase(),
      name: ' Ann ',
      hazard: { earliest: '2020-01-08T00:00:00+01:00' },
    };
    const read = { ...BODY, name: 'Ann', hazard: { earliest: '2020-01-07T23:00:00.000Z' } };
    expect(await post(given)).toMatchObject({ status: 201, body: { body: read } });
  });

  it('is refused with all its faults at once, each with its place', async () => {
    const told = await refused({
      name: 7,
      hazard: { earliest: 'soon', latest: null },
      lines: [{ name: 'one' }, {}],
      x: 1,
    });
    const errors = (told as { errors: { pointer: string; message: string }[] }).errors;
    const pointers = new Set(errors.map(({ pointer }) => pointer));
    expect(pointers).toEqual(new Set(['/id', '/name', '/hazard/earliest', '/hazard/latest', '/lines/1/name', '/x']));
    expect(errors).toContainEqual({ pointer: '/id', message: 'id must be a UUID' });
  });

  it('escapes what stands in the names of fields that it does not know', async () => {
    expect(await refused({ ...BODY, 'a/b~c': 1 })).toMatchObject({ errors: [{ pointer: '/a~1b~0c' }] });
  });

  it(`names its first ${MAX_FAULTS_NAMED} faults and no more`, async () => {
    const unknown = Object.fromEntries(Array.from({ length: 1_000 }, (_, place) => [`field${place}`, place]));
    const told = await refused({ ...BODY, ...unknown });
    expect((told as { errors: unknown[] }).errors).toHaveLength(MAX_FAULTS_NAMED);
  });

  it.each([
    ['nothing', ''],
    ['no JSON', '{"id":'],
    ['null', 'null'],
    ['a list', '[]'],
    ['a text', '"id"'],
    ['a number', '7'],
    ['a prototype of its own', '{"__proto__":{"id":"x"}}'],
    ['a prototype deeper down', '{"id":"x","lines":[{"__proto__":null}]}'],
    ['a constructor of its own', '{"constructor":{"prototype":{}}}'],
    ['a field that every object has', '{"toString":"x"}'],
    ['a field that names its constructor', '{"constructor":"x"}'],
    ['a number beyond all numbers', '{"id":"x","lines":[{"name":1e400}]}'],
  ])('is refused where it is or holds %s', async (_, body) => {
    await refused(body);
  });

  it.each([
    ['a text for a number', { ...BODY, id: { $gt: '' } }],
    ['a list for an object', { ...BODY, hazard: [{ earliest: '2020-01-08T00:00:00Z' }] }],
    ['a text for an object', { ...BODY, hazard: 'now' }],
    ['an object for a list', { ...BODY, lines: { 0: { name: 'one' }, length: 1 } }],
    ['null in a list', { ...BODY, lines: [null] }],
    ['numbers in a list', { ...BODY, lines: [1, 2] }],
    ['lists in a list', { ...BODY, lines: [[{ name: 'one' }]] }],
    ['an empty list', { ...BODY, lines: [] }],
    ['too long a list', { ...BODY, lines: Array.from({ length: 4 }, () => ({ name: 'one' })) }],
    ['null for what may be left out', { ...BODY, name: null }],
    ['blanks for a name', { ...BODY, name: ' \t\n' }],
    ['half a character for a name', { ...BODY, name: '\ud800' }],
  ])('is refused with %s', async (_, body) => {
    await refused(body);
  });

  it('is refused where it is nested too deeply, however deep', async () => {
    for (const depth of [MAX_NESTING + 1, 100_000]) {
      await refused(`{"lines":${'['.repeat(depth)}${']'.repeat(depth)}}`);
    }
  });

  it('is refused where a list in it is too long to be looked at', async () => {
    const told = await refused({ ...BODY, lines: Array.from({ length: MAX_MEMBERS + 1 }, () => 0) });
    expect(told).toMatchObject({ detail: `No list may have more than ${MAX_MEMBERS} members.` });
  });

  it(`is refused with more than ${BODY_LIMIT} bytes`, async () => {
    const answer = await post({ ...BODY, name: 'x'.repeat(BODY_LIMIT) });
    expect(answer).toMatchObject({ status: 413, body: { type: 'urn:muster:problem:too-large' } });
  });

  it.each(['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x', 'application/xml'])(
    'is refused as %s',
    async (type) => {
      const answer = await post(JSON.stringify(BODY), { 'content-type': type });
      expect(answer).toMatchObject({ status: 415, body: { type: 'urn:muster:problem:unsupported-media-type' } });
    },
  );
});

describe('the parameters of a question', () => {
  function get(url: string): Promise<TestAnswer> {
    return app.inject('GET', url, { token });
  }

  it('are read', async () => {
    const answer = await get(`/api/probe/${id('thing')}?after=0000000000000002`);
    expect(answer.body).toEqual({ id: id('thing'), after: '0000000000000002' });
  });

  it.each([
    ['an id that is none', '/api/probe/thing', '/id'],
    ['a parameter that the question does not know', `/api/probe/${id('thing')}?before=1`, '/before'],
    ['a parameter that is given twice', `/api/probe/${id('thing')}?after=1&after=2`, '/after'],
  ])('are refused with %s', async (_, url, pointer) => {
    const errors = [{ pointer }];
    expect(await get(url)).toMatchObject({ status: 400, body: { type: 'urn:muster:problem:invalid-request', errors } });
  });

  it('are refused by a question that takes none', async () => {
    expect(await get('/api/probe?limit=1')).toMatchObject({
      status: 400,
      body: { detail: 'This takes no query parameters.' },
    });
  });

  it.each(['/api/probe/%', '/api/probe/%ff', '/%c0%ae'])('are refused in an address like %s', async (url) => {
    const answer = await get(url);
    expect(answer).toMatchObject({ status: 400, body: { type: 'urn:muster:problem:invalid-request' } });
    expect(answer.headers['x-correlation-id']).toMatch(/^[0-9a-f-]{36}$/);
  });
});
