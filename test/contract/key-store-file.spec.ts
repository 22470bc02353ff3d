import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import Database from 'better-sqlite3';
import { copyFile, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { KeySubject } from '../../src/kernel/event.js';
import { derivedId } from '../../src/kernel/ids.js';
import { newDataKey, secureRandomness } from '../../src/sealing/data-key.js';
import {
  KeyDamaged,
  KeyDestroyed,
  KeyStoreFormat,
  KeyStoreUnavailable,
  WrongMasterKey,
} from '../../src/sealing/key-store.js';
import { Sealer } from '../../src/sealing/sealer.js';
import { SqliteKeyStore } from '../../src/sealing/sqlite-key-store.js';

const ANN: KeySubject = 'officer:ann';
const BEA: KeySubject = 'officer:bea';

const master = newDataKey(secureRandomness);

let folder: string;
let path: string;
let opened: SqliteKeyStore[];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'muster-keys-'));
  path = join(folder, 'keys.db');
  opened = [];
});

afterEach(async () => {
  await Promise.all(opened.map((store) => store.close()));
  await rm(folder, { recursive: true });
});

function open(): SqliteKeyStore {
  const store = SqliteKeyStore.open(path, master, { busyTimeout: 50 });
  opened.push(store);
  return store;
}

/** Works on the file behind the store's back, as damage or another program would. */
function behindItsBack<Result>(work: (db: Database.Database) => Result): Result {
  const db = new Database(path);
  try {
    return work(db);
  } finally {
    db.close();
  }
}

function wrappedKeyOf(subject: KeySubject): Buffer {
  return behindItsBack((db) => {
    const wrapped: unknown = db.prepare('SELECT wrapped FROM data_key WHERE subject = ?').pluck().get(subject);
    if (!Buffer.isBuffer(wrapped)) throw new Error(`no key of ${subject} is stored`);
    return wrapped;
  });
}

/** All that stands on disk: the file, its write-ahead log and what else SQLite keeps beside it. */
async function everythingOnDisk(): Promise<Buffer> {
  const names = await readdir(folder);
  return Buffer.concat(await Promise.all(names.map((name) => readFile(join(folder, name)))));
}

