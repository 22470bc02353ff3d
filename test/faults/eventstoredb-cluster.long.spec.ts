import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { describeWithServerProgram } from '../support/eventstoredb.js';
import { EventStoreDbCluster } from '../support/eventstoredb-cluster.js';
import { compileSources, ServerProcess, type Compiled } from '../support/server-process.js';
import { meetServerFaults, type ServerCampaign } from './server-campaign.js';
import { allRestarted, instanceKilled, leaderHeldUp, leaderKilled, leaderResigned, together } from './server-faults.js';
import type { ServerFault } from './server-night.js';

const SEED = Number(process.env['MUSTER_TEST_SEED'] ?? '20200108');
const PATIENCE_MS = 14_400_000;

const KILLS = 20;
const HOLDS = 5;
/** Milliseconds, each in turn: longer than an election, and both before and after clients take a connection for lost. */
const HELD_UP_MS = [12_000, 20_000, 30_000, 6_000, 18_000];
const RESIGNATIONS = 5;
const RESTARTS = 3;
const MIXED = 9;

describeWithServerProgram('two instances on three nodes of EventStoreDB, under 64 writers', () => {
  let compiled: Compiled;
  let cluster: EventStoreDbCluster;

  beforeAll(async () => {
    compiled = await compileSources();
    cluster = await EventStoreDbCluster.start();
  }, EventStoreDbCluster.STARTED_WITHIN_MS);

  afterAll(async () => {
    await ServerProcess.killAll();
    await cluster.remove();
    compiled.remove();
  }, PATIENCE_MS);

  const meet = (
    name: string,
    faults: number,
    faultAt: (number: number) => ServerFault,
  ): ReturnType<typeof meetServerFaults> => {
    const { connectionString } = cluster;
    const ways = [connectionString, connectionString] as const;
    const nodes = cluster.nodes.map((node) => `${node.connectionString}&nodePreference=random`);
    const plan: ServerCampaign['plan'] = { main: compiled.main, ways, connectionString, nodes };
    return meetServerFaults({ name, faults, plan, seed: SEED, faultAt });
  };

  it(
    'lose, double and claim nothing falsely when the leader is killed',
    async () => {
      const figures = await meet('kill -9 of the leader of three', KILLS, () => leaderKilled(cluster));
      expect(figures.lostSubscriptions).toBeGreaterThanOrEqual(figures.faultsMet);
    },
    PATIENCE_MS,
  );

  it(
    'lose, double and claim nothing falsely when the leader resigns',
    async () => {
      await meet('leader resigns', RESIGNATIONS, () => leaderResigned(cluster));
    },
    PATIENCE_MS,
  );

  it(
    'lose, double and claim nothing falsely when an instance, the leader, or both are killed',
    async () => {
      const instance = (number: number): ServerFault => instanceKilled(number % 2 === 0 ? 0 : 1);
      await meet('kill -9 of an instance, the leader, or both', MIXED, (number) => {
        if (number % 3 === 0) return instance(number);
        return number % 3 === 1 ? leaderKilled(cluster) : together(instance(number), leaderKilled(cluster));
      });
    },
    PATIENCE_MS,
  );

  it(
    'lose, double and claim nothing falsely when the leader is held up, another one elected, and the first goes on',
    async () => {
      await meet('leader of three suspended for 6 to 30 s', HOLDS, (number) =>
        leaderHeldUp(cluster, HELD_UP_MS[number % HELD_UP_MS.length] ?? 0),
      );
    },
    PATIENCE_MS,
  );

  it(
    'lose, double and claim nothing falsely when everything is killed and started again at once',
    async () => {
      const name = 'three nodes and instances restarted at once';
      await meet(name, RESTARTS, () => allRestarted(cluster.nodes, () => cluster.whole()));
    },
    PATIENCE_MS,
  );
});
