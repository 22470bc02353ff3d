import type { Position } from '../../kernel/position.js';
import { present } from '../../kernel/present.js';
import type { MasterKey } from '../../sealing/master-key.js';
import { compareBeginnings, copyRest } from './copy-events.js';
import { copyKeys, demandSameInstallation } from './copy-keys.js';
import { LogReading } from './log-reading.js';
import { MoveRefused } from './move-refused.js';
import { openSource, openTarget, type MovingPlace, type MovingSource, type MovingTarget } from './moving-place.js';

/** What is done of the move, one part after the other. */
export type MovingPart = 'compared' | 'copied' | 'read back';

export interface MovingDone {
  readonly done: number;
  readonly perSecond: number;
  /** Absent where nobody knows how many events there are. */
  readonly total?: number;
}

export interface MovePlan {
  readonly from: MovingPlace;
  readonly to: MovingPlace;
  /** Of the source; otherwise the one in its folder. */
  readonly masterKey?: MasterKey;
  /** Of the target; otherwise that of the source. */
  readonly toMasterKey?: MasterKey;
  /** Whether a target folder that has no master key gets it, so that a server finds it there. */
  readonly keepsKey: boolean;
  /** What it throws calls the move off; to do it again goes on from there. */
  readonly onProgress: (part: MovingPart, done: MovingDone) => void;
  readonly elapsedMs: () => number;
  /** Events read at once; otherwise MOVED_PAGE_SIZE. */
  readonly pageSize?: number;
}

export interface Moved {
  /** In the source, and now in the target. */
  readonly events: number;
  /** Of them by this move; the others were there. */
  readonly copied: number;
  readonly keys: { readonly kept: number; readonly destroyed: number };
  /** Of the last event, in the source and in the target. */
  readonly from: Position;
  readonly to: Position;
  /** SHA-256 of all events in their order, apart from positions: the same of both. */
  readonly digest: string;
}

/**
 * Copies a log and its keys into another engine or folder: the same events in the same order under the same stamps. What
 * the target holds of it already is compared and left; the keys come before the first event; all of the target is read
 * back at the end, and until then nothing opens it but to go on. Rejects with MoveRefused, or as logs, key stores and data folders do.
 */
export async function moveLog(plan: MovePlan): Promise<Moved> {
  const source = await openSource(plan.from, plan.masterKey);
  try {
    const target = await openTarget(plan.to, plan.keepsKey);
    try {
      return await moved(source, target, plan);
    } finally {
      await target.close();
    }
  } finally {
    await source.close();
  }
}

async function moved(source: MovingSource, target: MovingTarget, plan: MovePlan): Promise<Moved> {
  const reading = new LogReading('the source', source.log, plan.pageSize);
  const { total } = source;
  const there = new LogReading('the target', target.log, plan.pageSize);
  const compared = progress(plan, 'compared', total);
  const left = await compareBeginnings(reading, there, () => compared(there.events));
  const targetKeys = await target.openKeys(await source.keys.fingerprintKey(), plan.toMasterKey ?? source.masterKey);
  await demandSameInstallation(source.keys, targetKeys);
  await target.copyBegins();
  const keys = await copyKeys(source.keys, targetKeys);
  const before = there.events;
  let copied = 0;
  const copying = progress(plan, 'copied', total === undefined ? undefined : total - before);
  await copyRest(left, reading, target, (events) => {
    copied += events;
    copying(copied);
  });
  await demandStill(source, reading);
  const back = await readBack(target, plan, reading);
  await target.copyEnds();
  return { events: reading.events, copied, keys, from: reading.end, to: back.end, digest: back.digest() };
}

async function demandStill({ log }: MovingSource, { end }: LogReading): Promise<void> {
  if ((await log.end()).position === end) return;
  throw new MoveRefused('the source went on meanwhile: stop all servers on it and do it again, it goes on from there');
}

async function readBack(target: MovingTarget, plan: MovePlan, source: LogReading): Promise<LogReading> {
  const back = new LogReading('the target', target.log, plan.pageSize);
  const shown = progress(plan, 'read back', source.events);
  for (;;) {
    const page = await back.next();
    shown(back.events);
    if (page.length < back.pageSize) break;
  }
  if (back.events === source.events && back.digest() === source.digest()) return back;
  throw new MoveRefused('the target does not hold what the source holds: somebody else wrote to it meanwhile');
}

function progress({ onProgress, elapsedMs }: MovePlan, part: MovingPart, total: number | undefined) {
  const begun = elapsedMs();
  return (done: number): void => {
    const perSecond = (done * 1_000) / Math.max(elapsedMs() - begun, 1);
    onProgress(part, { done, perSecond, ...present({ total }) });
  };
}
