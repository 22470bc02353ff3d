import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { LogUnavailable } from '../../src/event-log/event-log.js';
import { HEARTBEAT_MS } from '../../src/api/wakes.js';
import { callerWith, type Recorded } from '../support/api.js';
import { id } from '../support/given.js';
import { evening } from '../support/tour.js';
import { ANN_LAPSES_SOON, groupsIn, startLiveScene, type LiveScene } from './live-scene.js';
import { refusal } from './live-support.js';
import { ANN, NOBODY, RC, safe } from './timeline-support.js';

const LONG_MS = 3 * HEARTBEAT_MS;

let scene: LiveScene;

afterEach(() => scene.close());

describe('a stream', () => {
  beforeEach(async () => {
    scene = await startLiveScene();
  });

  it('is refused with a problem before it begins', async () => {
    const operator = await scene.app.admit('operator');
    const ann = await scene.app.admit('deployedOfficer', { deployment: ANN });
    const refusals = [
      [await refusal(scene.streamOf(RC)), 401, 'unauthenticated'],
      [await refusal(scene.streamOf(RC), { token: 'nobody' }), 401, 'unauthenticated'],
      [await refusal(scene.streamOf(RC), { token: operator }), 403, 'forbidden'],
      [await refusal(scene.streamOf(RC), { token: ann }), 403, 'forbidden'],
      [await refusal(scene.streamOf(NOBODY), { token: scene.token }), 404, 'not-found'],
      [await refusal(scene.streamOf('everyone'), { token: scene.token }), 400, 'invalid-request'],
    ] as const;
    for (const [answer, status, problem] of refusals) {
      expect(answer).toMatchObject({ status, body: { type: `urn:muster:problem:${problem}` } });
      expect(answer.headers['content-type']).toContain('application/problem+json');
    }
  });

  it('ends when the application closes, which does not wait for it', async () => {
    const listener = await scene.hear();
    await listener.next();
    await scene.app.close();
    expect(await listener.ended()).toEqual([]);
    scene = await startLiveScene();
  });

  it(
    'ends within a heartbeat of its token’s revocation, and tells nothing from then on',
    async () => {
      const operator = callerWith(scene.app, await scene.app.admit('operator'));
      const grant = { token: id('lost telephone'), name: 'Night watch', role: 'auditor' };
      const { secret } = (await operator.record('GrantAccessToken', grant)) as Recorded & { readonly secret: string };
      const listener = await scene.hear(undefined, secret);
      await listener.next();
      await operator.record('RevokeAccessToken', { token: grant.token, reason: 'The telephone was lost' });
      expect(await listener.ended()).toEqual([]);
    },
    LONG_MS,
  );

  it('ends with a token that has expired, and tells nothing from then on', async () => {
    const brief = await scene.app.admit('auditor', { expiresAt: evening('23:30:00') });
    const listener = await scene.hear(undefined, brief);
    await listener.next();
    await scene.at('23:30', 'RecordCheckIn', safe(ANN, '23:09'));
    expect(await listener.ended()).toEqual([]);
  });

  it('that cannot go on ends quietly, and one line of the operations log says why', async () => {
    await scene.at('23:10', 'RecordCheckIn', safe(ANN, '23:09'));
    const listener = await scene.hear();
    await listener.next();
    scene.lines.length = 0;
    jest.spyOn(scene.app.log, 'end').mockRejectedValueOnce(new LogUnavailable('the disk is gone'));
    scene.app.clock.moveTo(ANN_LAPSES_SOON);
    expect(await listener.ended()).toEqual([]);
    const failures = scene.lines.filter((line) => line.includes('"level":"error"'));
    expect(failures).toEqual([expect.stringContaining('LogUnavailable')]);
    expect(failures[0]).toContain('"event":"stream"');
    expect(groupsIn(await (await scene.hear()).next())).toMatchObject({ [ANN]: 'LAPSING_SOON' });
  });

  it('has a head and no body for who asks for that alone', async () => {
    const head = await scene.app.inject('HEAD', `/api/roll-calls/${RC}/stream`, { token: scene.token });
    expect(head).toMatchObject({
      status: 200,
      text: '',
      headers: { 'content-type': expect.stringContaining('event') },
    });
  });

  it('may have many readers', async () => {
    const many = await Promise.all(Array.from({ length: 30 }, () => scene.hear()));
    for (const listener of many) await listener.next();
    await scene.at('23:10', 'RecordCheckIn', safe(ANN, '23:09'));
    for (const listener of many) expect(groupsIn(await listener.next())).toEqual({ [ANN]: 'ACCOUNTED' });
  });
});
