import type { CheckedCopy, CopyPhase, CopyPlan } from '../installation/backup/restored-copy.js';
import { present } from '../kernel/present.js';
import type { MasterKey } from '../sealing/master-key.js';
import type { BackupProgress } from './backup-progress.js';
import type { Io } from './io.js';

const PHASES: Readonly<Record<CopyPhase, string>> = {
  log: 'events read',
  views: 'events in the views',
  fold: 'events folded',
  texts: 'events whose texts were tried',
};

interface Given {
  readonly from: string;
  readonly keys: string | undefined;
  readonly masterKey: MasterKey | undefined;
}

export async function copyPlan({ from, keys, masterKey }: Given, progress: BackupProgress, io: Io): Promise<CopyPlan> {
  const { PROJECTIONS } = await import('../installation/projections.js');
  const { SystemClock } = await import('../installation/system-clock.js');
  const { SystemIds } = await import('../installation/system-ids.js');
  return {
    ...{ from, clock: new SystemClock(), ids: new SystemIds(), projections: PROJECTIONS, elapsedMs: io.elapsedMs },
    ...present({ keys, masterKey }),
    onProgress: (phase, done) => progress.show(PHASES[phase], done),
  };
}

/** What was found in a backup, for a terminal. */
export function checkedCopyLines(
  from: string,
  { manifest, log, texts, faults, ...rest }: CheckedCopy,
): readonly string[] {
  const { at, version } = manifest;
  return [
    `${from}: ${log.events} events up to position ${log.end}, made ${at} by version ${version}`,
    ...(faults.length > 0
      ? ['NOT OK:', ...faults.map((fault) => `  ${fault}`)]
      : ['ok: the log is the one of the manifest and holds, and the views of it are those of a fold']),
    ...(faults.length === 0 || texts !== undefined ? textLines(texts, rest.erasuresCarriedOut ?? 0) : []),
  ];
}

function textLines(texts: CheckedCopy['texts'], carriedOut: number): readonly string[] {
  if (texts === undefined) return ['texts: not tried, for there was no key store or no master key'];
  const { opened, erased, keyMissing, unreadable } = texts;
  const bad = keyMissing + unreadable === 0 ? '' : `, ${keyMissing} without a key, ${unreadable} unreadable`;
  return [
    `texts: ${opened} open, ${erased} are erased${bad}; ${carriedOut} recorded erasures had to be carried out anew`,
  ];
}
