import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { FACTS } from '../../src/features/accountability/facts/facts.projection.js';
import { CATALOGUE } from '../../src/features/catalogue/catalogue.js';
import { DataFolderUnusable, dataFolder, type DataFolder } from '../../src/installation/data-folder.js';
import { openInstallation, type Installation } from '../../src/installation/installation.js';
import { ScriptClock } from '../../src/installation/script-clock.js';
import { SystemIds } from '../../src/installation/system-ids.js';
import { KeyStoreFormat, WrongMasterKey } from '../../src/sealing/key-store.js';
import { parseMasterKey } from '../../src/sealing/master-key.js';
import { NOW } from '../support/given.js';

const OTHER_KEY = parseMasterKey(Buffer.alloc(32, 7).toString('base64'));

let parent: string;
let folder: DataFolder;

beforeEach(() => {
  parent = mkdtempSync(join(tmpdir(), 'muster-folder-'));
  folder = dataFolder(join(parent, 'deep', 'data'));
});

afterEach(() => rmSync(parent, { recursive: true, force: true }));

function open(masterKey?: typeof OTHER_KEY): Promise<Installation> {
  return openInstallation({
    engine: { engine: 'sqlite', folder: folder.path, ...(masterKey === undefined ? {} : { masterKey }) },
    ...{ clock: new ScriptClock(NOW), ids: new SystemIds(), catalogue: CATALOGUE, projections: [FACTS] },
  });
}

async function openAndClose(masterKey?: typeof OTHER_KEY): Promise<void> {
  await (await open(masterKey)).close();
}

function modeOf(path: string): number {
  return statSync(path).mode & 0o777;
}

describe('a data folder', () => {
  it('is made where it is absent, with a master key of its own, and open to its owner alone', async () => {
    await openAndClose();
    expect([modeOf(folder.path), modeOf(folder.masterKey)]).toEqual([0o700, 0o600]);
    expect([folder.log, folder.keys, folder.views].every((file) => existsSync(file))).toBe(true);
  });

  it('keeps log, keys and views from everyone but its owner, also where the folder itself is open to others', async () => {
    mkdirSync(folder.path, { recursive: true });
    chmodSync(folder.path, 0o755);
    await openAndClose();
    expect([folder.log, folder.keys, folder.views].map(modeOf)).toEqual([0o600, 0o600, 0o600]);
  });

  it('is opened again with the same key', async () => {
    await openAndClose();
    const key = readFileSync(folder.masterKey, 'utf8');
    await openAndClose();
    expect(readFileSync(folder.masterKey, 'utf8')).toBe(key);
  });

  it('keeps no key where one is configured', async () => {
    await openAndClose(OTHER_KEY);
    expect(existsSync(folder.masterKey)).toBe(false);
    await openAndClose(OTHER_KEY);
  });

  it('is refused, and left as it is, where its key is missing', async () => {
    await openAndClose();
    rmSync(folder.masterKey);
    await expect(open()).rejects.toThrow(DataFolderUnusable);
    await expect(open()).rejects.toThrow(`put ${folder.masterKey} back`);
    expect(existsSync(folder.masterKey)).toBe(false);
  });

  it('is refused with a key that is not its own, and lets go of the log', async () => {
    await openAndClose();
    await expect(open(OTHER_KEY)).rejects.toThrow(WrongMasterKey);
    await openAndClose();
  });

  it('gets its key where a crash left an empty file instead, before anything was recorded', async () => {
    await openAndClose();
    for (const file of [folder.log, folder.keys, folder.views]) rmSync(file);
    writeFileSync(folder.masterKey, '');
    await openAndClose();
    expect(readFileSync(folder.masterKey, 'utf8')).toHaveLength(45);
  });

  it('is refused where its key store is no key store, and lets go of the log', async () => {
    await openAndClose();
    const kept = readFileSync(folder.keys);
    writeFileSync(folder.keys, 'something else entirely, and long enough to be looked at');
    await expect(open()).rejects.toThrow(KeyStoreFormat);
    writeFileSync(folder.keys, kept);
    await openAndClose();
  });

  it('is refused where the path is a file', async () => {
    folder = dataFolder(join(parent, 'file'));
    writeFileSync(folder.path, '');
    await expect(open()).rejects.toThrow(DataFolderUnusable);
  });

  it('is refused to a second writer, and the first goes on', async () => {
    const first = await open();
    await expect(open()).rejects.toThrow('already has a writer');
    expect((await first.log.end()).position).toBe('0');
    await first.close();
  });
});
