import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { HEARTBEAT_MS } from '../../src/api/wakes.js';
import { callerWith, type TestCaller } from '../support/api.js';
import { startApp, type AppUnderTest } from '../support/app.js';
import { listen, refusal, type Listener } from './live-support.js';

const LONG_MS = 3 * HEARTBEAT_MS;

let app: AppUnderTest;
let url: string;
let watch: TestCaller;
let token: string;
let heard: Listener;

beforeEach(async () => {
  app = await startApp();
  url = `${await app.listen()}/api/events/stream`;
  token = await app.admit('dutyOfficer');
  watch = callerWith(app, token);
  heard = await listen(url, { token });
});

afterEach(async () => {
  heard.leave();
  await app.close();
});

/** The end that is told next. */
async function end(): Promise<string> {
  const { event, id, data } = await heard.next();
  expect({ event, data }).toEqual({ event: 'end', data: { position: id } });
  return id;
}

/** Hears ends until one is at least there, however many were told as one. */
async function endAt(position: string): Promise<string> {
  let told = await end();
  while (told < position) told = await end();
  return told;
}

describe('Who follows the log', () => {
  it('is told where it ends, and whenever it ends further, of whatever kind the event is', async () => {
    const { position } = await app.log.end();
    expect(await endAt(position)).toBe(position);
    const one = await watch.record('EstablishMission', { name: 'Advice' });
    expect(await endAt(one.position)).toBe(one.position);
    await app.admit('auditor');
    const granted = await app.log.end();
    expect(await endAt(granted.position)).toBe(granted.position);
  });

  it('finds in the log what he was told of', async () => {
    const { position } = await watch.record('EstablishMission', { name: 'Advice' });
    const told = await endAt(position);
    const { body } = await watch.ask(`events?limit=1&after=${told}`);
    expect(body).toMatchObject({ events: [{ type: 'MissionEstablished' }] });
  });

  it('is told how it stands now when he comes back, and so has missed nothing', async () => {
    heard.leave();
    const { position } = await watch.record('EstablishMission', { name: 'Advice' });
    heard = await listen(url, { token, lastEventId: '000000000000001' });
    expect(await endAt(position)).toBe(position);
  });

  it(
    'is told nothing more once he is not let in any more',
    async () => {
      const operator = callerWith(app, await app.admit('operator'));
      const { body } = await operator.ask('access-tokens');
      const { items } = body as { readonly items: readonly { readonly token: string; readonly role: string }[] };
      const his = items.find(({ role }) => role === 'dutyOfficer');
      await operator.record('RevokeAccessToken', { token: his?.token, reason: 'Lost' });
      const position = (await app.log.end()).position;
      const rest = await heard.ended();
      expect(rest.every(({ id }) => id <= position)).toBe(true);
      expect((await refusal(url, { token })).status).toBe(401);
    },
    LONG_MS,
  );

  it('is refused who may not read events', async () => {
    const liaison = await app.admit('liaison', { agency: 'Saskatoon' });
    expect((await refusal(url, { token: liaison })).status).toBe(403);
  });
});
