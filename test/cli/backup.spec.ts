import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { done, manifestOf, openSource, refused, type Source } from './backup-support.js';
import { muster, temporaryFolder, type Ran } from './support.js';

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

describe('muster backup', () => {
  it('copies log and keys beside the running server, with a manifest and without views and master key', async () => {
    const out = await backUp(at('copy'));
    expect(readdirSync(at('copy')).sort()).toEqual(['keys.db', 'log.db', 'manifest.json']);
    const manifest = manifestOf(at('copy'));
    const { position } = await source.server.installation.log.end();
    expect(manifest).toMatchObject({
      ...{ kind: 'muster-backup', format: 1, version: '0.1.0' },
      log: { end: position, events: Number(position), digest: expect.stringMatching(/^[0-9a-f]{64}$/) },
      keys: { place: 'here', destroyed: 0 },
    });
    expect(out).toContain(`${manifest.log.events} events up to position ${position}`);
    expect(out).toContain(manifest.log.digest);
  });

  it('is readable by its owner alone, and holds no text and no master key', async () => {
    await backUp(at('copy'));
    const key = Buffer.from(readFileSync(source.masterKey, 'utf8').trim(), 'base64');
    for (const name of readdirSync(at('copy'))) {
      const content = readFileSync(at('copy', name));
      expect([name, statSync(at('copy', name)).mode & 0o077]).toEqual([name, 0]);
      for (const secret of ['Ann Example', 'Police training', key]) expect(content.includes(secret)).toBe(false);
    }
  });

  it('says the same in JSON', async () => {
    const told = JSON.parse(await backUp(at('copy'), '--json')) as object;
    expect(told).toEqual({ backup: at('copy'), ...manifestOf(at('copy')) });
  });

  it('puts the keys apart, or leaves them out', async () => {
    await backUp(at('apart'), '--keys', at('the keys'));
    expect(readdirSync(at('apart')).sort()).toEqual(['log.db', 'manifest.json']);
    expect([manifestOf(at('apart')).keys.place, existsSync(at('the keys'))]).toEqual(['apart', true]);
    expect(await backUp(at('without'), '--without-keys')).toContain('every text in this backup is lost');
    expect(readdirSync(at('without')).sort()).toEqual(['log.db', 'manifest.json']);
  });

  it('has one digest for one log, whenever it is made', async () => {
    await backUp(at('one'));
    await backUp(at('other'));
    expect(manifestOf(at('other')).log).toEqual(manifestOf(at('one')).log);
  });

  it('shows how far it is, and is called off by a signal without leaving anything', async () => {
    const watched = await muster(['backup', at('copy'), '--data', source.path], { errIsTerminal: true });
    expect(watched.err).toMatch(/\d+ of \d+ events read back, [\d.]+ a second, 0 s left/);
    const interrupted = AbortSignal.abort();
    const called = await muster(['backup', at('called off'), '--data', source.path], { interrupted });
    expect([called.code, called.err]).toEqual([2, expect.stringContaining('called off')]);
    expect(readdirSync(place.path)).toEqual(['copy']);
  });

  it('writes over nothing, and says what an interrupted one has left', async () => {
    await mkdir(at('there'));
    expect(await refused('backup', at('there'), '--data', source.path)).toContain('is there already');
    await mkdir(at('half.part'));
    expect(await refused('backup', at('half'), '--data', source.path)).toContain('half.part is there');
    await backUp(at('fresh'), '--keys', at('keys'));
    expect(await refused('backup', at('more'), '--data', source.path, '--keys', at('keys'))).toContain('already');
    expect(readdirSync(place.path).sort()).toEqual(['fresh', 'half.part', 'keys', 'there']);
  });

  it('cannot be made where there is no installation, of another engine, or in a place that is not there', async () => {
    expect(await refused('backup', at('copy'), '--data', at('empty'))).toContain('there is no installation');
    const memory = await muster(['backup', at('copy'), '--data', source.path], { env: { EVENT_LOG: 'memory' } });
    expect([memory.code, memory.err]).toEqual([2, expect.stringContaining('of the embedded engine')]);
    writeFileSync(at('file'), '');
    expect(await refused('backup', at('file', 'copy'), '--data', source.path)).toMatch(/ENOTDIR|EEXIST/);
  });
});

