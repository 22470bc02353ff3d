import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it, jest } from '@jest/globals';
import { describeWithServer, freshNamespace } from '../support/eventstoredb.js';
import { muster, temporaryFolder } from './support.js';

jest.setTimeout(120_000);

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
    rmSync(join(folder.path, 'master.key'));
    expect(await found()).toEqual(expect.arrayContaining(['log: ok', 'keys: fault']));
  });

  it('says that the server does not answer', async () => {
    expect(await found('kurrentdb://127.0.0.1:1?tls=false')).toEqual(expect.arrayContaining(['log: fault']));
  });
});
