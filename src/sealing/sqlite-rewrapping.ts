import type Database from 'better-sqlite3';
import type { KeySubject } from '../kernel/event.js';
import { invariant } from '../kernel/failure.js';
import type { Randomness } from './data-key.js';
import { FINGERPRINT_KEY, labelOf } from './key-labels.js';
import type { KeyCensus } from './key-store.js';
import { unwrapKey, wrapKey } from './key-wrapping.js';
import type { MasterKey } from './master-key.js';
import { ONLY_DESTROYED, wrappedFingerprintKey } from './sqlite-key-file.js';

interface KeyRow {
  readonly subject: KeySubject;
  readonly wrapped: Buffer | null;
}

/** Whether this is the master key under which the file is kept now. */
export function isKeptUnder(db: Database.Database, master: MasterKey): boolean {
  const wrapped = wrappedFingerprintKey(db);
  return wrapped !== undefined && unwrapKey(master, FINGERPRINT_KEY, wrapped) !== undefined;
}

export function censusOf(db: Database.Database, master: MasterKey): KeyCensus {
  let [kept, destroyed, damaged] = [0, 0, 0];
  for (const { subject, wrapped } of db.prepare<[], KeyRow>('SELECT subject, wrapped FROM data_key').iterate()) {
    if (wrapped === null) destroyed += 1;
    else if (unwrapKey(master, labelOf(subject), wrapped) === undefined) damaged += 1;
    else kept += 1;
  }
  return { kept, destroyed, damaged };
}

/** Within a transaction of the caller's: a file has all of its keys under the one master key or under the other. */
export function rewrapAll(db: Database.Database, master: MasterKey, next: MasterKey, random: Randomness): KeyCensus {
  rewrapFingerprintKey(db, master, next, random);
  const census = censusOf(db, master);
  const update = db.prepare<[Buffer, KeySubject]>('UPDATE data_key SET wrapped = ? WHERE subject = ?');
  db.exec(ONLY_DESTROYED.lift);
  for (const { subject, wrapped } of db.prepare<[], KeyRow>('SELECT subject, wrapped FROM data_key').all()) {
    const key = wrapped === null ? undefined : unwrapKey(master, labelOf(subject), wrapped);
    if (key !== undefined) update.run(wrapKey(next, labelOf(subject), key, random), subject);
  }
  db.exec(ONLY_DESTROYED.impose);
  return census;
}

function rewrapFingerprintKey(db: Database.Database, master: MasterKey, next: MasterKey, random: Randomness): void {
  const wrapped = wrappedFingerprintKey(db);
  const key = wrapped === undefined ? undefined : unwrapKey(master, FINGERPRINT_KEY, wrapped);
  invariant(key !== undefined, 'a store that is open has a fingerprint key that its master key opens');
  const update = db.prepare<[Buffer, string]>('UPDATE installation_key SET wrapped = ? WHERE name = ?');
  update.run(wrapKey(next, FINGERPRINT_KEY, key, random), FINGERPRINT_KEY);
}
