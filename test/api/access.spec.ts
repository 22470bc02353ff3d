import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { AccessModule } from '../../src/features/access/access.module.js';
import type { AccessScope } from '../../src/features/access/access.events.js';
import { accessProjection } from '../../src/features/access/views/access.projection.js';
import { hashOfSecret } from '../../src/api/token-directory.js';
import { MAX_EVENTS_PER_READ } from '../../src/event-log/event-log.js';
import type { Role } from '../../src/kernel/actor.js';
import type { RecordedEvent } from '../../src/kernel/event.js';
import { instant } from '../../src/kernel/instant.js';
import { BEFORE_ALL } from '../../src/kernel/position.js';
import { callerWith, expectProblem, type TestCaller } from '../support/api.js';
import { startApp, type AppUnderTest } from '../support/app.js';
import { id } from '../support/given.js';

const TOKEN = id('token');
const GRANT = { token: TOKEN, name: 'Night desk', role: 'operator', actor: id('operator') };

interface Granted {
  readonly id: string;
  readonly position: string;
  readonly actor: string;
  readonly secret: string;
}

let app: AppUnderTest;
let operator: TestCaller;

beforeEach(async () => {
  app = await startApp({ features: [AccessModule], projections: [accessProjection], commands: 'as found' });
  operator = callerWith(app, await app.admit('operator'));
});

afterEach(() => app.close());

async function grant(body: object): Promise<Granted> {
  const answer = await operator.give('GrantAccessToken', body);
  expect(answer).toMatchObject({ status: 200 });
  return answer.body as Granted;
}

/** What is stored since the operator himself was let in. */
async function stored(): Promise<readonly RecordedEvent[]> {
  return (await app.log.readAll(BEFORE_ALL, MAX_EVENTS_PER_READ)).slice(1);
}

describe('GrantAccessToken', () => {
  it('shows a new secret and stores its hash alone, the name sealed', async () => {
    const granted = await grant(GRANT);
    const events = await stored();
    expect(Buffer.from(granted.secret, 'base64url')).toHaveLength(32);
    expect(granted).toMatchObject({ id: TOKEN, revision: 0, actor: id('operator'), position: events[0]?.position });
    expect(events).toMatchObject([
      {
        type: 'AccessTokenGranted',
        stream: `access-${TOKEN}`,
        personal: { subject: `access:${TOKEN}`, sealed: { name: expect.any(String) } },
        metadata: { role: 'operator' },
      },
    ]);
    expect(events[0]?.data).toEqual({
      ...{ token: TOKEN, actor: id('operator'), role: 'operator', scope: {} },
      hash: hashOfSecret(granted.secret),
    });
    expect(JSON.stringify(events)).not.toMatch(/Night desk/);
    expect(JSON.stringify(events)).not.toContain(granted.secret);
  });

  it('lets its bearer in as the actor that it names as soon as it is answered', async () => {
    const { secret } = await grant(GRANT);
    await callerWith(app, secret).record('GrantAccessToken', { name: 'Another', role: 'auditor' });
    const [event] = (await stored()).slice(-1);
    expect(event?.metadata).toMatchObject({ actor: id('operator'), role: 'operator' });
  });

  it('gives ids where the caller leaves them out, and no two secrets are the same', async () => {
    const first = await grant({ name: 'One', role: 'auditor' });
    const second = await grant({ name: 'One', role: 'auditor' });
    expect(new Set([first.id, second.id, first.actor, second.actor]).size).toBe(4);
    expect(first.secret).not.toBe(second.secret);
  });

  it('repeated under the same key is the same grant, without its secret, and says so', async () => {
    const key = { 'idempotency-key': 'k' };
    const once = await operator.give('GrantAccessToken', { name: 'One', role: 'auditor' }, key);
    const again = await operator.give('GrantAccessToken', { name: 'One', role: 'auditor' }, key);
    const { secret, ...same } = once.body as Granted;
    expect(again).toMatchObject({ status: 200 });
    expect(again.body).toEqual({ ...same, secretShownBefore: true });
    expect(again.text).not.toContain(secret);
    expect(await stored()).toHaveLength(1);
  });

  it('is refused with another body under the same key, and nothing is stored', async () => {
    const key = { 'idempotency-key': 'k' };
    await operator.give('GrantAccessToken', { name: 'One', role: 'auditor' }, key);
    const changed = await operator.give('GrantAccessToken', { name: 'One', role: 'commander' }, key);
    expectProblem(changed, 422, 'command-id-reused');
    expect(await stored()).toHaveLength(1);
  });

  it('is refused for a token that exists', async () => {
    await grant(GRANT);
    expectProblem(await operator.give('GrantAccessToken', GRANT), 409, 'already-exists');
  });

  it('is refused when it would have expired already', async () => {
    const answer = await operator.give('GrantAccessToken', { ...GRANT, expiresAt: '2020-01-08T00:00:00Z' });
    expectProblem(answer, 422, 'instants-out-of-order');
  });

  it.each([
    ['a field that nobody knows', { ...GRANT, secret: 'mine' }],
    ['a blank name', { ...GRANT, name: ' ' }],
    ['a role that nobody has', { ...GRANT, role: 'admiral' }],
    ['a scope that the role does not have', { ...GRANT, agency: 'Saskatoon' }],
    ['no agency for a liaison', { ...GRANT, role: 'liaison' }],
    ['no mission for a team lead', { ...GRANT, role: 'teamLead', missions: [] }],
  ])('is refused with %s', async (_, body) => {
    expectProblem(await operator.give('GrantAccessToken', body), 400, 'invalid-request');
    expect(await stored()).toEqual([]);
  });

  it.each<[Role, AccessScope]>([
    ['commander', {}],
    ['dutyOfficer', {}],
    ['auditor', {}],
    ['liaison', { agency: 'Saskatoon' }],
    ['teamLead', { missions: [id('training')] }],
    ['deployedOfficer', { deployment: id('tour') }],
  ])('is not for the %s, nor is taking back or listing', async (role, scope) => {
    const stranger = callerWith(app, await app.admit(role, scope));
    expectProblem(await stranger.give('GrantAccessToken', GRANT), 403, 'forbidden');
    expectProblem(await stranger.give('RevokeAccessToken', { token: TOKEN }), 403, 'forbidden');
    expectProblem(await stranger.ask('access-tokens'), 403, 'forbidden');
  });
});

