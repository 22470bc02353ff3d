import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { describeWithServerProgram } from '../support/eventstoredb.js';
import { EventStoreDbProcess, INSECURE } from '../support/eventstoredb-process.js';
import { printFigures } from '../support/figures.js';
import { compileSources, ServerProcess, type Compiled } from '../support/server-process.js';
import { SmallDisk } from '../support/small-disk.js';
import { TcpProxy } from '../support/tcp-proxy.js';
import { meetServerFaults, type ServerCampaign } from './server-campaign.js';
import { allRestarted, cutOff, diskFilled, heldUp, killed } from './server-faults.js';

const SEED = Number(process.env['MUSTER_TEST_SEED'] ?? '20200108');
const PATIENCE_MS = 14_400_000;

const KILLS = 50;
const HOLDS = 5;
/** Milliseconds: beyond that for which the client waits before it takes a connection for lost. */
const HELD_UP_MS = 30_000;
const CUTS = 3;
const CUT_MS = 60_000;
const RESTARTS = 5;
const FULL_DISKS = 5;
/** Megabytes: some of the chunks in which the server writes fit on it. */
const DISK_MB = 160;

describeWithServerProgram('two instances on one node of EventStoreDB, under 64 writers', () => {
  let compiled: Compiled;
  let server: EventStoreDbProcess;

  beforeAll(async () => {
    compiled = await compileSources();
    server = await EventStoreDbProcess.start();
  }, EventStoreDbProcess.STARTED_WITHIN_MS);

  afterAll(async () => {
    await ServerProcess.killAll();
    await server.remove();
    compiled.remove();
  }, PATIENCE_MS);

  const planOn = ({ connectionString }: EventStoreDbProcess): ServerCampaign['plan'] => {
    const ways = [connectionString, connectionString] as const;
    return { main: compiled.main, ways, connectionString, nodes: [connectionString] };
  };

  it(
    'lose, double and claim nothing falsely when it is killed',
    async () => {
      const faultAt = () => killed(server);
      const killing = { name: 'kill -9 of the single node', faults: KILLS, plan: planOn(server), seed: SEED, faultAt };
      const { lostSubscriptions, faultsMet } = await meetServerFaults(killing);
      expect(lostSubscriptions).toBeGreaterThanOrEqual(faultsMet);
    },
    PATIENCE_MS,
  );

  it(
    'lose, double and claim nothing falsely when it is held up and goes on',
    async () => {
      const faultAt = () => heldUp(server, HELD_UP_MS);
      await meetServerFaults({ name: 'suspended for 30 s', faults: HOLDS, plan: planOn(server), seed: SEED, faultAt });
    },
    PATIENCE_MS,
  );

  it(
    'lose, double and claim nothing falsely when one of them is cut off for a minute',
    async () => {
      const proxy = await TcpProxy.to(server.port);
      try {
        const through = `kurrentdb://127.0.0.1:${proxy.port}?tls=false`;
        const plan = { ...planOn(server), ways: [server.connectionString, through] as const };
        const faultAt = () => cutOff(proxy, CUT_MS);
        await meetServerFaults({ name: 'one instance cut off for 60 s', faults: CUTS, plan, seed: SEED, faultAt });
      } finally {
        await proxy.close();
      }
    },
    PATIENCE_MS,
  );

  it(
    'lose, double and claim nothing falsely when everything is killed and started again at once',
    async () => {
      const faultAt = () => allRestarted([server], () => server.start());
      const name = 'node and instances restarted at once';
      await meetServerFaults({ name, faults: RESTARTS, plan: planOn(server), seed: SEED, faultAt });
    },
    PATIENCE_MS,
  );

  it(
    'lose, double and claim nothing falsely when its disk is full',
    async () => {
      const disk = SmallDisk.make(DISK_MB);
      if (disk === undefined) {
        printFigures('EventStoreDB, disk full: skipped, since no file system may be mounted here');
        return;
      }
      const small = await EventStoreDbProcess.start(INSECURE, { database: disk.path });
      try {
        const faultAt = () => diskFilled(small, disk);
        await meetServerFaults({ name: 'disk full', faults: FULL_DISKS, plan: planOn(small), seed: SEED, faultAt });
      } finally {
        await ServerProcess.killAll();
        await small.remove();
        disk.remove();
      }
    },
    PATIENCE_MS,
  );
});
