import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, renameSync, rmSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { copyLog, type CopyProgress } from '../../event-log/sqlite/log-copy.js';
import type { Instant } from '../../kernel/instant.js';
import { copyKeys } from '../../sealing/sqlite-key-copy.js';
import { demandWhole, isInUse, syncFolder, type DataFolder } from '../data-folder.js';
import { readLogContent, type OnEvents } from './log-content.js';
import { backupFolder, BackupUnusable, sha256Of, writeManifest, type KeysManifest, type Manifest } from './manifest.js';

const OWNER_ONLY_FOLDER = 0o700;

/** Into the backup, into a file elsewhere, or nowhere. */
export type KeysChoice = 'here' | 'nowhere' | { readonly apart: string };

export interface BackupPlan {
  readonly from: DataFolder;
  /** A folder that is not there yet. */
  readonly to: string;
  readonly keys: KeysChoice;
  readonly at: Instant;
  readonly version: string;
  readonly onCopied: (progress: CopyProgress) => void;
  readonly onEvents: OnEvents;
  readonly elapsedMs: () => number;
}

/**
 * Copies log and keys, the log first, so that whatever key the copied log needs is among the copied ones, beside a server
 * that goes on. The copy has another name until all of it is read back, whole and on the disk. What a callback throws
 * calls it off. Rejects with BackupUnusable, or as data folder, log and key store do, and leaves nothing behind.
 */
export async function makeBackup(plan: BackupPlan): Promise<Manifest> {
  if (!isInUse(plan.from)) throw new BackupUnusable(`there is no installation in ${plan.from.path}`);
  demandWhole(plan.from);
  const to = resolve(plan.to);
  const parts = [partOf(to), ...(isApart(plan.keys) ? [partOf(plan.keys.apart)] : [])];
  demandNew([to, ...(isApart(plan.keys) ? [plan.keys.apart] : [])], parts);
  try {
    mkdirSync(partOf(to), { recursive: true, mode: OWNER_ONLY_FOLDER });
    const manifest = await fill(partOf(to), plan);
    if (isApart(plan.keys)) putInPlace(plan.keys.apart);
    putInPlace(to);
    return manifest;
  } catch (error) {
    for (const part of parts) rmSync(part, { recursive: true, force: true });
    throw error;
  }
}

async function fill(path: string, plan: BackupPlan): Promise<Manifest> {
  const folder = backupFolder(path);
  await copyLog(plan.from.log, folder.log, plan.onCopied);
  const keys = await keysInto(isApart(plan.keys) ? partOf(plan.keys.apart) : folder.keys, plan);
  const { log, faults } = await readLogContent(folder.log, plan.onEvents, plan.elapsedMs);
  const [fault] = faults;
  if (fault !== undefined) throw new BackupUnusable(`the log does not hold (${fault}): muster verify says more`);
  syncFile(folder.log);
  const manifest = writeManifest(folder, { version: plan.version, at: plan.at, log, keys });
  syncFolder(path);
  return manifest;
}

async function keysInto(file: string, { from, keys }: BackupPlan): Promise<KeysManifest> {
  if (keys === 'nowhere') return { place: keys };
  const counts = copyKeys(from.keys, file);
  syncFile(file);
  return { place: isApart(keys) ? 'apart' : keys, sha256: await sha256Of(file), ...counts };
}

function isApart(keys: KeysChoice): keys is { readonly apart: string } {
  return typeof keys === 'object';
}

function partOf(path: string): string {
  return `${path}.part`;
}

function demandNew(targets: readonly string[], parts: readonly string[]): void {
  const there = targets.find((path) => existsSync(path));
  if (there !== undefined) throw new BackupUnusable(`${there} is there already, and nothing is written over`);
  const part = parts.find((path) => existsSync(path));
  if (part === undefined) return;
  throw new BackupUnusable(
    `${part} is there: another backup makes it, or one that was interrupted left it; delete it then`,
  );
}

/** The name says that it is whole, also after the power was cut. */
function putInPlace(path: string): void {
  renameSync(partOf(path), path);
  syncFolder(dirname(resolve(path)));
}

function syncFile(path: string): void {
  const file = openSync(path, 'r+');
  try {
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}
