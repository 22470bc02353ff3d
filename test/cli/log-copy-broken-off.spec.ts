import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it, jest } from '@jest/globals';
import { toNowhere } from '../../src/edge/operations-log.js';
import { moveLog, type Moved, type MovePlan } from '../../src/installation/moving/move-log.js';
import { startServer, type RunningServer } from '../../src/installation/server.js';
import { describeWithAnyServer, freshNamespace } from '../support/eventstoredb.js';
import { muster, playSmallNight, startServerOn, temporaryFolder, type Ran } from './support.js';

jest.setTimeout(120_000);

const NOT_COMPLETE = 'the copy into this log is not complete: do muster log copy again, which goes on from there';

describeWithAnyServer('a copy to EventStoreDB that broke off', (connectionString) => {
  const namespace = freshNamespace();
  let source: ReturnType<typeof temporaryFolder>;
  let instance: ReturnType<typeof temporaryFolder>;

  beforeAll(async () => {
    source = temporaryFolder();
    instance = temporaryFolder();
    const server = await startServerOn(source.path);
    await playSmallNight(server);
    await server.close();
    writeFileSync(join(instance.path, 'master.key'), readFileSync(join(source.path, 'master.key')));
  });

  afterAll(() => {
    for (const folder of [source, instance]) folder.remove();
  });

  const copy = (onProgress: MovePlan['onProgress'] = () => undefined): Promise<Moved> =>
    moveLog({
      from: { folder: source.path },
      to: { url: connectionString(), namespace },
      ...{ keepsKey: false, onProgress, elapsedMs: () => performance.now(), pageSize: 3 },
    });
  const env = (): Readonly<Record<string, string>> => ({
    ...{ EVENT_LOG: connectionString(), MUSTER_NAMESPACE: namespace, MUSTER_DATA: instance.path },
  });
  const serve = (): Promise<RunningServer> => {
    const engine = { engine: 'kurrentdb', url: connectionString(), namespace, folder: instance.path } as const;
    return startServer({ port: 0, host: '127.0.0.1', engine }, { write: toNowhere });
  };

  it('is served to nobody, and nobody works on it, whenever it broke off', async () => {
    for (const brokenOffAfter of [1, 3]) {
      let steps = 0;
      const broken = copy((part) => {
        if (part !== 'compared' && (steps += 1) === brokenOffAfter) throw new Error('broken off');
      });
      await expect(broken).rejects.toThrow('broken off');
      await expect(serve()).rejects.toThrow(NOT_COMPLETE);
    }
    const from = ['--from', connectionString(), '--from-namespace', namespace];
    const key = ['--master-key', join(instance.path, 'master.key'), '--to', join(instance.path, 'elsewhere')];
    for (const args of [
      ['token', 'create', '--role', 'auditor', '--name', 'Somebody'],
      ['keys', 'rotate'],
      ['keys', 'erasures'],
      ['log', 'copy', ...from, ...key],
    ]) {
      const { code, err }: Ran = await muster(args, { env: env() });
      expect([args, code, err]).toEqual([args, 2, expect.stringContaining(NOT_COMPLETE)]);
    }
  });

  it('is served once it has been gone on with to its end, and after it was done once more', async () => {
    const first = await copy();
    expect(first.copied).toBeGreaterThan(0);
    expect(first.copied).toBeLessThan(first.events);
    await (await serve()).close();
    expect(await copy()).toEqual({ ...first, copied: 0 });
    await (await serve()).close();
    expect((await muster(['token', 'list'], { env: env() })).code).toBe(0);
  });
});
