import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { describeWithServerProgram } from '../support/eventstoredb.js';
import { EventStoreDbProcess } from '../support/eventstoredb-process.js';
import { compileSources, ServerProcess, type Compiled } from '../support/server-process.js';
import { TcpProxy } from '../support/tcp-proxy.js';
import { expectSound } from './server-campaign.js';
import { cutOff, heldUp, killed } from './server-faults.js';
import { ServerNight } from './server-night.js';

/** Milliseconds, on a machine that has much other work. */
const PATIENCE_MS = 400_000;
/** Milliseconds: longer than an append waits for its answer before its outcome is in doubt. */
const CUT_MS = 8_000;
const HELD_UP_MS = 3_000;

describeWithServerProgram('two instances on one EventStoreDB, each written to and asked all the time', () => {
  let compiled: Compiled;
  let server: EventStoreDbProcess;
  let proxy: TcpProxy;
  let night: ServerNight;

  beforeAll(async () => {
    compiled = await compileSources();
    server = await EventStoreDbProcess.start();
    proxy = await TcpProxy.to(server.port);
    const through = `kurrentdb://127.0.0.1:${proxy.port}?tls=false`;
    const { connectionString } = server;
    const ways = [connectionString, through] as const;
    night = new ServerNight({ main: compiled.main, seed: 20200108, ways, connectionString, nodes: [connectionString] });
    await night.open();
  }, PATIENCE_MS);

  afterAll(async () => {
    await night.remove();
    await ServerProcess.killAll();
    await proxy.close();
    await server.remove();
    compiled.remove();
  }, PATIENCE_MS);

  it.each([
    ['is killed', () => killed(server)],
    ['is held up', () => heldUp(server, HELD_UP_MS)],
    ['is out of reach of one of them', () => cutOff(proxy, CUT_MS)],
  ])(
    'go on when it %s, and have lost, doubled and claimed nothing falsely',
    async (_, fault) => {
      await night.meet(fault());
      expectSound(night.figures());
    },
    PATIENCE_MS,
  );

  it('have taken up their lost subscriptions again', () => {
    expect(night.figures().lostSubscriptions).toBeGreaterThan(0);
  });
});
