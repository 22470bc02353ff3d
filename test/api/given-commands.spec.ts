import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { callerWith, expectProblem, type TestCaller } from '../support/api.js';
import { startApp, type AppUnderTest } from '../support/app.js';
import { FakeEventStoreDb } from '../support/fake-eventstoredb/fake-eventstoredb.js';
import { id } from '../support/given.js';

const VIEWS_WITHIN_MS = 20_000;
const MISSION = id('given-mission');
const PEOPLE = ['ann', 'ben', 'cyd'] as const;

describe.each(['in memory', 'on EventStoreDB'])('A key that was used for a command whose log is %s', (place) => {
  let server: FakeEventStoreDb | undefined;
  let app: AppUnderTest;
  let watch: TestCaller;

  const tourOf = (name: string): string => id(`tour of ${name}`);
  const begin = (name: string, deployment = tourOf(name)) => ({
    ...{ deployment, officer: id(`officer ${name}`), mission: MISSION },
    ...{ beganAt: '2019-10-01T00:00:00Z', plannedEndAt: '2020-10-01T00:00:00Z' },
  });
  const heard = (name: string, condition = 'SAFE') => ({
    ...{ deployment: tourOf(name), condition, observedAt: '2020-01-07T23:30:00Z', channel: 'APP', grade: 1 },
  });

  async function refusedAndNothingStored(command: string, body: object, key: string): Promise<void> {
    const end = await app.log.end();
    await app.views.reached(end.position, VIEWS_WITHIN_MS);
    expectProblem(await watch.give(command, body, { 'idempotency-key': key }), 422, 'command-id-reused');
    expect(await app.log.end()).toEqual(end);
  }

  beforeAll(async () => {
    if (place === 'on EventStoreDB') server = await FakeEventStoreDb.start();
    app = await startApp(server === undefined ? {} : { engine: { server: server.connectionString } });
    watch = callerWith(app, await app.admit('dutyOfficer'));
    await watch.record('EstablishMission', { mission: MISSION, name: 'Training' });
    for (const name of PEOPLE) {
      const officer = { officer: id(`officer ${name}`), name, rank: 'Constable', homeAgency: 'Saskatoon' };
      await watch.record('RegisterOfficer', officer);
    }
  });

  afterAll(async () => {
    await app.close();
    await server?.stop();
  });

  it('is refused for another tour, and no tour is reserved', async () => {
    await watch.give('BeginDeployment', begin('ann'), { 'idempotency-key': 'tour' });
    await refusedAndNothingStored('BeginDeployment', begin('ben', id('another tour')), 'tour');
  });

  it('is refused as that before anything else is found wrong', async () => {
    await refusedAndNothingStored('BeginDeployment', begin('nobody'), 'tour');
    await refusedAndNothingStored('LogNote', { incident: id('no incident'), text: 'x' }, 'tour');
  });

  it('is refused for another list of check-ins, whose new lines are not stored', async () => {
    await watch.record('BeginDeployment', begin('cyd'));
    const list = { checkIns: [heard('nobody'), heard('ann')] };
    const first = await watch.give('RecordCheckIns', list, { 'idempotency-key': 'list' });
    expect(first.body).toMatchObject({ results: [{ stored: false }, { stored: true }] });
    await refusedAndNothingStored('RecordCheckIns', { checkIns: [heard('nobody'), heard('cyd')] }, 'list');
  });

  it('is answered as before for the same command', async () => {
    const again = await watch.give('BeginDeployment', begin('ann'), { 'idempotency-key': 'tour' });
    expect(again).toMatchObject({ status: 200, body: { id: tourOf('ann') } });
  });
});
