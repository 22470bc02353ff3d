import { closeSync, existsSync, fsyncSync, openSync, readSync, renameSync, rmSync } from 'node:fs';
import { open } from 'node:fs/promises';
import Sqlite from 'better-sqlite3';
import { createCheckpoints, holdsTablesOf } from './checkpoint.js';
import type { Projection, ViewsDb } from './projection.js';
import { isDamage, isInUse } from './storage-failure.js';
import { dropDigest, noteDigest, takeDigest } from './views-digest.js';

export const IN_MEMORY = ':memory:';

/** "MVWS", in the header of a database: a views file of Muster, and neither its log nor its key store. */
const APPLICATION_ID = 0x4d565753;
/** Of the runner's own tables and of the file's settings. */
const RUNNER_VERSION = 1;
/** Where SQLite's file format keeps the application id. */
const APPLICATION_ID_AT = 68;
const MAGIC = 'SQLite format 3\0';
/** What SQLite keeps beside a database. */
const SIDECARS = ['-journal', '-wal', '-shm'] as const;
/** As of the log: the ids in it stand in the clear. */
const OWNER_ONLY = 0o600;
/** A lock that is held is held for as long as its process lives: nothing comes of waiting for it. */
const LOCK_TIMEOUT_MS = 100;

/** Memory for the pages that a rebuild keeps coming back to; given back when it ends. */
const REBUILD_CACHE_KIB = 65_536;

/** The views file is open in another process. */
export class ViewsInUse extends Error {
  override readonly name = 'ViewsInUse';

  constructor(path: string) {
    super(`the views file is open in another process: ${path}`);
  }
}

/**
 * The views at a path, or new and empty ones where it has none of exactly these projections: a damaged or older file is
 * deleted. A file that Muster did not make is set aside under another name, for it may be somebody's only copy. What an
 * interrupted rebuild left is deleted. Throws ViewsInUse.
 */
export function openViewsFile(path: string, projections: readonly Projection[]): ViewsDb {
  if (path === IN_MEMORY) return withIndices(withTables(new Sqlite(path), projections), projections);
  removeDatabase(besideOf(path));
  const held = openHeld(path, projections);
  if (held !== undefined) return held;
  removeDatabase(path);
  return closedOnError(connect(path), (db) =>
    withIndices(withTables(lasting(marked(exclusive(db))), projections), projections),
  );
}

/**
 * An empty database for a rebuild. Until it is put in place a crash may damage it: the next opening deletes it. `atOnce`
 * leaves it within one transaction, to be ended by `completeBeside`: nothing is written twice, nor kept to be undone.
 */
export function createBeside(path: string, projections: readonly Projection[], atOnce: boolean): ViewsDb {
  const db = path === IN_MEMORY ? withTables(new Sqlite(path), projections) : fileBeside(path, projections);
  if (atOnce) db.exec('BEGIN');
  return db;
}

function fileBeside(path: string, projections: readonly Projection[]): ViewsDb {
  removeDatabase(besideOf(path));
  return closedOnError(connect(besideOf(path)), (db) => {
    marked(db);
    db.pragma('journal_mode = MEMORY');
    db.pragma('synchronous = OFF');
    db.pragma(`cache_size = ${-REBUILD_CACHE_KIB}`);
    return withTables(db, projections);
  });
}

/** Makes the indices that applying has done without. */
export function completeBeside(db: ViewsDb, projections: readonly Projection[]): void {
  withIndices(db, projections);
  if (db.inTransaction) db.exec('COMMIT');
}

export function discardBeside(path: string): void {
  if (path !== IN_MEMORY) removeDatabase(besideOf(path));
}

/** Gives the disk most of a rebuild without holding up the process. */
export async function flushBeside(path: string): Promise<void> {
  if (path === IN_MEMORY) return;
  const file = await open(besideOf(path), 'r+');
  await file.sync().finally(() => file.close());
}

/** What was rebuilt has been closed, and the disk gets all of it. Where this fails the live views are as they were. */
export function syncBeside(path: string): void {
  syncFile(besideOf(path));
}

/**
 * Closes the live views and puts in their place what was rebuilt beside them, to be opened anew; the path names one of the
 * two, whole, throughout.
 */
export function putInPlace(path: string, live: ViewsDb): void {
  live.close();
  removeSidecars(path);
  renameSync(besideOf(path), path);
}

/** For the one connection that reads the rows and changes them. */
export function connectAlone(path: string): ViewsDb {
  return closedOnError(connect(path), (db) => lasting(exclusive(db)));
}

