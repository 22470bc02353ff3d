import { renameSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it, jest } from '@jest/globals';
import { toNowhere } from '../../src/edge/operations-log.js';
import { KurrentEventLog } from '../../src/event-log/kurrentdb/kurrent-event-log.js';
import { startServer } from '../../src/installation/server.js';
import { SystemClock } from '../../src/installation/system-clock.js';
import { SystemIds } from '../../src/installation/system-ids.js';
import { instant } from '../../src/kernel/instant.js';
import { appendOf, commandNamed, deploymentStream } from '../support/event-log.js';
import { describeWithServer, freshNamespace } from '../support/eventstoredb.js';
import { muster, temporaryFolder, type Ran } from './support.js';

jest.setTimeout(120_000);

const DAY_MS = 86_400_000;

interface Told {
  readonly findings: readonly { readonly check: string; readonly status: string }[];
}

describeWithServer('muster doctor on an installation that a server keeps', (connectionString) => {
  const namespace = freshNamespace();
  let folder: ReturnType<typeof temporaryFolder>;

  beforeAll(() => {
    folder = temporaryFolder();
  });

  afterAll(() => folder.remove());

  function doctor(): Promise<Ran> {
    const env = { EVENT_LOG: connectionString(), MUSTER_NAMESPACE: namespace };
    return muster(['doctor', '--data', folder.path], { env });
  }

  async function found(url = connectionString()): Promise<readonly string[]> {
    const env = { EVENT_LOG: url, MUSTER_NAMESPACE: namespace };
    const { out } = await muster(['doctor', '--data', folder.path, '--json'], { env });
    const { findings } = JSON.parse(out) as Told;
    return findings.map(({ check, status }) => `${check}: ${status}`);
  }

  it('begins no log there, then finds that the key opens the keys, and then that it is gone', async () => {
    const unbegun = ['embedded: skipped', 'log: ok', 'keys: skipped'];
    expect(await found()).toEqual(expect.arrayContaining(unbegun));
    expect(await found()).toEqual(expect.arrayContaining(unbegun));
    const env = { EVENT_LOG: connectionString(), MUSTER_NAMESPACE: namespace, MUSTER_DATA: folder.path };
    const granted = await muster(['token', 'create', '--role', 'operator', '--name', 'The operator'], { env });
    expect([granted.code, granted.err]).toEqual([0, '']);
    expect(await found()).toEqual(expect.arrayContaining(['embedded: skipped', 'log: ok', 'keys: ok']));
    const [key, elsewhere] = [join(folder.path, 'master.key'), join(folder.path, 'elsewhere')];
    renameSync(key, elsewhere);
    expect(await found()).toEqual(expect.arrayContaining(['log: ok', 'keys: fault']));
    renameSync(elsewhere, key);
  });

  it('asks the instance that runs on the folder whether it is ready, and holds the clock against the log', async () => {
    expect(await found()).toEqual(expect.arrayContaining(['clock: ok', 'server: ok']));
    const url = connectionString();
    const engine = { engine: 'kurrentdb', url, namespace, folder: folder.path } as const;
    const server = await startServer({ port: 0, host: '127.0.0.1', engine }, { write: toNowhere });
    expect((await doctor()).out).toContain(`it is ready at ${server.url}`);
    await server.close();
    expect((await doctor()).out).toContain('no instance answers on this folder');
    const ahead = { now: () => instant(new Date(Date.now() + DAY_MS).toISOString()) };
    const log = await KurrentEventLog.open({ connectionString: url, namespace, ids: new SystemIds(), clock: ahead });
    const [stream, command] = [deploymentStream('ahead'), commandNamed('ahead')];
    await log.append(appendOf({ stream, command, expected: 'none', says: [{ note: 'x' }] }));
    await log.close();
    expect(await found()).toEqual(expect.arrayContaining(['clock: fault']));
  });

  it('says that the copy into the log is not complete', async () => {
    const server = { connectionString: connectionString(), namespace, ids: new SystemIds() };
    const log = await KurrentEventLog.openToCopyInto({ ...server, clock: new SystemClock() });
    await log.copyBegins();
    expect(await found()).toEqual(expect.arrayContaining(['log: fault']));
    await log.copyEnds();
    expect(await found()).not.toEqual(expect.arrayContaining(['log: fault']));
    await log.close();
  });

  it('says that the server does not answer', async () => {
    expect(await found('kurrentdb://127.0.0.1:1?tls=false')).toEqual(expect.arrayContaining(['log: fault']));
  });
});
