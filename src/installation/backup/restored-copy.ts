import { chmodSync, constants, copyFileSync } from 'node:fs';
import type { EventLog } from '../../event-log/event-log.js';
import { rowUpTo } from '../../event-log/sqlite/codec.js';
import { SqliteEventLog } from '../../event-log/sqlite/sqlite-event-log.js';
import { carryOut, recordedErasures } from '../../features/erasure/carrying-out/carry-out.js';
import type { Clock } from '../../kernel/clock.js';
import type { IdSource } from '../../kernel/ids.js';
import type { Position } from '../../kernel/position.js';
import type { Projection } from '../../projecting/projection.js';
import { Views } from '../../projecting/views.js';
import type { KeyStore } from '../../sealing/key-store.js';
import type { MasterKey } from '../../sealing/master-key.js';
import { SqliteKeyStore } from '../../sealing/sqlite-key-store.js';
import type { DataFolder } from '../data-folder.js';
import { readLogContent, type OnEvents } from './log-content.js';
import { backupFolder, readManifest, sha256Of, type LogManifest, type Manifest } from './manifest.js';
import { countTexts, type TextCounts } from './sealed-texts.js';
import { viewsDigest } from './views-digest.js';

const OWNER_ONLY = 0o600;
/** Milliseconds between two looks how far the views are. */
const VIEWS_POLL_MS = 500;

/** What is done: reading the log, making the views, folding them once more, opening the texts. */
export type CopyPhase = 'log' | 'views' | 'fold' | 'texts';

export interface CopyPlan {
  readonly from: string;
  /** Where the key store is, if it was kept apart; the one in the backup otherwise. */
  readonly keys?: string;
  /** Without it texts are not tried. */
  readonly masterKey?: MasterKey;
  readonly clock: Clock;
  readonly ids: IdSource;
  readonly projections: readonly Projection[];
  readonly onProgress: (phase: CopyPhase, done: Parameters<OnEvents>[0]) => void;
  readonly elapsedMs: () => number;
}

/** What became of a backup that was restored and looked at. */
export interface CheckedCopy {
  readonly manifest: Manifest;
  readonly log: LogManifest;
  /** Absent where there were no keys, or no master key for them. */
  readonly texts?: TextCounts;
  /** How many recorded erasures were carried out on the keys of the backup. */
  readonly erasuresCarriedOut?: number;
  /** Everything that is not as it must be; empty where the backup can be relied on. */
  readonly faults: readonly string[];
}

/**
 * Restores a backup into an empty folder and looks at all of it: the log against the manifest and as `muster verify`
 * does, every key on every text, and the views that follow the log against a fold of it, byte by byte. The folder then
 * holds what a server can start on. Rejects with BackupUnusable, WrongMasterKey, or as log and key store do.
 */
export async function restoreCopy(plan: CopyPlan, into: DataFolder): Promise<CheckedCopy> {
  const backup = backupFolder(plan.from);
  const manifest = readManifest(backup);
  copyInto(backup.log, into.log);
  const { log, faults } = await readLogContent(into.log, (done) => plan.onProgress('log', done), plan.elapsedMs);
  const differing = [...faults, ...differences(manifest.log, log)];
  const keys = plan.keys ?? (manifest.keys.place === 'here' ? backup.keys : undefined);
  if (keys !== undefined) copyInto(keys, into.keys);
  if (
    manifest.keys.place === 'here' &&
    plan.keys === undefined &&
    (await sha256Of(into.keys)) !== manifest.keys.sha256
  ) {
    differing.push('the key store is not the one that was copied: its SHA-256 is another');
  }
  if (differing.length > 0) return { manifest, log, faults: differing };
  const opened = await openCopy(plan, into, keys !== undefined);
  try {
    return { manifest, log, ...(await lookAt(opened, plan, log.events)) };
  } finally {
    await opened.close();
  }
}

function copyInto(from: string, to: string): void {
  copyFileSync(from, to, constants.COPYFILE_EXCL);
  chmodSync(to, OWNER_ONLY);
}

function differences(said: LogManifest, found: LogManifest): string[] {
  const members = ['installation', 'events', 'end', 'lastEvent', 'lastRecordedAt', 'digest'] as const;
  return members
    .filter((member) => said[member] !== found[member])
    .map((member) => `${member} is ${found[member] ?? 'nothing'}, and the manifest says ${said[member] ?? 'nothing'}`);
}

interface OpenedCopy {
  readonly log: EventLog;
  readonly keys?: KeyStore;
  readonly views: Views;
  close(): Promise<void>;
}

async function openCopy(plan: CopyPlan, into: DataFolder, hasKeys: boolean): Promise<OpenedCopy> {
  const keys = hasKeys && plan.masterKey !== undefined ? SqliteKeyStore.open(into.keys, plan.masterKey) : undefined;
  let log: SqliteEventLog | undefined;
  try {
    log = SqliteEventLog.open({ file: into.log, clock: plan.clock, ids: plan.ids });
    const views = await Views.open(log, plan.projections, { path: into.views });
    const opened = log;
    const close = async (): Promise<void> => {
      await views.close();
      await Promise.all([opened.close(), keys?.close()]);
    };
    return { log, views, close, ...(keys === undefined ? {} : { keys }) };
  } catch (error) {
    await Promise.all([log?.close(), keys?.close()]);
    throw error;
  }
}

type Looked = Omit<CheckedCopy, 'manifest' | 'log'>;

async function lookAt({ log, keys, views }: OpenedCopy, plan: CopyPlan, total: number): Promise<Looked> {
  const faults = await viewFaults(log, views, plan, total);
  if (keys === undefined) return { faults };
  const undone = await carryOut(await recordedErasures(log), keys);
  const onTexts: OnEvents = (done) => plan.onProgress('texts', done);
  const texts = await countTexts(log, keys, total, onTexts, plan.elapsedMs);
  const lost = [
    ...(texts.keyMissing > 0 ? [`the keys of ${texts.keyMissing} texts are missing from the key store`] : []),
    ...(texts.unreadable > 0 ? [`${texts.unreadable} texts, or their keys, are damaged`] : []),
  ];
  return { texts, erasuresCarriedOut: undone.length, faults: [...faults, ...lost] };
}

/** Views that followed the log, and the same folded from it in one pass. */
async function viewFaults(log: EventLog, views: Views, plan: CopyPlan, total: number): Promise<readonly string[]> {
  const { position } = await log.end();
  const begun = plan.elapsedMs();
  while (await isStillMade(views, position)) {
    const done = rowUpTo(views.applied());
    const perSecond = (done * 1_000) / Math.max(plan.elapsedMs() - begun, 1);
    plan.onProgress('views', { done, perSecond, total });
  }
  const stopped = views.status().filter(({ position: applied }) => applied < position);
  if (stopped.length > 0) return stopped.map(({ name, state }) => `the view ${name} is not made: it is ${state}`);
  const followed = viewsDigest(views.db);
  await views.rebuild(({ events, eventsPerSecond }) =>
    plan.onProgress('fold', { done: events, perSecond: eventsPerSecond, total }),
  );
  return viewsDigest(views.db) === followed ? [] : ['the views that follow the log and a fold of it differ'];
}

/** Waits a while for those that can get there. */
async function isStillMade(views: Views, position: Position): Promise<boolean> {
  const able = views.status().filter(({ state }) => state !== 'stopped' && state !== 'log-mismatch');
  if (able.length === 0) return false;
  const names = able.map(({ name }) => name);
  return !(await views.reached(position, VIEWS_POLL_MS, names));
}
