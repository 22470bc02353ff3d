import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { AccessModule } from '../../src/features/access/access.module.js';
import { MissionsModule } from '../../src/features/missions/missions.module.js';
import { parseStream } from '../../src/kernel/stream.js';
import { callerWith, expectProblem, storedEvents, type TestCaller } from '../support/api.js';
import { startApp, type AppUnderTest } from '../support/app.js';
import { id } from '../support/given.js';

const CORRELATION = 'a2a1c9f4-3f50-4b0e-8f6b-0d1c2e3f4a5b';

let app: AppUnderTest;
let watch: TestCaller;
let chief: TestCaller;
let number = 0;
let mission: string;

beforeAll(async () => {
  app = await startApp({ features: [AccessModule, MissionsModule] });
  watch = callerWith(app, await app.admit('dutyOfficer', { actor: id('watch') }));
  chief = callerWith(app, await app.admit('commander', { actor: id('chief') }));
});

afterAll(() => app.close());

beforeEach(() => {
  number += 1;
  mission = id(`mission ${number}`);
});

async function eventsOf(stream: string): Promise<readonly unknown[]> {
  return (await storedEvents(app)).filter((event) => parseStream(event.stream).id === stream);
}

/** The next append waits at the log's door until it is released. */
function holdNextAppend(): { readonly reached: Promise<unknown>; release(): void } {
  const reached = Promise.withResolvers<undefined>();
  const released = Promise.withResolvers<undefined>();
  const append = app.log.append.bind(app.log);
  jest.spyOn(app.log, 'append').mockImplementationOnce(async (request) => {
    reached.resolve(undefined);
    await released.promise;
    return append(request);
  });
  return { reached: reached.promise, release: () => released.resolve(undefined) };
}

