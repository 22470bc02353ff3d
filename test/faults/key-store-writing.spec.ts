import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import Database from 'better-sqlite3';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { KeySubject } from '../../src/kernel/event.js';
import { newDataKey, secureRandomness } from '../../src/sealing/data-key.js';
import { KeyStoreUnavailable } from '../../src/sealing/key-store.js';
import { SqliteKeyStore } from '../../src/sealing/sqlite-key-store.js';

const ANN: KeySubject = 'officer:ann';
const BEA: KeySubject = 'officer:bea';

const master = newDataKey(secureRandomness);

let folder: string;
let path: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'muster-keys-'));
  path = join(folder, 'keys.db');
});

afterEach(() => rmSync(folder, { recursive: true }));

/** As a disk does that fails, or no longer. */
function behindItsBack(statement: string): void {
  const db = new Database(path);
  db.exec(statement);
  db.close();
}

describe('a key store whose file could not be written', () => {
  it('takes nothing more until it is opened anew, says so, and still answers the keys that it has', async () => {
    const store = SqliteKeyStore.open(path, master);
    const key = await store.keyFor(ANN);
    behindItsBack('CREATE TRIGGER the_disk_fails BEFORE INSERT ON data_key BEGIN SELECT no_such_function(); END');
    await expect(store.keyFor(BEA)).rejects.toThrow('takes nothing more until it is opened anew');
    behindItsBack('DROP TRIGGER the_disk_fails');
    for (const refused of [store.keyFor(BEA), store.destroy(ANN), store.probe()]) {
      await expect(refused).rejects.toBeInstanceOf(KeyStoreUnavailable);
    }
    expect((await store.keyFor(ANN)).equals(key)).toBe(true);
    await store.close();

    const again = SqliteKeyStore.open(path, master);
    await expect(again.probe()).resolves.toBeUndefined();
    expect((await again.keyFor(BEA)).export()).toHaveLength(32);
    await again.close();
  });
});
