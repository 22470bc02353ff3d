import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { CATALOGUE } from '../../src/features/catalogue/catalogue.js';
import { FACTS } from '../../src/features/accountability/facts/facts.projection.js';
import { dataFolder, type DataFolder } from '../../src/installation/data-folder.js';
import type { EngineChoice } from '../../src/installation/engine-choice.js';
import { openInstallation } from '../../src/installation/installation.js';
import { ScriptClock } from '../../src/installation/script-clock.js';
import { SystemIds } from '../../src/installation/system-ids.js';
import { freshNamespace } from '../support/eventstoredb.js';
import { FakeEventStoreDb } from '../support/fake-eventstoredb/fake-eventstoredb.js';
import { NOW } from '../support/given.js';

describe('a data folder beside an EventStoreDB', () => {
  let server: FakeEventStoreDb;
  let folder: DataFolder;
  let north: string;

  beforeAll(async () => {
    server = await FakeEventStoreDb.start();
  });

  afterAll(async () => {
    await server.stop();
  });

  beforeEach(() => {
    folder = dataFolder(mkdtempSync(join(tmpdir(), 'muster-beside-')));
    north = freshNamespace();
  });

  afterEach(() => rmSync(folder.path, { recursive: true, force: true }));

  async function openAndClose(engine: EngineChoice): Promise<void> {
    const tools = { clock: new ScriptClock(NOW), ids: new SystemIds(), catalogue: CATALOGUE, projections: [FACTS] };
    const installation = await openInstallation({ engine, ...tools });
    await installation.close();
  }

  const on = (namespace: string): EngineChoice => ({
    ...{ engine: 'kurrentdb', url: server.connectionString, namespace, folder: folder.path },
  });
  const embedded = (): EngineChoice => ({ engine: 'sqlite', folder: folder.path });

  it('is opened again with the log that it belongs to, and refused to any other', async () => {
    await openAndClose(on(north));
    await openAndClose(on(north));
    const before = readdirSync(folder.path);
    await expect(openAndClose(on(freshNamespace()))).rejects.toThrow('belongs to the log');
    expect(readdirSync(folder.path)).toEqual(before);
  });

  it('is refused where it has views and nothing says of which log they are', async () => {
    await openAndClose(on(north));
    rmSync(folder.logId);
    await expect(openAndClose(on(north))).rejects.toThrow('nothing says of which log: delete it');
    rmSync(folder.views);
    await openAndClose(on(north));
  });

  it('is refused where it holds a log of its own', async () => {
    await openAndClose(embedded());
    await expect(openAndClose(on(north))).rejects.toThrow('holds a log of its own');
    expect(existsSync(folder.logId)).toBe(false);
    await openAndClose(embedded());
  });

  it('is refused to the embedded engine, which would begin an empty log in it', async () => {
    await openAndClose(on(north));
    await expect(openAndClose(embedded())).rejects.toThrow('EVENT_LOG names none: set it');
    expect([folder.log, folder.keys].filter((file) => existsSync(file))).toEqual([]);
  });
});
