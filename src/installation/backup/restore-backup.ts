import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { erasures, erasureStream } from '../../features/erasure/erasure.js';
import type { Erasure } from '../../features/erasure/erasure.events.js';
import { recordedErasures } from '../../features/erasure/carrying-out/carry-out.js';
import type { Actor } from '../../kernel/actor.js';
import type { EventCatalogue } from '../../kernel/event-description.js';
import { derivedId } from '../../kernel/ids.js';
import { dataFolder, keepMasterKey, syncFolder, type DataFolder } from '../data-folder.js';
import { openInstallation, type Installation } from '../installation.js';
import { backupFolder, BackupUnusable, readManifest } from './manifest.js';
import { restoreCopy, type CheckedCopy, type CopyPlan } from './restored-copy.js';

const OWNER_ONLY_FOLDER = 0o700;
/** What a file system keeps in its root: a folder with nothing else is empty. */
const NOBODYS = 'lost+found';

export interface RestorePlan extends CopyPlan {
  /** Absent or empty. */
  readonly to: string;
  /** Put into the folder, so that a server finds it there; a configured one is not. */
  readonly masterKeyText?: string;
  /** The backup has no keys and none are given: every text in it is lost, and that is accepted. */
  readonly withoutKeys: boolean;
  /** What another log or list says was erased: it is recorded in the restored log too, and carried out. */
  readonly erasuresOf: readonly Erasure[];
  readonly catalogue: EventCatalogue;
  /** In whose name those are recorded. */
  readonly operator: Actor;
}

export interface Restored extends CheckedCopy {
  /** How many of `erasuresOf` the log did not record yet. */
  readonly erasuresAdded: number;
}

/**
 * Restores a backup into an empty folder: everything is made and looked at below it, erasures are obeyed, and only then
 * it is moved up. Where anything is wrong nothing is left. Rejects with BackupUnusable, or as its parts do.
 */
export async function restoreBackup(plan: RestorePlan): Promise<Restored> {
  const folder = dataFolder(plan.to);
  demandEmpty(folder);
  demandKeys(plan);
  const isNew = !existsSync(folder.path);
  mkdirSync(folder.restoring, { recursive: true, mode: OWNER_ONLY_FOLDER });
  const below = dataFolder(folder.restoring);
  try {
    const restored = await restoreBelow(plan, below);
    if (restored.faults.length === 0) moveUp(below, folder);
    else rmSync(isNew ? folder.path : below.path, { recursive: true });
    return restored;
  } catch (error) {
    rmSync(isNew ? folder.path : below.path, { recursive: true, force: true });
    throw error;
  }
}

async function restoreBelow(plan: RestorePlan, below: DataFolder): Promise<Restored> {
  if (plan.masterKeyText !== undefined) keepMasterKey(below.masterKey, plan.masterKeyText);
  const checked = await restoreCopy(plan, below);
  if (checked.faults.length > 0 || plan.erasuresOf.length === 0) return { ...checked, erasuresAdded: 0 };
  const { clock, ids, catalogue, projections, masterKey } = plan;
  const installation = await openInstallation({
    engine: { engine: 'sqlite', folder: below.path, ...(masterKey === undefined ? {} : { masterKey }) },
    ...{ clock, ids, catalogue, projections },
  });
  try {
    return { ...checked, erasuresAdded: await addErasures(installation, plan) };
  } finally {
    await installation.close();
  }
}

/** Recorded first and carried out then, as every erasure; whether something is over was decided when it was erased. */
async function addErasures(installation: Installation, { erasuresOf, operator }: RestorePlan): Promise<number> {
  const recorded = new Set((await recordedErasures(installation.log)).map(({ data }) => data.subject));
  const missing = new Map(
    erasuresOf.flatMap((erasure) => (recorded.has(erasure.subject) ? [] : [[erasure.subject, erasure]])),
  );
  for (const { subject, ground } of missing.values()) {
    const commandId = derivedId('erased elsewhere', subject);
    const fingerprint = await installation.sealer.fingerprint({ erasedElsewhere: { subject, ground } });
    await installation.deciding.run({
      decider: erasures,
      stream: erasureStream(subject),
      origin: { commandId, correlationId: commandId, causationId: commandId, actor: operator, fingerprint },
      decide: () => [{ type: 'TextsErased', data: { subject, ground } }],
    });
    await installation.keys.destroy(subject);
  }
  return missing.size;
}

function demandEmpty({ path }: DataFolder): void {
  if (!existsSync(path)) return;
  if (readdirSync(path).every((name) => name === NOBODYS)) return;
  throw new BackupUnusable(`${path} is not empty: a backup is restored into an empty folder only`);
}

function demandKeys({ from, keys, masterKey, withoutKeys }: RestorePlan): void {
  const { place } = readManifest(backupFolder(from)).keys;
  const given = keys !== undefined || place === 'here';
  if (withoutKeys) {
    if (given) throw new BackupUnusable('there are keys: without them every text is lost');
    return;
  }
  if (!given) {
    const where =
      place === 'apart' ? 'were kept apart: give them with --keys' : 'were not backed up: give them with --keys';
    throw new BackupUnusable(`the keys of ${from} ${where}, or accept with --without-keys that every text is lost`);
  }
  if (masterKey === undefined) {
    throw new BackupUnusable('no master key is given: the one that the keys of the backup were kept under is needed');
  }
}

/** The log last: until it is there the folder is not one that anybody starts on, and says why. */
function moveUp(below: DataFolder, folder: DataFolder): void {
  const isLog = (name: string): boolean => join(below.path, name).startsWith(below.log);
  const names = readdirSync(below.path).toSorted((one, other) => Number(isLog(one)) - Number(isLog(other)));
  for (const name of names) renameSync(join(below.path, name), join(folder.path, basename(name)));
  syncFolder(folder.path);
  rmSync(below.path, { recursive: true });
  syncFolder(folder.path);
}