describe('the file of the key store', () => {
  it('gives the same keys when it is opened again', async () => {
    const first = open();
    const [key, secret] = [await first.keyFor(ANN), await first.fingerprintKey()];
    await first.close();
    const again = open();
    expect((await again.keyFor(ANN)).equals(key)).toBe(true);
    expect((await again.fingerprintKey()).equals(secret)).toBe(true);
  });

  it('holds a key before the key is answered, so that a crash cannot lose it', async () => {
    const key = await open().keyFor(ANN);
    expect((await open().keyFor(ANN)).equals(key)).toBe(true);
    expect(behindItsBack((db) => db.pragma('journal_mode', { simple: true }))).toBe('wal');
  });

  it('keeps a tombstone when it is opened again', async () => {
    const first = open();
    await first.keyFor(ANN);
    await first.destroy(ANN);
    await first.close();
    const again = open();
    expect(await again.find(ANN)).toBe('destroyed');
    await expect(again.keyFor(ANN)).rejects.toBeInstanceOf(KeyDestroyed);
  });

  it('refuses a master key that does not fit, and still opens with the one that does', async () => {
    const key = await open().keyFor(ANN);
    expect(() => SqliteKeyStore.open(path, newDataKey(secureRandomness))).toThrow(WrongMasterKey);
    expect((await open().keyFor(ANN)).equals(key)).toBe(true);
  });

  it('gives one key to two processes that ask for it', async () => {
    const [one, other] = [open(), open()];
    const keys = await Promise.all([one.keyFor(ANN), other.keyFor(ANN), one.keyFor(ANN)]);
    expect(new Set(keys.map((key) => key.export().toString('hex'))).size).toBe(1);
  });

  it('answers no key from memory that another process has destroyed', async () => {
    const [one, other] = [open(), open()];
    await one.keyFor(ANN);
    await other.destroy(ANN);
    expect(await one.find(ANN)).toBe('destroyed');
    await expect(one.keyFor(ANN)).rejects.toBeInstanceOf(KeyDestroyed);
  });

  it('holds neither a raw key nor a text', async () => {
    const store = open();
    const sealer = new Sealer(store);
    await sealer.seal({ subject: ANN, texts: { name: 'Ann Example' } }, derivedId('command'), 0);
    await sealer.fingerprint({ name: 'Ann Example' });
    const onDisk = await everythingOnDisk();
    expect(onDisk.includes(wrappedKeyOf(ANN))).toBe(true);
    for (const key of [await store.keyFor(ANN), await store.fingerprintKey(), master]) {
      expect(onDisk.includes(key.export())).toBe(false);
    }
    expect(onDisk.includes('Ann Example')).toBe(false);
  });

  it('keeps nothing on disk of a key that was destroyed, not even wrapped', async () => {
    const store = open();
    const subjects = Array.from({ length: 300 }, (_, index): KeySubject => `officer:${derivedId(String(index))}`);
    for (const subject of subjects) await store.keyFor(subject);
    const gone = subjects.filter((_, index) => index % 3 === 0);
    const wrapped = gone.map(wrappedKeyOf);
    for (const subject of gone) await store.destroy(subject);
    const onDisk = await everythingOnDisk();
    expect(wrapped.filter((bytes) => onDisk.includes(bytes.subarray(12, 44)))).toEqual([]);
  });

  it('admits it when a reader keeps the destroyed key on disk, and finishes when asked again', async () => {
    const store = open();
    await store.keyFor(ANN);
    const wrapped = wrappedKeyOf(ANN);
    const reader = new Database(path, { readonly: true });
    reader.exec('BEGIN');
    reader.prepare('SELECT count(*) FROM data_key').get();
    await expect(store.destroy(ANN)).rejects.toBeInstanceOf(KeyStoreUnavailable);
    expect(await store.find(ANN)).toBe('destroyed');
    reader.close();
    await store.destroy(ANN);
    expect((await everythingOnDisk()).includes(wrapped)).toBe(false);
  });

  it('keeps nothing on disk that the former master key opens, once all keys are wrapped anew', async () => {
    const store = open();
    const subjects = Array.from({ length: 300 }, (_, index): KeySubject => `officer:${derivedId(String(index))}`);
    for (const subject of subjects) await store.keyFor(subject);
    const wrapped = subjects.map(wrappedKeyOf);
    await store.rewrap(newDataKey(secureRandomness));
    const onDisk = await everythingOnDisk();
    expect(wrapped.filter((bytes) => onDisk.includes(bytes.subarray(12, 44)))).toEqual([]);
  });

  it('has all keys under one master key, the former, where wrapping them anew fails half way', async () => {
    const store = open();
    const [ann, bea] = [await store.keyFor(ANN), await store.keyFor(BEA)];
    behindItsBack((db) =>
      db.exec(`CREATE TRIGGER breaks BEFORE UPDATE ON data_key WHEN OLD.subject = '${BEA}'
        BEGIN SELECT RAISE(ABORT, 'a fault of the disk'); END`),
    );
    await expect(store.rewrap(newDataKey(secureRandomness))).rejects.toBeInstanceOf(KeyStoreUnavailable);
    expect((await store.keyFor(ANN)).equals(ann)).toBe(true);
    await store.close();
    const again = open();
    expect((await again.keyFor(BEA)).equals(bea)).toBe(true);
    expect(() => behindItsBack((db) => db.exec('UPDATE data_key SET wrapped = zeroblob(60)'))).toThrow('destroyed');
  });

  it('leaves a damaged key as it is when it wraps the others anew, and counts it', async () => {
    const store = open();
    await store.keyFor(BEA);
    const wrapped = wrappedKeyOf(BEA);
    behindItsBack((db) => db.prepare('INSERT INTO data_key (subject, wrapped) VALUES (?, ?)').run(ANN, wrapped));
    expect(await store.rewrap(newDataKey(secureRandomness))).toEqual({ kept: 1, destroyed: 0, damaged: 1 });
    expect(wrappedKeyOf(ANN)).toEqual(wrapped);
    expect(await store.find(ANN)).toBe('damaged');
  });

  it('lets nobody bring back a key or forget it all the same after keys were wrapped anew', async () => {
    const store = open();
    await store.keyFor(ANN);
    await store.rewrap(newDataKey(secureRandomness));
    const wrapped = wrappedKeyOf(ANN);
    await store.destroy(ANN);
    expect(() => behindItsBack((db) => db.prepare('UPDATE data_key SET wrapped = ?').run(wrapped))).toThrow(
      'destroyed',
    );
  });

  it('takes a destroyed key off the disk when it is opened, where the process died before it could', async () => {
    const store = open();
    await store.keyFor(ANN);
    const wrapped = wrappedKeyOf(ANN).subarray(12, 44);
    const died = join(folder, 'died');
    await mkdir(died);
    const other = new Database(path);
    other.pragma('secure_delete = ON');
    other.prepare('UPDATE data_key SET wrapped = NULL WHERE subject = ?').run(ANN);
    for (const name of ['keys.db', 'keys.db-wal']) await copyFile(join(folder, name), join(died, name));
    other.close();
    await store.close();
    const files = async (): Promise<Buffer> =>
      Buffer.concat(await Promise.all((await readdir(died)).map((name) => readFile(join(died, name)))));
    expect((await files()).includes(wrapped)).toBe(true);
    const again = SqliteKeyStore.open(join(died, 'keys.db'), master);
    expect(await again.find(ANN)).toBe('destroyed');
    expect((await files()).includes(wrapped)).toBe(false);
    await again.close();
  });

  it('lets nobody bring back a key or forget a tombstone', async () => {
    const store = open();
    await store.keyFor(ANN);
    const wrapped = wrappedKeyOf(ANN);
    await store.destroy(ANN);
    expect(() => behindItsBack((db) => db.prepare('UPDATE data_key SET wrapped = ?').run(wrapped))).toThrow(
      'destroyed',
    );
    expect(() => behindItsBack((db) => db.exec('DELETE FROM data_key'))).toThrow('stays');
  });

  it('says damaged of a key that cannot be unwrapped, and never replaces it', async () => {
    const store = open();
    await store.keyFor(BEA);
    const wrapped = wrappedKeyOf(BEA);
    behindItsBack((db) => db.prepare('INSERT INTO data_key (subject, wrapped) VALUES (?, ?)').run(ANN, wrapped));
    expect(await store.find(ANN)).toBe('damaged');
    await expect(store.keyFor(ANN)).rejects.toBeInstanceOf(KeyDamaged);
    expect(wrappedKeyOf(ANN)).toEqual(wrapped);
  });

  it('is unavailable while another process holds it', async () => {
    const store = open();
    const other = new Database(path);
    other.exec('BEGIN IMMEDIATE');
    await expect(store.keyFor(ANN)).rejects.toBeInstanceOf(KeyStoreUnavailable);
    other.close();
    await expect(store.keyFor(ANN)).resolves.toBeDefined();
  });

  it('can be read by its owner only', async () => {
    await open().keyFor(ANN);
    const modes = await Promise.all((await readdir(folder)).map(async (name) => (await stat(join(folder, name))).mode));
    expect(modes.map((mode) => mode & 0o077)).toEqual(modes.map(() => 0));
  });

  it('is made where an empty file stands', async () => {
    await writeFile(path, '');
    await expect(open().keyFor(ANN)).resolves.toBeDefined();
  });

  it('is refused, and left as it was, when it is no database', async () => {
    await writeFile(path, 'a text that somebody keeps here '.repeat(100));
    expect(open).toThrow(KeyStoreFormat);
    expect(await readFile(path, 'utf8')).toBe('a text that somebody keeps here '.repeat(100));
  });

  it('is refused, and left as it was, when it is the database of something else', async () => {
    behindItsBack((db) => db.exec('CREATE TABLE other (id INTEGER)'));
    const before = await readFile(path);
    expect(open).toThrow(/not a key store/);
    expect(await readFile(path)).toEqual(before);
  });

  it('is refused in a format that this version does not know', async () => {
    await open().close();
    behindItsBack((db) => db.pragma('user_version = 2'));
    expect(open).toThrow(/format 2; this version reads format 1/);
  });

  it('is unavailable in a folder that does not exist', () => {
    path = join(folder, 'absent', 'keys.db');
    expect(open).toThrow(KeyStoreUnavailable);
  });
});
