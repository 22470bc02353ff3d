import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { PROJECTIONS } from '../../src/installation/projections.js';
import { CATALOGUE } from '../../src/features/catalogue/catalogue.js';
import { carryOut, recordedErasures } from '../../src/features/erasure/carrying-out/carry-out.js';
import { erasures, erasureStream } from '../../src/features/erasure/erasure.js';
import { dataFolder, type DataFolder } from '../../src/installation/data-folder.js';
import { openInstallation, type Installation } from '../../src/installation/installation.js';
import { ScriptClock } from '../../src/installation/script-clock.js';
import { SystemIds } from '../../src/installation/system-ids.js';
import type { KeySubject } from '../../src/kernel/event.js';
import { KeyStoreUnavailable } from '../../src/sealing/key-store.js';
import { id, NOW, OPERATOR } from '../support/given.js';

const ANN: KeySubject = `officer:${id('ann')}`;
const BEN: KeySubject = `officer:${id('ben')}`;

let folder: DataFolder;

beforeEach(() => {
  folder = dataFolder(mkdtempSync(join(tmpdir(), 'muster-erasing-')));
});

afterEach(() => rmSync(folder.path, { recursive: true, force: true }));

function open(): Promise<Installation> {
  return openInstallation({
    engine: { engine: 'sqlite', folder: folder.path },
    ...{ clock: new ScriptClock(NOW), ids: new SystemIds(), catalogue: CATALOGUE, projections: PROJECTIONS },
  });
}

/** Records the erasure, and dies before the key is destroyed. */
async function recordAlone({ deciding }: Installation, subject: KeySubject): Promise<void> {
  const commandId = id(`erase ${subject}`);
  await deciding.run({
    decider: erasures,
    stream: erasureStream(subject),
    origin: { commandId, correlationId: commandId, causationId: commandId, actor: OPERATOR, fingerprint: '' },
    decide: () => [{ type: 'TextsErased', data: { subject, ground: 'REQUESTED' } }],
  });
}

describe('an erasure that is recorded', () => {
  it('is carried out at the next start, where the process died before the key was destroyed', async () => {
    const first = await open();
    for (const subject of [ANN, BEN]) await first.keys.keyFor(subject);
    await recordAlone(first, ANN);
    expect(await first.keys.find(ANN)).not.toBe('destroyed');
    await first.close();
    const second = await open();
    expect(await second.keys.find(ANN)).toBe('destroyed');
    expect(await second.keys.find(BEN)).not.toBe('destroyed');
    await second.close();
  });

  it('is carried out at the next start on keys that were put back from before it', async () => {
    const before = join(folder.path, 'before.db');
    const first = await open();
    await first.keys.keyFor(ANN);
    await first.close();
    copyFileSync(folder.keys, before);
    const second = await open();
    await recordAlone(second, ANN);
    await second.keys.destroy(ANN);
    await second.close();
    copyFileSync(before, folder.keys);
    const third = await open();
    expect(await third.keys.find(ANN)).toBe('destroyed');
    await third.close();
  });

  it('is carried out on a key that never was, so that none is made', async () => {
    const first = await open();
    await recordAlone(first, ANN);
    await first.close();
    const second = await open();
    expect(await second.keys.find(ANN)).toBe('destroyed');
    await second.close();
  });

  it('does not let the installation open while it cannot be carried out', async () => {
    const installation = await open();
    await recordAlone(installation, ANN);
    const full = () => Promise.reject(new KeyStoreUnavailable('the disk is full'));
    const keys = { findMany: async () => new Map(), destroy: full };
    await expect(carryOut(await recordedErasures(installation.log), keys)).rejects.toThrow(KeyStoreUnavailable);
    await installation.close();
  });

  it('says of whom a key was found, and nothing of whom none is left', async () => {
    const installation = await open();
    await installation.keys.keyFor(ANN);
    for (const subject of [ANN, BEN]) await recordAlone(installation, subject);
    const recorded = await recordedErasures(installation.log);
    expect(await carryOut(recorded, installation.keys)).toEqual([ANN]);
    expect(await carryOut(recorded, installation.keys)).toEqual([]);
    await installation.close();
  });
});