describe('a command with a key', () => {
  const key = { 'idempotency-key': 'from the field telephone, 7' };

  it('is answered as it was, word for word, however often it is repeated', async () => {
    const body = { mission, name: 'Training' };
    const first = await watch.give('EstablishMission', body, key);
    await watch.record('OpenDutyPost', { mission, post: id('post'), name: 'Centre' });
    const again = await watch.give('EstablishMission', body, key);
    expect(again).toMatchObject({ status: 200, text: first.text });
    expect(await eventsOf(mission)).toHaveLength(2);
  });

  it('is the same command however its fields are spelt', async () => {
    const own = { 'idempotency-key': 'spelling' };
    const first = await watch.give('EstablishMission', { mission, name: 'Training' }, own);
    const again = await watch.give('EstablishMission', { name: ' Training ', mission: mission.toUpperCase() }, own);
    expect(again).toMatchObject({ status: 200, text: first.text });
  });

  it('gets the same id where it leaves the id to the server', async () => {
    const own = { 'idempotency-key': 'no id' };
    const answers = await Promise.all([1, 2].map(() => watch.give('EstablishMission', { name: 'Training' }, own)));
    const again = await watch.give('EstablishMission', { name: 'Training' }, own);
    const ids = [...answers, again]
      .filter(({ status }) => status === 200)
      .map(({ body }) => (body as { id: string }).id);
    expect(new Set(ids).size).toBe(1);
  });

  it.each([
    ['another body', 'EstablishMission', { name: 'Another' }],
    ['one field more', 'EstablishMission', { name: 'Training', zone: 'UTC' }],
  ])('is refused with %s, and nothing is stored', async (_, command, change) => {
    const own = { 'idempotency-key': `reused ${number}` };
    await watch.give('EstablishMission', { mission, name: 'Training' }, own);
    expectProblem(await watch.give(command, { mission, ...change }, own), 422, 'command-id-reused');
    expect(await eventsOf(mission)).toHaveLength(1);
  });

  it('is refused for another command, and nothing is stored', async () => {
    const own = { 'idempotency-key': 'another command' };
    await watch.give('EstablishMission', { mission, name: 'Training' }, own);
    const other = await watch.give('OpenDutyPost', { mission, post: id('post'), name: 'Centre' }, own);
    expectProblem(other, 422, 'command-id-reused');
    expect(await eventsOf(mission)).toHaveLength(1);
  });

  it('is refused on another stream, and nothing is stored', async () => {
    const own = { 'idempotency-key': 'another stream' };
    const other = id(`other ${number}`);
    await watch.give('EstablishMission', { mission, name: 'Training' }, own);
    expectProblem(
      await watch.give('EstablishMission', { mission: other, name: 'Training' }, own),
      422,
      'command-id-reused',
    );
    expect(await eventsOf(other)).toHaveLength(0);
  });

  it('belongs to who chose it: somebody else’s key is another', async () => {
    const own = { 'idempotency-key': 'one' };
    await watch.give('EstablishMission', { mission, name: 'Training' }, own);
    const post = { mission, post: id('post'), name: 'Centre' };
    expect((await chief.give('OpenDutyPost', post, own)).status).toBe(200);
  });

  it('is refused while the same is under way, and then answered as that was', async () => {
    const own = { 'idempotency-key': 'at once' };
    const body = { mission, name: 'Training' };
    const disk = holdNextAppend();
    const first = watch.give('EstablishMission', body, own);
    await disk.reached;
    const refused = await watch.give('EstablishMission', body, own);
    expectProblem(refused, 409, 'command-in-flight');
    expect(refused.headers['retry-after']).toBe('1');

    disk.release();
    const accepted = await first;
    expect(accepted.status).toBe(200);
    expect((await watch.give('EstablishMission', body, own)).text).toBe(accepted.text);
    expect(await eventsOf(mission)).toHaveLength(1);
  });

  it('that was refused may be given again once there is a reason for another answer', async () => {
    const own = { 'idempotency-key': 'too early' };
    const post = { mission, post: id('post'), name: 'Centre' };
    expectProblem(await watch.give('OpenDutyPost', post, own), 404, 'not-found');
    await watch.record('EstablishMission', { mission, name: 'Training' });
    expect((await watch.give('OpenDutyPost', post, own)).status).toBe(200);
  });
});

describe('a decision that rests on what was seen', () => {
  const post = (): object => ({ mission, post: id('post'), name: 'Centre' });

  it('is taken where nothing has changed, by the ETag of the page or of the last answer', async () => {
    const established = await watch.give('EstablishMission', { mission, name: 'Training' });
    const { headers } = await watch.ask(`missions/${mission}`);
    expect(headers['etag']).toBe(established.headers['etag']);
    expect((await watch.give('OpenDutyPost', post(), { 'if-match': headers['etag'] ?? '' })).status).toBe(200);
  });

  it('is refused where something has changed since, and nothing is stored', async () => {
    const established = await watch.give('EstablishMission', { mission, name: 'Training' });
    await watch.record('OpenDutyPost', { ...post(), post: id('other') });
    const late = await watch.give('OpenDutyPost', post(), { 'if-match': established.headers['etag'] ?? '' });
    expectProblem(late, 412, 'precondition-failed');
    expect(await eventsOf(mission)).toHaveLength(2);
  });

  it('is refused where there was nothing to be seen', async () => {
    const refused = await watch.give('EstablishMission', { mission, name: 'Training' }, { 'if-match': '"0"' });
    expectProblem(refused, 412, 'precondition-failed');
  });
});

describe('what is stored of a command', () => {
  it('names who gave it, in which role, and in which request', async () => {
    const headers = { 'x-correlation-id': CORRELATION };
    await watch.give('EstablishMission', { mission, name: 'Training' }, headers);
    const metadata = { actor: id('watch'), role: 'dutyOfficer', correlationId: CORRELATION, mode: 'ACTUAL' };
    expect(await eventsOf(mission)).toMatchObject([{ type: 'MissionEstablished', metadata }]);
  });
});