/** For reading alone, beside the thread that changes the rows. */
export function connectToRead(path: string): ViewsDb {
  return closedOnError(connect(path), (db) => {
    lasting(db).pragma('query_only = ON');
    return db;
  });
}

/** For the thread that changes the rows. What is committed is moved into the file when it is told to. */
export function connectForRows(path: string): ViewsDb {
  return closedOnError(connect(path), (db) => {
    lasting(db).pragma('wal_autocheckpoint = 0');
    return db;
  });
}

/** Closes the views for good. What the file then holds is noted, unless some of it is still in the write-ahead log. */
export function closeViewsFile(path: string, db: ViewsDb): void {
  db.close();
  if (path !== IN_MEMORY && existsSync(path) && !existsSync(`${path}-wal`)) noteDigest(path);
}

function besideOf(path: string): string {
  return `${path}.rebuild`;
}

function openHeld(path: string, projections: readonly Projection[]): ViewsDb | undefined {
  if (!existsSync(path)) return undefined;
  if (!isOurs(path)) {
    setAside(path);
    return undefined;
  }
  if (!takeDigest(path)) return undefined;
  const db = connect(path);
  try {
    if (isWhole(exclusive(db)) && holdsTablesOf(db, projections)) return lasting(db);
  } catch (error) {
    if (!isDamage(error)) {
      db.close();
      throw isInUse(error) ? new ViewsInUse(path) : error;
    }
  }
  db.close();
  return undefined;
}

/** Read without SQLite, which might change a file that is somebody else's. An empty file is nobody's. */
function isOurs(path: string): boolean {
  const header = Buffer.alloc(APPLICATION_ID_AT + 4);
  const file = openSync(path, 'r');
  try {
    const length = readSync(file, header, 0, header.length, 0);
    if (length === 0) return true;
    return (
      header.toString('latin1', 0, MAGIC.length) === MAGIC && header.readUInt32BE(APPLICATION_ID_AT) === APPLICATION_ID
    );
  } finally {
    closeSync(file);
  }
}

function setAside(path: string): void {
  let number = 1;
  while (existsSync(`${path}.set-aside-${number}`)) number++;
  for (const suffix of ['', ...SIDECARS]) {
    if (existsSync(path + suffix)) renameSync(path + suffix, `${path}.set-aside-${number}${suffix}`);
  }
}

function isWhole(db: ViewsDb): boolean {
  return (
    db.pragma('user_version', { simple: true }) === RUNNER_VERSION &&
    db.pragma('quick_check(1)', { simple: true }) === 'ok'
  );
}

function connect(path: string): ViewsDb {
  if (!existsSync(path)) closeSync(openSync(path, 'a', OWNER_ONLY));
  return new Sqlite(path, { timeout: LOCK_TIMEOUT_MS });
}

/** Two processes that apply events to one file would undo each other's swaps. */
function exclusive(db: ViewsDb): ViewsDb {
  db.pragma('locking_mode = EXCLUSIVE');
  return db;
}

/** Marked before it has a write-ahead log, so that the mark is in the file's own header from the beginning. */
function marked(db: ViewsDb): ViewsDb {
  db.pragma(`application_id = ${APPLICATION_ID}`);
  db.pragma(`user_version = ${RUNNER_VERSION}`);
  return db;
}

/** A lost power supply may cost the last commits, which the log makes good, and never the file. */
function lasting(db: ViewsDb): ViewsDb {
  db.pragma('journal_mode = WAL');
  db.pragma('synchronous = NORMAL');
  return db;
}

function withTables(db: ViewsDb, projections: readonly Projection[]): ViewsDb {
  db.transaction(() => {
    createCheckpoints(db, projections);
    for (const projection of projections) projection.create(db);
  })();
  return db;
}

function withIndices(db: ViewsDb, projections: readonly Projection[]): ViewsDb {
  for (const projection of projections) projection.index?.(db);
  return db;
}

function closedOnError(db: ViewsDb, work: (db: ViewsDb) => ViewsDb): ViewsDb {
  try {
    return work(db);
  } catch (error) {
    db.close();
    throw error;
  }
}

function syncFile(path: string): void {
  const file = openSync(path, 'r+');
  try {
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

function removeDatabase(path: string): void {
  rmSync(path, { force: true });
  dropDigest(path);
  removeSidecars(path);
}

function removeSidecars(path: string): void {
  for (const suffix of SIDECARS) rmSync(path + suffix, { force: true });
}
