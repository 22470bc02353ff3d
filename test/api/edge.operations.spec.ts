import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { AccessModule } from '../../src/features/access/access.module.js';
import { accessProjection } from '../../src/features/access/views/access.projection.js';
import { instant } from '../../src/kernel/instant.js';
import type { Position } from '../../src/kernel/position.js';
import { nextTurn } from '../../src/projecting/machine.js';
import type { Projection } from '../../src/projecting/projection.js';
import { ScriptClock } from '../../src/installation/script-clock.js';
import { startApp, type AppUnderTest, type TestAnswer } from '../support/app.js';
import { NOW } from '../support/given.js';

/** A view that cannot apply whatever a test says. */
let cannotApply: (type: string) => boolean;

const FRAGILE: Projection = {
  name: 'fragile',
  version: 1,
  create: () => undefined,
  apply: (_, { type }) => {
    if (cannotApply(type)) throw new RangeError('a text that nobody outside may read');
  },
};

let app: AppUnderTest;
let operator: string;

/** The operations log. */
let lines: string[];

beforeEach(async () => {
  cannotApply = () => false;
  lines = [];
  const write = (line: string): void => void lines.push(line);
  app = await startApp({ features: [AccessModule], projections: [accessProjection, FRAGILE], write });
  operator = await app.admit('operator');
});

afterEach(() => app.close());

async function end(): Promise<Position> {
  return (await app.log.end()).position;
}

function get(url: string, token?: string): Promise<TestAnswer> {
  return app.inject('GET', url, token === undefined ? {} : { token });
}

describe('a running application', () => {
  it('is live and ready', async () => {
    expect(await get('/livez')).toMatchObject({ status: 200, body: { live: true } });
    expect(await get('/readyz')).toMatchObject({ status: 200, body: { ready: true } });
  });

  it('is live and not ready where a view has stopped', async () => {
    cannotApply = () => true;
    await app.admit('auditor');
    const details = { log: true, views: false, clock: true };
    expect(await get('/readyz')).toMatchObject({
      status: 503,
      body: { type: 'urn:muster:problem:unavailable', details },
    });
    expect((await get('/livez')).status).toBe(200);
  });

  it('is not ready where the log does not answer', async () => {
    await app.log.close();
    const details = { log: false, views: false, clock: false };
    expect(await get('/readyz')).toMatchObject({ status: 503, body: { details } });
  });

  it('is not ready where the clock is far behind the log, and records nothing by it', async () => {
    await app.close();
    const clock = new ScriptClock(NOW);
    let behind = false;
    const unsteady = Object.assign(Object.create(clock) as ScriptClock, {
      now: () => (behind ? instant('2020-01-07T23:59:49.999Z') : NOW),
    });
    app = await startApp({ features: [AccessModule], projections: [accessProjection], clock: unsteady });
    operator = await app.admit('operator');
    behind = true;
    const details = { log: true, views: true, clock: false };
    expect(await get('/readyz')).toMatchObject({ status: 503, body: { details } });
    const body = { name: 'Somebody', role: 'auditor' };
    const refused = await app.inject('POST', '/api/commands/GrantAccessToken', { token: operator, body });
    expect(refused).toMatchObject({ status: 503, body: { type: 'urn:muster:problem:clock-insane' } });
    expect(refused.headers['retry-after']).toBe('60');
  });
});

describe('the views', () => {
  it('are listed with where they stand', async () => {
    await app.views.reached(await end(), 1_000);
    const running = { version: 1, state: 'running', position: await end(), recordedAt: NOW, attempts: 0 };
    const items = [
      { name: 'access', ...running, version: 4 },
      { name: 'fragile', ...running },
    ];
    expect(await get('/api/projections', operator)).toMatchObject({ status: 200, body: { items } });
  });

  it('are listed with the event that stopped one, and nothing of what it said', async () => {
    cannotApply = () => true;
    await app.admit('auditor');
    const [granted] = (await app.log.readAll('0' as Position, 10)).slice(-1);
    const { status, body, text } = await get('/api/projections', operator);
    const stoppedBy = { event: granted?.id, type: 'AccessTokenGranted', position: await end(), error: 'RangeError' };
    expect(status).toBe(200);
    expect((body as { items: unknown[] }).items[1]).toMatchObject({ name: 'fragile', state: 'stopped', stoppedBy });
    expect(text).not.toContain('nobody outside');
  });

  it('are told of in the operations log when one stops, once, with what stopped it and why', async () => {
    cannotApply = () => true;
    await app.admit('auditor');
    await app.admit('commander');
    const [, granted] = await app.log.readAll('0' as Position, 10);
    const told = lines.map((line) => JSON.parse(line) as { readonly event: string });
    const what = { type: 'AccessTokenGranted', error: 'RangeError', message: 'a text that nobody outside may read' };
    expect(told.filter(({ event }) => event === 'view-stopped')).toMatchObject([
      { level: 'error', view: 'fragile', stoppedBy: granted?.id, position: granted?.position, ...what },
    ]);
  });

  it('are made anew when the operator asks, which heals one that had stopped', async () => {
    cannotApply = () => true;
    await app.admit('auditor');
    cannotApply = () => false;
    expect(await get('/api/projections/rebuild', operator)).toMatchObject({ body: { state: 'NONE' } });
    const begun = await app.inject('POST', '/api/projections/rebuild', { token: operator });
    expect(begun).toMatchObject({ status: 202, body: { state: 'RUNNING' } });
    await settled();
    const done = { state: 'DONE', events: 2, position: await end(), target: await end() };
    expect(await get('/api/projections/rebuild', operator)).toMatchObject({ status: 200, body: done });
    expect((await get('/readyz')).status).toBe(200);
  });

  it('are made anew one time at a time, and as they were where it is called off', async () => {
    const post = (action: string): Promise<TestAnswer> =>
      app.inject('POST', `/api/projections/${action}`, { token: operator });
    expect(await post('rebuild/cancel')).toMatchObject({
      status: 409,
      body: { type: 'urn:muster:problem:not-in-force' },
    });
    const goesOn = holdReading();
    const answers = [await post('rebuild'), await post('rebuild'), await post('rebuild/cancel')];
    expect(answers.map(({ status }) => status)).toEqual([202, 409, 202]);
    goesOn();
    await settled();
    expect(await get('/api/projections/rebuild', operator)).toMatchObject({ body: { state: 'CANCELLED' } });
    expect((await get('/readyz')).status).toBe(200);
  });

  /** Nobody reads on in the log until the answer is called. */
  function holdReading(): () => void {
    const { log } = app;
    const readAll = log.readAll.bind(log);
    let goOn: () => void = () => undefined;
    const held = new Promise<void>((resolve) => (goOn = resolve));
    log.readAll = async (after, limit) => {
      await held;
      return readAll(after, limit);
    };
    return goOn;
  }

  /** Waits in turns of the machine, for without them nothing else gets one. */
  async function settled(): Promise<void> {
    for (let turn = 0; turn < 1_000; turn += 1) {
      await nextTurn();
      const { body } = await get('/api/projections/rebuild', operator);
      if ((body as { state: string }).state !== 'RUNNING') return;
    }
    throw new Error('the rebuild does not end');
  }
});
