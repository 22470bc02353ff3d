import { createHash } from 'node:crypto';
import { createReadStream, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { Id } from '../../kernel/ids.js';
import type { Instant } from '../../kernel/instant.js';
import type { Position } from '../../kernel/position.js';
import { writeDurably } from '../data-folder.js';

/** Goes up with every change of what a backup holds or how; a newer one than this is not read. */
const FORMAT = 1;
const KIND = 'muster-backup';
const FILE = 'manifest.json';

/** What a backup says of the log in it. */
export interface LogManifest {
  readonly installation: Id;
  readonly events: number;
  readonly end: Position;
  /** Absent of an empty log, as the next. */
  readonly lastEvent?: Id;
  readonly lastRecordedAt?: Instant;
  /** SHA-256 in hex of all events in their order, each as canonical JSON (RFC 8785) and a new line. */
  readonly digest: string;
}

/** Where the key store went: into the backup, to another place, or nowhere. */
export type KeysPlace = 'here' | 'apart' | 'nowhere';

export interface KeysManifest {
  readonly place: KeysPlace;
  /** Of the copy, where one was made. */
  readonly sha256?: string;
  readonly kept?: number;
  readonly destroyed?: number;
}

export interface Manifest {
  readonly kind: typeof KIND;
  readonly format: typeof FORMAT;
  /** The version of Muster that made it. */
  readonly version: string;
  readonly at: Instant;
  readonly log: LogManifest;
  readonly keys: KeysManifest;
}

/** What a backup folder holds, by name. */
export interface BackupFolder {
  readonly path: string;
  readonly manifest: string;
  readonly log: string;
  readonly keys: string;
}

/** It is no backup, not a whole one, or of a newer format; nothing was changed. */
export class BackupUnusable extends Error {
  override readonly name = 'BackupUnusable';
}

export function backupFolder(path: string): BackupFolder {
  return { path, manifest: join(path, FILE), log: join(path, 'log.db'), keys: join(path, 'keys.db') };
}

export function writeManifest(folder: BackupFolder, said: Pick<Manifest, 'version' | 'at' | 'log' | 'keys'>): Manifest {
  const manifest: Manifest = { kind: KIND, format: FORMAT, ...said };
  writeDurably(folder.manifest, `${JSON.stringify(manifest, undefined, 2)}\n`);
  return manifest;
}

/** Throws BackupUnusable. */
export function readManifest(folder: BackupFolder): Manifest {
  const said = parsed(folder);
  if (said['kind'] !== KIND) throw new BackupUnusable(`${folder.path} is not a backup of Muster`);
  if (said['format'] !== FORMAT) {
    const format = String(said['format']);
    throw new BackupUnusable(`${folder.path} has format ${format}, and this version knows format ${FORMAT} only`);
  }
  if (!isManifest(said)) throw new BackupUnusable(`the manifest of ${folder.path} is damaged`);
  return said;
}

export async function sha256Of(file: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(file), hash);
  return hash.digest('hex');
}

function parsed(folder: BackupFolder): Readonly<Record<string, unknown>> {
  try {
    const said: unknown = JSON.parse(readFileSync(folder.manifest, 'utf8'));
    if (typeof said === 'object' && said !== null) return said as Readonly<Record<string, unknown>>;
  } catch (error) {
    const why = existsSync(folder.manifest)
      ? 'has a damaged manifest'
      : 'has no manifest: it is no backup, or not a whole one';
    throw new BackupUnusable(`${folder.path} ${why}`, { cause: error });
  }
  throw new BackupUnusable(`${folder.path} has a damaged manifest`);
}

const PLACES: readonly unknown[] = ['here', 'apart', 'nowhere'] satisfies readonly KeysPlace[];

function isManifest(said: object): said is Manifest {
  const { version, at, log, keys } = said as Partial<Record<keyof Manifest, unknown>>;
  if (typeof version !== 'string' || typeof at !== 'string') return false;
  if (typeof log !== 'object' || log === null || typeof keys !== 'object' || keys === null) return false;
  const { installation, events, end, digest } = log as Partial<Record<keyof LogManifest, unknown>>;
  const texts = [installation, end, digest].every((member) => typeof member === 'string');
  return texts && typeof events === 'number' && 'place' in keys && PLACES.includes(keys.place);
}
