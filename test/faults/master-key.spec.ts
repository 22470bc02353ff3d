import { copyFileSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { FACTS } from '../../src/features/accountability/facts/facts.projection.js';
import { CATALOGUE } from '../../src/features/catalogue/catalogue.js';
import { LogUnavailable } from '../../src/event-log/event-log.js';
import { DataFolderUnusable, dataFolder, type DataFolder } from '../../src/installation/data-folder.js';
import { rotateMasterKey } from '../../src/installation/folder-keys.js';
import { openInstallation, type Installation } from '../../src/installation/installation.js';
import { ScriptClock } from '../../src/installation/script-clock.js';
import { SystemIds } from '../../src/installation/system-ids.js';
import type { KeySubject } from '../../src/kernel/event.js';
import { WrongMasterKey } from '../../src/sealing/key-store.js';
import { MasterKeyMalformed, parseMasterKey, type MasterKey } from '../../src/sealing/master-key.js';
import { SqliteKeyStore } from '../../src/sealing/sqlite-key-store.js';
import { NOW } from '../support/given.js';

const ANN: KeySubject = 'officer:ann';
const GONE: KeySubject = 'officer:gone';
const NEXT = Buffer.alloc(32, 7).toString('base64');

let folder: DataFolder;
/** Ann's key, which no change of the master key may touch. */
let annsKey: Buffer;
let former: string;

beforeEach(async () => {
  folder = dataFolder(mkdtempSync(join(tmpdir(), 'muster-master-key-')));
  const installation = await open();
  annsKey = (await installation.keys.keyFor(ANN)).export();
  await installation.keys.destroy(GONE);
  await installation.close();
  former = masterKeyInFolder();
});

afterEach(() => rmSync(folder.path, { recursive: true, force: true }));

function open(masterKey?: MasterKey): Promise<Installation> {
  return openInstallation({
    engine: { engine: 'sqlite', folder: folder.path, ...(masterKey === undefined ? {} : { masterKey }) },
    ...{ clock: new ScriptClock(NOW), ids: new SystemIds(), catalogue: CATALOGUE, projections: [FACTS] },
  });
}

function masterKeyInFolder(): string {
  return readFileSync(folder.masterKey, 'utf8').trim();
}

/** It starts, by itself, and has every key that it had; nothing is left of the change. */
async function expectWhole(masterKey?: MasterKey): Promise<void> {
  const installation = await open(masterKey);
  expect((await installation.keys.keyFor(ANN)).export()).toEqual(annsKey);
  expect(await installation.keys.find(GONE)).toBe('destroyed');
  await installation.close();
  expect(readdirSync(folder.path).filter((name) => name.includes('.new'))).toEqual([]);
}

describe('changing the master key in the data folder', () => {
  it('puts a new one in the place of the former, which opens nothing any more', async () => {
    expect(await rotateMasterKey(folder)).toEqual({ kept: 1, destroyed: 1, damaged: 0 });
    expect(masterKeyInFolder()).not.toBe(former);
    await expectWhole();
    await expect(open(parseMasterKey(former))).rejects.toThrow(WrongMasterKey);
  });

  it('takes the new one that it is given', async () => {
    await rotateMasterKey(folder, { next: `${NEXT}\n` });
    expect(masterKeyInFolder()).toBe(NEXT);
    await expectWhole();
  });

  it('is undone at the next start where it was interrupted before the keys were wrapped anew', async () => {
    writeFileSync(folder.nextMasterKey, `${NEXT}\n`);
    await expectWhole();
    expect(masterKeyInFolder()).toBe(former);
  });

  it('is undone at the next start where not even the new key was written whole', async () => {
    writeFileSync(folder.nextMasterKey, NEXT.slice(0, 20));
    await expectWhole();
    expect(masterKeyInFolder()).toBe(former);
  });

  it('is finished at the next start where it was interrupted after the keys were wrapped anew', async () => {
    await interruptedAfterRewrapping();
    await expectWhole();
    expect(masterKeyInFolder()).toBe(NEXT);
  });

  it('is finished by the next change too, which then changes it once more', async () => {
    await interruptedAfterRewrapping();
    await rotateMasterKey(folder);
    expect([former, NEXT]).not.toContain(masterKeyInFolder());
    await expectWhole();
  });

  it('is refused while somebody has the folder open, and changes nothing', async () => {
    const installation = await open();
    await expect(rotateMasterKey(folder)).rejects.toThrow(LogUnavailable);
    await installation.close();
    expect(masterKeyInFolder()).toBe(former);
    await expectWhole();
  });

  it.each([
    ['what is no master key', 'a passphrase', MasterKeyMalformed],
    ['the present one', undefined, DataFolderUnusable],
  ])('is refused for %s, and changes nothing', async (_what, next, fault) => {
    await expect(rotateMasterKey(folder, { next: next ?? former })).rejects.toThrow(fault);
    expect(masterKeyInFolder()).toBe(former);
    await expectWhole();
  });

  it('is refused where there is no installation, and makes none', async () => {
    const empty = dataFolder(join(folder.path, 'empty'));
    await expect(rotateMasterKey(empty)).rejects.toThrow('there is no installation');
    expect(existsSync(empty.path)).toBe(false);
  });

  /** As a process leaves it that died between the two steps that no transaction joins. */
  async function interruptedAfterRewrapping(): Promise<void> {
    writeFileSync(folder.nextMasterKey, `${NEXT}\n`);
    const store = SqliteKeyStore.open(folder.keys, parseMasterKey(former));
    await store.rewrap(parseMasterKey(NEXT));
    await store.close();
  }
});

describe('changing a configured master key', () => {
  const configured = parseMasterKey(Buffer.alloc(32, 3).toString('base64'));

  beforeEach(async () => {
    await rotateMasterKey(folder, { next: Buffer.alloc(32, 3).toString('base64') });
    rmSync(folder.masterKey);
  });

  it('leaves the folder without one, as it was', async () => {
    await rotateMasterKey(folder, { configured, next: NEXT });
    expect(existsSync(folder.masterKey)).toBe(false);
    await expectWhole(parseMasterKey(NEXT));
    await expect(open(configured)).rejects.toThrow(WrongMasterKey);
  });

  it('is refused with a present one that does not fit', async () => {
    const other = parseMasterKey(NEXT);
    await expect(rotateMasterKey(folder, { configured: other })).rejects.toThrow(WrongMasterKey);
    await expectWhole(configured);
  });
});

describe('a copy of the key store from before the master key was changed', () => {
  it('is opened by the former master key still: a backup goes with its own', async () => {
    const copy = join(folder.path, 'copy.db');
    copyFileSync(folder.keys, copy);
    await rotateMasterKey(folder);
    const store = SqliteKeyStore.open(copy, parseMasterKey(former));
    expect((await store.keyFor(ANN)).export()).toEqual(annsKey);
    await store.close();
  });
});
