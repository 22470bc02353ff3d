import { cpSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { CATALOGUE } from '../../src/features/catalogue/catalogue.js';
import { readWholeLog, type EventLog } from '../../src/event-log/event-log.js';
import { openForReading } from '../../src/event-log/sqlite/sqlite-event-log.js';
import { missionsProjection } from '../../src/features/missions/views/missions.projection.js';
import { decideEstablishMission, mission } from '../../src/features/missions/mission.js';
import { makeBackup, type BackupPlan } from '../../src/installation/backup/make-backup.js';
import { restoreCopy } from '../../src/installation/backup/restored-copy.js';
import { dataFolder, type DataFolder } from '../../src/installation/data-folder.js';
import { openInstallation, type Installation } from '../../src/installation/installation.js';
import { ScriptClock } from '../../src/installation/script-clock.js';
import { SystemIds } from '../../src/installation/system-ids.js';
import { parseMasterKey } from '../../src/sealing/master-key.js';
import { COMMANDER, id, NOW } from '../support/given.js';
import { streamName } from '../../src/kernel/stream.js';

jest.setTimeout(120_000);

const MASTER_KEY = parseMasterKey(Buffer.alloc(32, 9).toString('base64'));
/** So many that the copy takes several turns: each name is long. */
const MISSIONS = 300;
const NAME = 'x'.repeat(16_000);

let parent: string;
let folder: DataFolder;
let installation: Installation;
let count = 0;

beforeEach(async () => {
  parent = mkdtempSync(join(tmpdir(), 'muster-backups-'));
  folder = dataFolder(join(parent, 'data'));
  installation = await openInstallation({
    engine: { engine: 'sqlite', folder: folder.path, masterKey: MASTER_KEY },
    ...{ clock: new ScriptClock(NOW), ids: new SystemIds(), catalogue: CATALOGUE, projections: [missionsProjection] },
  });
});

afterEach(async () => {
  await installation.close();
  rmSync(parent, { recursive: true, force: true });
});

/** A mission whose name is sealed under a key that is made for it. */
async function record(): Promise<void> {
  count += 1;
  const of = id(`mission ${count}`);
  const command = id(`command ${count}`);
  await installation.deciding.run({
    decider: mission,
    stream: streamName('mission', of),
    origin: { commandId: command, correlationId: command, causationId: command, actor: COMMANDER, fingerprint: '' },
    decide: (state) => decideEstablishMission(state, { mission: of, name: NAME }),
  });
}

function plan(name: string, more: Partial<BackupPlan> = {}): BackupPlan {
  return {
    ...{ from: folder, to: join(parent, name), keys: 'here', at: NOW, version: '0' },
    ...{ onCopied: () => undefined, onEvents: () => undefined, elapsedMs: () => performance.now() },
    ...more,
  };
}

async function eventIds(log: Pick<EventLog, 'readAll'>): Promise<readonly string[]> {
  return (await readWholeLog(log)).map((event) => event.id);
}

async function idsIn(file: string): Promise<readonly string[]> {
  const log = openForReading(file);
  try {
    return await eventIds(log);
  } finally {
    await log.close();
  }
}

describe('a backup beside a writer who never rests', () => {
  it('is of one instant: the log up to an event, with every key that it needs', async () => {
    for (let recorded = 0; recorded < MISSIONS; recorded += 50) await Promise.all(Array.from({ length: 50 }, record));
    let [turns, isMade] = [0, false];
    const written = { before: (await installation.log.end()).position };
    const making = makeBackup(plan('copy', { onCopied: () => void (turns += 1) })).finally(() => (isMade = true));
    while (!isMade) await Promise.all(Array.from({ length: 20 }, record));
    const { log, keys } = await making;
    expect(turns).toBeGreaterThan(1);
    const copied = await idsIn(join(parent, 'copy', 'log.db'));
    const all = await eventIds(installation.log);
    expect(all.length).toBeGreaterThan(copied.length);
    expect(copied).toEqual(all.slice(0, copied.length));
    expect(log.end >= written.before).toBe(true);
    expect(keys.kept).toBeGreaterThanOrEqual(copied.length);
    const checked = await restoreCopy(
      {
        ...{ from: join(parent, 'copy'), masterKey: MASTER_KEY, clock: new ScriptClock(NOW), ids: new SystemIds() },
        ...{ projections: [missionsProjection], onProgress: () => undefined, elapsedMs: () => performance.now() },
      },
      emptyFolder('restored'),
    );
    expect(checked.faults).toEqual([]);
    expect(checked.texts).toEqual({ opened: copied.length, erased: 0, keyMissing: 0, unreadable: 0 });
  });
});

describe('a backup that fails', () => {
  beforeEach(async () => {
    for (let recorded = 0; recorded < 5; recorded += 1) await record();
  });

  it.each(['onCopied', 'onEvents'] as const)(
    'half way (%s) leaves nothing, and the next one is whole',
    async (step) => {
      const failing = (): never => {
        throw new Error('the disk is full');
      };
      const keys = { apart: join(parent, 'keys') };
      for (let missions = 0; missions < MISSIONS / 2; missions += 50)
        await Promise.all(Array.from({ length: 50 }, record));
      await expect(makeBackup(plan('copy', { keys, [step]: failing }))).rejects.toThrow('the disk is full');
      expect(readdirSync(parent)).toEqual(['data']);
      await makeBackup(plan('copy', { keys }));
      expect(readdirSync(parent).sort()).toEqual(['copy', 'data', 'keys']);
    },
  );

  it('by the death of its process is known by its name', async () => {
    await makeBackup(plan('copy'));
    cpSync(join(parent, 'copy'), join(parent, 'died.part'), { recursive: true });
    await expect(makeBackup(plan('died'))).rejects.toThrow('died.part is there');
    expect(existsSync(join(parent, 'died'))).toBe(false);
  });
});

function emptyFolder(name: string): DataFolder {
  return dataFolder(mkdtempSync(join(parent, name)));
}