describe('an access token', () => {
  it('lets nobody in any more from the instant at which it expires', async () => {
    const { secret } = await grant({ ...GRANT, expiresAt: '2020-01-08T01:00:00Z' });
    app.clock.moveTo(instant('2020-01-08T00:59:59.999Z'));
    expect(await callerWith(app, secret).ask('access-tokens')).toMatchObject({ status: 200 });
    app.clock.moveTo(instant('2020-01-08T01:00:00Z'));
    expectProblem(await callerWith(app, secret).ask('access-tokens'), 401, 'unauthenticated');
  });

  it('lets nobody in any more as soon as its revocation is answered, whose reason is sealed', async () => {
    const { secret } = await grant(GRANT);
    await operator.record('RevokeAccessToken', { token: TOKEN, reason: 'Telephone lost' });
    expectProblem(await callerWith(app, secret).ask('access-tokens'), 401, 'unauthenticated');
    const [revoked] = (await stored()).slice(-1);
    expect(revoked).toMatchObject({ type: 'AccessTokenRevoked', data: {}, personal: { subject: `access:${TOKEN}` } });
    expect(JSON.stringify(revoked)).not.toContain('Telephone');
  });

  it('is revoked without a reason, and once', async () => {
    await grant(GRANT);
    await operator.record('RevokeAccessToken', { token: TOKEN });
    expectProblem(await operator.give('RevokeAccessToken', { token: TOKEN }), 409, 'not-in-force');
  });

  it('is not revoked with a blank reason', async () => {
    await grant(GRANT);
    expectProblem(await operator.give('RevokeAccessToken', { token: TOKEN, reason: ' ' }), 400, 'invalid-request');
  });

  it('is not revoked where there is none', async () => {
    expectProblem(await operator.give('RevokeAccessToken', { token: TOKEN }), 404, 'not-found');
  });

  it('that was never granted lets nobody in', async () => {
    expectProblem(await callerWith(app, 'A'.repeat(43)).ask('access-tokens'), 401, 'unauthenticated');
  });
});

describe('the list of access tokens', () => {
  it('says of each whose it is, what it is narrowed to and whether it lets in, and never its hash', async () => {
    const expiresAt = '2020-01-08T01:00:00.000Z';
    const { secret } = await grant({ ...GRANT, expiresAt });
    await grant({ token: id('lead'), name: 'Lead', role: 'teamLead', missions: [id('m')], actor: id('l') });
    await grant({ token: id('gone'), name: 'Gone', role: 'liaison', agency: 'Saskatoon', actor: id('g') });
    app.clock.moveTo(instant(expiresAt));
    const { position } = await operator.record('RevokeAccessToken', { token: id('gone') });
    const answer = await operator.ask(`access-tokens?after=${position}`);
    const grantedAt = '2020-01-08T00:00:00.000Z';
    expect((answer.body as { readonly items: readonly unknown[] }).items.slice(1)).toEqual([
      {
        ...{ token: TOKEN, name: { text: 'Night desk' }, role: 'operator', actor: id('operator') },
        ...{ kind: 'TOKEN', state: 'EXPIRED', grantedAt, expiresAt },
      },
      {
        ...{ token: id('lead'), name: { text: 'Lead' }, role: 'teamLead', actor: id('l'), missions: [id('m')] },
        ...{ kind: 'TOKEN', state: 'VALID', grantedAt },
      },
      {
        ...{ token: id('gone'), name: { text: 'Gone' }, role: 'liaison', actor: id('g'), agency: 'Saskatoon' },
        ...{ kind: 'TOKEN', state: 'REVOKED', grantedAt, revokedAt: expiresAt },
      },
    ]);
    expect(answer.text).not.toContain(hashOfSecret(secret));
    expect(answer.text).not.toContain(secret);
  });

  it('is paged', async () => {
    const { position } = await grant(GRANT);
    const first = await operator.ask(`access-tokens?limit=1&after=${position}`);
    const { next } = first.body as { readonly next: string };
    const second = await operator.ask(`access-tokens?limit=1&cursor=${next}`);
    expect(second.body).toMatchObject({ items: [{ token: TOKEN }] });
    expect(second.body).not.toHaveProperty('next');
  });
});