describe('muster backup verify', () => {
  beforeEach(() => backUp(at('copy')));

  const verify = (...more: readonly string[]): Promise<Ran> => muster(['backup', 'verify', at('copy'), ...more]);

  it('restores it into a temporary folder and finds everything as it must be, texts too', async () => {
    const { code, out, err } = await verify('--master-key', source.masterKey, '--in', place.path);
    expect([code, err]).toEqual([0, '']);
    expect(out).toContain('ok: the log is the one of the manifest and holds, and the views of it are those of a fold');
    expect(out).toMatch(/texts: \d+ open, 0 are erased; 0 recorded erasures/);
    expect(readdirSync(place.path)).toEqual(['copy']);
  });

  it('does without the master key, and says that no text was tried', async () => {
    const { code, out } = await verify();
    expect([code, out]).toEqual([0, expect.stringContaining('texts: not tried')]);
  });

  it('changes nothing in the backup, which may lie where nothing can be written', async () => {
    const before = readdirSync(at('copy')).map((name) => readFileSync(at('copy', name)));
    await verify('--master-key', source.masterKey);
    expect(readdirSync(at('copy')).map((name) => readFileSync(at('copy', name)))).toEqual(before);
  });

  it.each([
    ['an event that was changed', "UPDATE events SET data = '{}' WHERE position = 4", 'CONTENT'],
    [
      'a stamp that was changed',
      "UPDATE events SET recorded_at = '2020-01-01T00:00:00.000Z' WHERE position = 2",
      'digest',
    ],
    ['an end that was cut off', 'DELETE FROM events WHERE position = (SELECT max(position) FROM events)', 'events is'],
    ['a gap', 'DELETE FROM events WHERE position = 3', 'missing'],
  ])('finds %s', async (_what, sql, told) => {
    const db = new Database(at('copy', 'log.db'));
    db.exec(`DROP TRIGGER events_are_not_updated; DROP TRIGGER events_are_not_deleted; ${sql}`);
    db.close();
    const { code, out } = await verify('--master-key', source.masterKey);
    expect(code).toBe(1);
    expect(out).toMatch(new RegExp(`NOT OK:\n(.*\n)*.*${told}`));
    expect(JSON.parse((await verify('--json')).out)).toMatchObject({ ok: false });
  });

  it('finds a key store that is not the copied one, keys that are missing and keys that are damaged', async () => {
    const other = new Database(at('copy', 'keys.db'));
    other.exec("DROP TRIGGER data_key_is_not_forgotten; DELETE FROM data_key WHERE subject LIKE 'officer:%'");
    other.close();
    expect((await verify()).out).toContain('its SHA-256 is another');
    const apart = await verify('--master-key', source.masterKey, '--keys', at('copy', 'keys.db'));
    expect([apart.code, apart.out]).toEqual([1, expect.stringMatching(/keys of \d+ texts are missing/)]);
    writeFileSync(at('copy', 'keys.db'), 'something else');
    expect((await verify('--keys', at('copy', 'keys.db'), '--master-key', source.masterKey)).code).toBe(2);
  });

  it('cannot be done with another master key, without a manifest or with a damaged one', async () => {
    writeFileSync(at('wrong'), Buffer.alloc(32, 1).toString('base64'));
    expect(await refused('backup', 'verify', at('copy'), '--master-key', at('wrong'))).toContain('does not fit');
    writeFileSync(at('copy', 'manifest.json'), '{"kind":"muster-backup","format":1}');
    expect(await refused('backup', 'verify', at('copy'))).toContain('is damaged');
    await rm(at('copy', 'manifest.json'));
    expect(await refused('backup', 'verify', at('copy'))).toContain('no backup, or not a whole one');
  });
});
