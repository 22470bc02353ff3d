import { copyFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { readWholeLog } from '../../src/event-log/event-log.js';
import { openForReading } from '../../src/event-log/sqlite/sqlite-event-log.js';
import { moveLog, type Moved, type MovePlan } from '../../src/installation/moving/move-log.js';
import { SqliteKeyStore } from '../../src/sealing/sqlite-key-store.js';
import { parseMasterKey } from '../../src/sealing/master-key.js';
import type { RecordedEvent } from '../../src/kernel/event.js';
import { grant, muster, startServerOn, temporaryFolder } from './support.js';
import { pictureOf, playedInto, withApplication } from './moving-support.js';

jest.setTimeout(180_000);

const OTHER_KEY = Buffer.alloc(32, 6).toString('base64');

type Folder = ReturnType<typeof temporaryFolder>;

let source: Folder;
let auditor: string;
let events: readonly RecordedEvent[];
let target: Folder;

beforeAll(async () => {
  source = temporaryFolder();
  auditor = await playedInto(source.path);
  events = await eventsIn(source.path);
});

afterAll(() => source.remove());

beforeEach(() => {
  target = temporaryFolder();
});

afterEach(() => target.remove());

async function eventsIn(folder: string): Promise<readonly RecordedEvent[]> {
  const log = openForReading(join(folder, 'log.db'));
  return readWholeLog(log).finally(() => log.close());
}

async function copied(...more: readonly string[]): Promise<Moved> {
  const { code, out, err } = await muster([
    'log',
    'copy',
    '--from',
    source.path,
    '--to',
    target.path,
    '--json',
    ...more,
  ]);
  expect([code, err]).toEqual([0, '']);
  return JSON.parse(out) as Moved;
}

async function refusal(...args: readonly string[]): Promise<string> {
  const { code, out, err } = await muster(['log', 'copy', ...args]);
  expect([code, out]).toEqual([2, '']);
  expect(err).not.toContain('fault of Muster');
  return err;
}

/** A part of a log looks like one that ends there: nobody is to take it for one. */
async function expectNotServable(): Promise<void> {
  const why = `the copy into ${target.path} is not complete`;
  await expect(startServerOn(target.path)).rejects.toThrow(why);
  const data = ['--data', target.path];
  for (const args of [
    ['token', 'list', ...data],
    ['keys', 'rotate', ...data],
    ['backup', join(target.path, 'backup'), ...data],
    ['log', 'copy', '--from', target.path, '--to', join(target.path, 'elsewhere')],
  ]) {
    const { code, err } = await muster(args);
    expect([args, code, err]).toEqual([args, 2, expect.stringContaining(why)]);
  }
  const { code, out } = await muster(['doctor', ...data]);
  expect([code, out]).toEqual([1, expect.stringContaining(why)]);
}

function plan(changed: Partial<MovePlan>): MovePlan {
  const places = { from: { folder: source.path }, to: { folder: target.path } };
  return { ...places, keepsKey: true, onProgress: () => undefined, elapsedMs: () => performance.now(), ...changed };
}

describe('muster log copy from folder to folder', () => {
  it('gives the same events, boards, histories and timelines, and the same verdicts as known after each event', async () => {
    const { out, code } = await muster(['log', 'copy', '--from', source.path, '--to', target.path]);
    expect([code, out]).toEqual([0, expect.stringContaining(`${events.length} events are in the target`)]);
    expect(await eventsIn(target.path)).toEqual(events);
    const picture = await pictureOf({ engine: 'sqlite', folder: target.path }, auditor);
    expect(picture).toEqual(await pictureOf({ engine: 'sqlite', folder: source.path }, auditor));
    expect(new Set(picture.verdicts.flat().map((verdict) => JSON.stringify(verdict))).size).toBeGreaterThan(10);
    expect(JSON.stringify(picture)).toContain('ALL_SAFE');
    expect(JSON.stringify(picture)).not.toContain('"erased"');
  });

  it('says the same of itself when it is done again, and copies nothing', async () => {
    const first = await copied();
    expect(first).toMatchObject({ events: events.length, copied: events.length, from: events.at(-1)?.position });
    expect(await copied()).toEqual({ ...first, copied: 0 });
  });

  it('goes on where it was interrupted, whatever the pages it was read in', async () => {
    const parts = { left: 3 };
    const interrupted = moveLog(
      plan({
        pageSize: 7,
        onProgress: (part) => {
          if (part === 'copied' && (parts.left -= 1) === 0) throw new Error('called off');
        },
      }),
    );
    await expect(interrupted).rejects.toThrow('called off');
    const begun = (await eventsIn(target.path)).length;
    expect(begun).toBeGreaterThan(0);
    expect(begun).toBeLessThan(events.length);
    await expectNotServable();
    const moved = await moveLog(plan({ pageSize: 5 }));
    expect(moved).toMatchObject({ events: events.length, copied: events.length - begun });
    expect(await eventsIn(target.path)).toEqual(events);
    await (await startServerOn(target.path)).close();
  });

  it('says how it is gone on with once the process is told to end', async () => {
    const run = { interrupted: AbortSignal.abort() };
    const { code, err } = await muster(['log', 'copy', '--from', source.path, '--to', target.path], run);
    expect([code, err]).toEqual([2, expect.stringContaining('done again, it goes on from there')]);
    expect(await copied()).toMatchObject({ copied: events.length });
  });

  it('is gone on with: a command repeated under its key is answered as it was, and new ones are recorded', async () => {
    const register = { name: 'Dan Example', rank: 'Constable', homeAgency: 'Peel' };
    const middle = temporaryFolder();
    await moveLog(plan({ to: { folder: middle.path } }));
    const [commander, answer] = await withApplication({ engine: 'sqlite', folder: middle.path }, async (_, apiAs) => {
      const granted = await apiAs().give('GrantAccessToken', { name: 'Commander', role: 'commander' });
      const { secret } = granted as { readonly secret: string };
      return [secret, await apiAs(secret).give('RegisterOfficer', register, 'once')] as const;
    });
    await moveLog(plan({ from: { folder: middle.path } }));
    middle.remove();
    await withApplication({ engine: 'sqlite', folder: target.path }, async ({ log }, apiAs) => {
      const api = apiAs(commander);
      expect(await api.give('RegisterOfficer', register, 'once')).toEqual(answer);
      await expect(api.give('RegisterOfficer', { ...register, name: 'Eve Example' }, 'once')).rejects.toThrow(
        'refused',
      );
      expect(await readWholeLog(log)).toHaveLength(events.length + 2);
      await api.give('RegisterOfficer', { ...register, name: 'Eve Example' });
      expect(await readWholeLog(log)).toHaveLength(events.length + 3);
    });
  });
});

describe('the keys of a copy', () => {
  it('are under the same master key, which lies in the folder as it did', async () => {
    const { keys } = await copied();
    expect(keys.kept).toBeGreaterThan(0);
    const text = readFileSync(join(target.path, 'master.key'), 'utf8');
    expect(text).toBe(readFileSync(join(source.path, 'master.key'), 'utf8'));
    const stores = [source, target].map(({ path }) => SqliteKeyStore.open(join(path, 'keys.db'), parseMasterKey(text)));
    const prints = await Promise.all(stores.map(async (store) => (await store.fingerprintKey()).export()));
    expect(prints[1]).toEqual(prints[0]);
    for (const store of stores) await store.close();
  });

  it('are under another master key where one is given', async () => {
    const file = join(target.path, 'other-key');
    writeFileSync(file, OTHER_KEY);
    await copied('--to-master-key', file);
    expect(readFileSync(join(target.path, 'master.key'), 'utf8').trim()).toBe(OTHER_KEY);
    const picture = await pictureOf({ engine: 'sqlite', folder: target.path }, auditor);
    expect(picture).toEqual(await pictureOf({ engine: 'sqlite', folder: source.path }, auditor));
  });

  it('that are configured are not put into the folder', async () => {
    const MUSTER_MASTER_KEY = readFileSync(join(source.path, 'master.key'), 'utf8').trim();
    const args = ['log', 'copy', '--from', source.path, '--to', target.path];
    const { code, out } = await muster(args, { env: { MUSTER_MASTER_KEY } });
    expect([code, out]).toEqual([0, expect.stringContaining('with the configured master key')]);
    expect(existsSync(join(target.path, 'master.key'))).toBe(false);
  });

  it('that were destroyed stay so', async () => {
    const erased = temporaryFolder();
    await moveLog(plan({ to: { folder: erased.path } }));
    const masterKey = parseMasterKey(readFileSync(join(erased.path, 'master.key'), 'utf8'));
    const store = SqliteKeyStore.open(join(erased.path, 'keys.db'), masterKey);
    await store.destroy('officer:somebody');
    await store.close();
    const moved = await moveLog(plan({ from: { folder: erased.path } }));
    expect(moved.keys.destroyed).toBe(1);
    const copy = SqliteKeyStore.open(join(target.path, 'keys.db'), masterKey);
    expect(await copy.find('officer:somebody')).toBe('destroyed');
    await copy.close();
    erased.remove();
  });

  it('of another installation are not mixed with them', async () => {
    const stranger = SqliteKeyStore.open(
      join(target.path, 'keys.db'),
      parseMasterKey(readFileSync(join(source.path, 'master.key'), 'utf8')),
    );
    await stranger.close();
    const why = await refusal('--from', source.path, '--to', target.path);
    expect(why).toContain('keys of another installation');
    expect(await eventsIn(target.path)).toEqual([]);
    expect(existsSync(join(target.path, 'copying'))).toBe(false);
  });
});

describe('muster log copy is refused', () => {
  it('into a log that is not a beginning of the source, and nothing is written to it', async () => {
    const server = await startServerOn(target.path);
    await grant(server, 'auditor');
    await server.close();
    const before = await eventsIn(target.path);
    expect(await refusal('--from', source.path, '--to', target.path)).toContain('not a beginning of the source');
    expect(await eventsIn(target.path)).toEqual(before);
    await (await startServerOn(target.path)).close();
  });

  it('into a log that has more than the source', async () => {
    await copied();
    await withApplication({ engine: 'sqlite', folder: target.path }, (_, apiAs) =>
      apiAs().give('GrantAccessToken', { name: 'Auditor', role: 'auditor' }),
    );
    expect(await refusal('--from', source.path, '--to', target.path)).toContain('not a beginning of the source');
  });

  it('while a server runs on the source, or on the target', async () => {
    const server = await startServerOn(target.path);
    const other = join(source.path, 'nowhere');
    expect(await refusal('--from', target.path, '--to', other)).toContain('stop the server on it');
    expect(existsSync(other)).toBe(false);
    expect(await refusal('--from', source.path, '--to', target.path)).toContain('already has a writer');
    await server.close();
  });

  it('from a folder in which nothing is, or no keys', async () => {
    expect(await refusal('--from', target.path, '--to', source.path)).toContain('there is no installation');
    copyFileSync(join(source.path, 'log.db'), join(target.path, 'log.db'));
    expect(await refusal('--from', target.path, '--to', source.path)).toContain('keys.db is missing');
  });

  it('from a log in which something was changed, and what comes after is not copied', async () => {
    for (const file of ['log.db', 'keys.db', 'master.key']) {
      copyFileSync(join(source.path, file), join(target.path, file));
    }
    const db = new Database(join(target.path, 'log.db'));
    db.exec("DROP TRIGGER IF EXISTS events_are_not_updated; UPDATE events SET type = 'Other' WHERE position = 3");
    db.close();
    const other = temporaryFolder();
    expect(await refusal('--from', target.path, '--to', other.path)).toContain('does not hold');
    expect(await eventsIn(other.path)).toEqual([]);
    other.remove();
  });

  it.each([
    [['--to', 'there'], 'exactly one of --from and --from-file'],
    [['--from', 'here', '--from-file', 'file', '--to', 'there'], 'exactly one of --from and --from-file'],
    [['--from', 'here', '--to', 'http://there'], '--to names no data folder and no EventStoreDB'],
    [['--from', 'here', '--from-namespace', 'north', '--to', 'there'], '--from-namespace is for an EventStoreDB'],
    [['--from', 'here', '--to', 'kurrentdb://a:secret@host:port'], 'names no host'],
    [['--from', 'here', '--to', 'kurrentdb://host', '--to-namespace', 'no-rth'], '1 to 32 letters'],
  ])('with %j', async (args, why) => {
    const said = await refusal(...args);
    expect(said).toContain(why);
    expect(said).not.toContain('secret');
  });
});
