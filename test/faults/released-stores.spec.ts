import { chmodSync, cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { VerdictAnswer } from '../../src/features/accountability/queries/verdict.query.js';
import { dataFolder, type DataFolder } from '../../src/installation/data-folder.js';
import { muster } from '../cli/support.js';
import {
  AFTERWARDS,
  ANN,
  ANNS_TOUR,
  as,
  BEN,
  BENS_TOUR,
  CID,
  INCIDENT,
  openStory,
  ROLL_CALL,
} from '../fixtures/stores/story.js';

jest.setTimeout(60_000);

const STORES = fileURLToPath(new URL('../fixtures/stores/', import.meta.url));
const RELEASED = readdirSync(STORES, { withFileTypes: true }).flatMap((entry) =>
  entry.isDirectory() ? [entry.name] : [],
);

let folder: DataFolder;

beforeEach(() => {
  folder = dataFolder(mkdtempSync(join(tmpdir(), 'muster-released-')));
});

afterEach(() => rmSync(folder.path, { recursive: true, force: true }));

function takeStores(version: string): void {
  cpSync(join(STORES, version), folder.path, { recursive: true });
  for (const file of [folder.log, folder.keys, folder.views, folder.masterKey]) chmodSync(file, 0o600);
}

/** Of each file that stores something, all that is in it. */
function contents(): ReadonlyMap<string, Buffer> {
  return new Map([folder.log, folder.keys, folder.views].map((file) => [file, readFileSync(file)]));
}

function changeFile(file: string, sql: string): void {
  const db = new Database(file);
  db.exec(sql);
  db.close();
}

/** The folder opens, and says of the story what the version that wrote it said. */
async function expectStory(at: string): Promise<void> {
  const app = await openStory(at, AFTERWARDS);
  try {
    const auditor = await as(app, 'auditor');
    const moment = { asOf: AFTERWARDS };
    const verdict = (await auditor.get(`/api/roll-calls/${ROLL_CALL}/verdict`, moment)) as VerdictAnswer;
    expect(verdict).toMatchObject({ claim: 'NO_KNOWN_CASUALTY', counts: { denominator: 2, accounted: 1, safe: 1 } });
    expect(verdict.unmet).toEqual({ EVIDENCE: [BENS_TOUR] });
    expect(await auditor.get(`/api/officers/${ANN}`)).toMatchObject({ name: { text: 'Ann Example' } });
    expect(await auditor.get(`/api/officers/${BEN}`)).toMatchObject({ name: { text: 'Ben Example' } });
    expect(await auditor.get(`/api/officers/${CID}`)).toMatchObject({ name: { erased: true } });
    expect(await auditor.get(`/api/incidents/${INCIDENT}`)).toMatchObject({ place: { text: 'Al Asad' } });
    expect(JSON.stringify(await auditor.get(`/api/deployments/${ANNS_TOUR}`))).toContain('Cold, not hurt');
  } finally {
    await app.close();
  }
}

it('stores of every released format are kept', () => {
  expect(RELEASED).toContain('0.1.0');
});

describe.each(RELEASED)('the stores that %s wrote', (version) => {
  beforeEach(() => takeStores(version));

  it('are opened with the verdict and the texts that they had, and are written on', async () => {
    await expectStory(folder.path);
    await expectStory(folder.path);
  });

  it('are opened with their views made anew', async () => {
    rmSync(folder.views);
    await expectStory(folder.path);
  });

  it('hold', async () => {
    const { code, out } = await muster(['verify', '--data', folder.path, '--json']);
    expect([code, JSON.parse(out)]).toMatchObject([0, { ok: true, faultCount: 0 }]);
  });

  it('can have their master key changed', async () => {
    expect((await muster(['keys', 'rotate', '--data', folder.path])).code).toBe(0);
    await expectStory(folder.path);
  });

  it('have a backup that holds, and from which the same is restored', async () => {
    const [from, to] = [join(folder.path, 'backup'), join(folder.path, 'restored')];
    const key = ['--master-key', folder.masterKey] as const;
    const checked = await muster(['backup', 'verify', from, ...key, '--json']);
    expect([checked.code, JSON.parse(checked.out)]).toMatchObject([
      0,
      { ok: true, texts: { keyMissing: 0, unreadable: 0 } },
    ]);
    expect((await muster(['restore', from, '--to', to, ...key])).code).toBe(0);
    await expectStory(to);
  });
});

describe('a store of a newer format', () => {
  const [version] = RELEASED;

  beforeEach(() => takeStores(version ?? ''));

  it.each([
    ['log', () => changeFile(folder.log, "UPDATE meta SET value = '2' WHERE key = 'format'")],
    ['key store', () => changeFile(folder.keys, 'PRAGMA user_version = 2')],
  ])('is refused, saying which it is, and nothing is changed: the %s', async (_what, change) => {
    change();
    const before = contents();
    await expect(openStory(folder.path, AFTERWARDS)).rejects.toThrow(/format 2.*format 1/);
    expect(contents()).toEqual(before);
    expect((await muster(['backup', join(folder.path, 'another'), '--data', folder.path])).err).toMatch(/format 2/);
    expect((await muster(['keys', 'rotate', '--data', folder.path])).code).toBe(2);
    expect(contents()).toEqual(before);
  });

  it('is refused, saying which it is, and nothing is made: the backup', async () => {
    const backup = join(folder.path, 'backup');
    const manifest = join(backup, 'manifest.json');
    writeFileSync(manifest, readFileSync(manifest, 'utf8').replace('"format": 1', '"format": 2'));
    for (const args of [
      ['backup', 'verify', backup],
      ['restore', backup, '--to', join(folder.path, 'restored'), '--master-key', folder.masterKey],
    ]) {
      expect(await muster(args)).toMatchObject({ code: 2, err: expect.stringMatching(/format 2.*format 1 only/) });
    }
    expect(readdirSync(folder.path)).not.toContain('restored');
  });

  it('is made anew from the log, where it holds nothing of its own: the views', async () => {
    changeFile(folder.views, 'PRAGMA user_version = 2');
    await expectStory(folder.path);
  });
});
