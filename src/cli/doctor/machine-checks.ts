import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdtempSync,
  openSync,
  rmSync,
  statfsSync,
  statSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { descriptorLimit } from '../../edge/metrics/process-meters.js';
import type { Environment } from '../../installation/setting.js';
import { shownSettings, unknownVariables } from '../../installation/shown-settings.js';
import { messageOf } from '../io.js';
import { fault, ok, skipped, warning, type Finding } from './finding.js';

const NODE_MAJOR = 24;
const MEBIBYTE = 1_048_576;
/** Mebibytes below which a log soon cannot grow, and below which a backup or a rebuild will not fit. */
const TOO_LITTLE_SPACE = 100;
const LITTLE_SPACE = 1_024;
/** Files and connections: fewer are soon used up by live streams. */
const FEW_FILES = 4_096;
const OTHERS_RIGHTS = 0o077;

/** What can be found out of the machine and the configuration, whatever is in the folder. */
export function machineChecks(path: string, env: Environment): readonly Finding[] {
  return [node(), settings(env), ...(existsSync(path) ? inFolder(path) : [noFolder(path)]), files()];
}

function node(): Finding {
  const { node: version } = process.versions;
  if (version.startsWith(`${NODE_MAJOR}.`)) return ok('node', `Node ${version}`);
  return fault(
    'node',
    `this is Node ${version}`,
    `start Muster with Node ${NODE_MAJOR}: node_modules/.bin/node is one`,
  );
}

function settings(env: Environment): Finding {
  const faults = shownSettings(env).flatMap(({ fault: wrong }) => (wrong === undefined ? [] : [wrong]));
  if (faults.length > 0) return fault('settings', faults.join('; '), 'correct them; muster config show shows them all');
  const unknown = unknownVariables(env);
  if (unknown.length === 0) return ok('settings', 'every setting can be followed');
  const says = `none of Muster's settings: ${unknown.join(', ')}`;
  return warning('settings', says, 'look whether a name is misspelt; docs/operating.md has them all');
}

function noFolder(path: string): Finding {
  return skipped('folder', `${path} is not there; the first start makes it`);
}

function inFolder(path: string): readonly Finding[] {
  return [rights(path), space(path), writing(path)];
}

function rights(path: string): Finding {
  const { mode, uid } = statSync(path);
  const me = process.getuid?.();
  if (me !== undefined && me !== uid) {
    return fault(
      'folder',
      `${path} belongs to user ${uid}, and this is user ${me}`,
      `chown it, or run this as its owner`,
    );
  }
  if (process.platform !== 'win32' && (mode & OTHERS_RIGHTS) !== 0) {
    return warning('folder', `others may read ${path}`, `chmod -R go= ${path}`);
  }
  return ok('folder', `${path} is its owner's alone`);
}

function space(path: string): Finding {
  const { bavail, bsize } = statfsSync(path);
  const free = Math.floor((bavail * bsize) / MEBIBYTE);
  const says = `${free} MiB are free`;
  if (free < TOO_LITTLE_SPACE) return fault('space', says, 'make room, and nothing of the data folder is to go for it');
  return free < LITTLE_SPACE
    ? warning('space', says, 'make room: a backup or a rebuild may not fit')
    : ok('space', says);
}

/** In a folder of its own below, which goes again: a file that is flushed, and a database with a write-ahead log. */
function writing(path: string): Finding {
  const remedy = 'put the data folder on a local file system that can be written (no NFS)';
  let place: string | undefined;
  try {
    place = mkdtempSync(join(path, 'doctor-'));
    flush(join(place, 'file'));
    const mode = journalModeIn(join(place, 'file.db'));
    return mode === 'wal'
      ? ok('writing', 'the file system takes, flushes and logs ahead')
      : fault('writing', `SQLite can have no write-ahead log there (${mode})`, remedy);
  } catch (error) {
    return fault('writing', messageOf(error), remedy);
  } finally {
    if (place !== undefined) rmSync(place, { recursive: true, force: true });
  }
}

function flush(file: string): void {
  const descriptor = openSync(file, 'wx', 0o600);
  try {
    writeSync(descriptor, 'muster');
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

function journalModeIn(file: string): string {
  const db = new Database(file);
  try {
    return String(db.pragma('journal_mode = WAL', { simple: true }));
  } finally {
    db.close();
  }
}

function files(): Finding {
  const limit = descriptorLimit();
  if (limit === 0) return skipped('files', 'the system does not say how many files may be open');
  if (limit >= FEW_FILES) return ok('files', `${limit} files and connections may be open`);
  return warning('files', `only ${limit} files may be open`, `raise it: LimitNOFILE of the unit, or ulimit -n`);
}
