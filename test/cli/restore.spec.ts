import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { cp, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import {
  done,
  manifestOf,
  officerOn,
  onServerOf,
  openSource,
  refused,
  verdictOf,
  type Source,
} from './backup-support.js';
import { muster, startServerOn, temporaryFolder } from './support.js';

jest.setTimeout(120_000);

let source: Source;
let place: ReturnType<typeof temporaryFolder>;

beforeAll(async () => {
  source = await openSource();
});

afterAll(() => source.close());

beforeEach(() => {
  place = temporaryFolder();
});

afterEach(() => place.remove());

function at(...names: readonly string[]): string {
  return join(place.path, ...names);
}

function backUp(to: string, ...more: readonly string[]): Promise<string> {
  return done('backup', to, '--data', source.path, ...more);
}

describe('muster restore', () => {
  it('makes a data folder on which a server answers as the one that was backed up', async () => {
    const expected = await verdictOf(source.server, source.night);
    await backUp(at('copy'));
    const out = await done('restore', at('copy'), '--to', at('data'), '--master-key', source.masterKey);
    expect(out).toContain(`restored into ${at('data')}`);
    expect(readdirSync(at('data')).sort()).toEqual(
      expect.arrayContaining(['keys.db', 'log.db', 'master.key', 'views.db']),
    );
    expect(readdirSync(at('data'))).not.toContain('restoring');
    expect(await onServerOf(at('data'), (running) => verdictOf(running, source.night))).toEqual(expected);
    expect(await onServerOf(at('data'), (running) => officerOn(running, source.cid))).toMatchObject({
      name: { text: 'Cid Example' },
    });
  });

  it('takes the keys from where they were kept apart, and needs them', async () => {
    await backUp(at('copy'), '--keys', at('keys'));
    const args = ['restore', at('copy'), '--to', at('data'), '--master-key', source.masterKey] as const;
    expect(await refused(...args)).toContain('give them with --keys');
    await done(...args, '--keys', at('keys'));
    expect(await onServerOf(at('data'), (running) => officerOn(running, source.cid))).toMatchObject({
      name: { text: 'Cid Example' },
    });
  });

  it('does without keys only where that is accepted', async () => {
    await backUp(at('copy'), '--without-keys');
    expect(await refused('restore', at('copy'), '--to', at('data'))).toContain('--without-keys');
    expect(existsSync(at('data'))).toBe(false);
    await done('restore', at('copy'), '--to', at('data'), '--without-keys');
    expect(existsSync(at('data', 'log.db'))).toBe(true);
    await backUp(at('with keys'));
    expect(await refused('restore', at('with keys'), '--to', at('other'), '--without-keys')).toContain(
      'there are keys',
    );
  });

  it('is into an empty folder only, and needs the master key', async () => {
    await backUp(at('copy'));
    await mkdir(at('data'));
    expect(await refused('restore', at('copy'), '--to', at('data'))).toContain('no master key');
    writeFileSync(at('data', 'something'), '');
    const full = await refused('restore', at('copy'), '--to', at('data'), '--master-key', source.masterKey);
    expect(full).toContain('is not empty');
    expect(readdirSync(at('data'))).toEqual(['something']);
  });

  it('puts no configured master key into the folder', async () => {
    await backUp(at('copy'));
    const env = { MUSTER_MASTER_KEY_FILE: source.masterKey };
    expect((await muster(['restore', at('copy'), '--to', at('data')], { env })).code).toBe(0);
    expect(existsSync(at('data', 'master.key'))).toBe(false);
  });

  it('leaves nothing where anything is wrong', async () => {
    await backUp(at('copy'));
    const db = new Database(at('copy', 'log.db'));
    db.exec("DROP TRIGGER events_are_not_updated; UPDATE events SET data = '{}' WHERE position = 4");
    db.close();
    const args = ['restore', at('copy'), '--master-key', source.masterKey] as const;
    const { code, out } = await muster([...args, '--to', at('data')]);
    expect([code, out]).toEqual([1, expect.stringContaining('nothing was restored')]);
    expect(existsSync(at('data'))).toBe(false);
    await mkdir(at('empty'));
    await muster([...args, '--to', at('empty')]);
    expect(readdirSync(at('empty'))).toEqual([]);
  });

  it('leaves a folder on which nothing starts where it was interrupted', async () => {
    await mkdir(at('data', 'restoring'), { recursive: true });
    await expect(startServerOn(at('data'))).rejects.toThrow('a restore into');
  });
});

describe('a backup and erasures', () => {
  const before = temporaryFolder();
  const after = temporaryFolder();

  beforeAll(async () => {
    await muster(['backup', join(before.path, 'copy'), '--data', source.path]);
    await muster(['keys', 'erase', '--officer', source.cid, '--reason', 'REQUESTED', '--data', source.path]);
    await muster(['backup', join(after.path, 'copy'), '--data', source.path]);
  });

  afterAll(() => {
    before.remove();
    after.remove();
  });

  const restoreFrom = (copy: string, ...more: readonly string[]): Promise<string> =>
    done('restore', copy, '--to', at('data'), '--master-key', source.masterKey, ...more);

  async function expectErased(): Promise<void> {
    const officer = await onServerOf(at('data'), (running) => officerOn(running, source.cid));
    expect(officer).toMatchObject({ name: { erased: true }, homeAgency: 'Peel' });
  }

  it('has no key of whom was erased before it', async () => {
    expect(manifestOf(join(after.path, 'copy')).keys.destroyed).toBe(1);
    expect(await restoreFrom(join(after.path, 'copy'))).toMatch(/texts: \d+ open, 2 are erased; 0 recorded erasures/);
    await expectErased();
  });

  it('obeys the erasure that its log records, although its keys are from before that', async () => {
    await cp(join(after.path, 'copy'), at('mixed'), { recursive: true });
    const keys = join(before.path, 'copy', 'keys.db');
    expect(await restoreFrom(at('mixed'), '--keys', keys)).toContain('1 recorded erasures had to be carried out anew');
    await expectErased();
  });

  it('from before an erasure knows nothing of it', async () => {
    expect(await restoreFrom(join(before.path, 'copy'))).toContain('0 are erased');
  });

  it.each([
    ['the log of the installation', () => join(source.path, 'log.db')],
    ['its folder', () => source.path],
    ['a later backup', () => join(after.path, 'copy')],
    ['a list', () => at('erasures.json')],
  ])('from before an erasure obeys it where it is told of it by %s, and records it', async (_what, told) => {
    writeFileSync(at('erasures.json'), await done('keys', 'erasures', '--data', source.path, '--json'));
    const out = await restoreFrom(join(before.path, 'copy'), '--erasures-of', told());
    expect(out).toContain('1 erasures from elsewhere are recorded and carried out');
    await expectErased();
    const listed = await done('keys', 'erasures', '--data', at('data'));
    expect(listed).toContain(`officer:${source.cid}`);
  });

  it('is not restored where what it is told of erasures cannot be read', async () => {
    writeFileSync(at('erasures.json'), '{"erasures":[{"subject":"Cid"}]}');
    const args = ['restore', join(before.path, 'copy'), '--to', at('data'), '--master-key', source.masterKey] as const;
    expect(await refused(...args, '--erasures-of', at('erasures.json'))).toContain('says nothing of erasures');
    expect(await refused(...args, '--erasures-of', at('absent'))).toContain('says nothing of erasures');
    expect(existsSync(at('data'))).toBe(false);
  });
});
