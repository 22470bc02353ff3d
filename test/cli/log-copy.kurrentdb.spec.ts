import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it, jest } from '@jest/globals';
import type { Moved } from '../../src/installation/moving/move-log.js';
import { parseMasterKey } from '../../src/sealing/master-key.js';
import { describeWithServer, freshNamespace } from '../support/eventstoredb.js';
import { pictureOf, playedInto, type Picture } from './moving-support.js';
import { muster, temporaryFolder } from './support.js';

jest.setTimeout(240_000);

describeWithServer('muster log copy to EventStoreDB and back', (connectionString) => {
  const folders = { source: temporaryFolder(), beside: temporaryFolder(), back: temporaryFolder() };
  const namespace = freshNamespace();
  let auditor: string;
  let before: Picture;
  let there: Moved;
  let masterKey: string;

  beforeAll(async () => {
    auditor = await playedInto(folders.source.path);
    before = await pictureOf({ engine: 'sqlite', folder: folders.source.path }, auditor);
    masterKey = join(folders.source.path, 'master.key');
  });

  afterAll(() => {
    for (const folder of Object.values(folders)) folder.remove();
  });

  async function copied(...args: readonly string[]): Promise<Moved> {
    const { code, out, err } = await muster(['log', 'copy', ...args, '--json']);
    expect([code, err]).toEqual([0, '']);
    return JSON.parse(out) as Moved;
  }

  it('answers every question as before, and says that the events are the same', async () => {
    const file = join(folders.beside.path, 'connection');
    writeFileSync(file, `${connectionString()}\n`);
    const to = ['--to-file', file, '--to-namespace', namespace];
    there = await copied('--from', folders.source.path, ...to);
    expect(there.copied).toBe(there.events);
    expect(await copied('--from', folders.source.path, ...to)).toEqual({ ...there, copied: 0 });
    const server = { engine: 'kurrentdb', url: connectionString(), namespace } as const;
    const key = parseMasterKey(readFileSync(masterKey, 'utf8'));
    const folder = join(folders.beside.path, 'instance');
    expect(await pictureOf({ ...server, folder, masterKey: key }, auditor)).toEqual(before);
  });

  it('comes back as it went', async () => {
    const from = ['--from', connectionString(), '--from-namespace', namespace, '--master-key', masterKey];
    const back = await copied(...from, '--to', folders.back.path);
    expect(back).toEqual({ ...there, from: there.to, to: there.from });
    expect(await pictureOf({ engine: 'sqlite', folder: folders.back.path }, auditor)).toEqual(before);
  });

  it('is refused from a namespace in which there is no log, and begins none there', async () => {
    const nowhere = freshNamespace();
    const from = ['--from', connectionString(), '--from-namespace', nowhere, '--master-key', masterKey];
    for (let times = 0; times < 2; times += 1) {
      const { code, err } = await muster(['log', 'copy', ...from, '--to', folders.back.path]);
      expect([code, err]).toEqual([2, expect.stringContaining('there is no log of Muster on the server')]);
    }
  });
});
