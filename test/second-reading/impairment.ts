import { entryId, type EntryId } from '../../src/kernel/entry-id.js';
import { msOf, type EpochMs } from '../../src/kernel/instant.js';
import type { DeploymentEvent } from '../../src/features/deployments/deployment.events.js';
import { isHeardIn } from './counting.js';
import type { Entry } from './entries.js';
import type { Case, Known } from './known.js';

export type Impairment = 'DEAD' | 'MISSING' | 'CONFLICTED' | 'DURESS';

/** Section 2.3, *Impaired*: the first that applies. */
export function impairment(
  asked: Case,
  events: readonly Known<DeploymentEvent>[],
  entries: readonly Entry[],
  counting: readonly Entry[],
  inConflict: readonly Entry[],
): Impairment | undefined {
  if (counting.some((entry) => entry.isDeathReport && entry.isConfirmed && !inConflict.includes(entry))) return 'DEAD';
  if (isMissing(asked, events, entries)) return 'MISSING';
  if (inConflict.length > 0) return 'CONFLICTED';
  return isUnderDuress(asked, events) ? 'DURESS' : undefined;
}

function isMissing(asked: Case, events: readonly Known<DeploymentEvent>[], entries: readonly Entry[]): boolean {
  for (const declared of events) {
    if (declared.type !== 'OfficerDeclaredMissing' || !isHeardIn(asked, declared.data.mode)) continue;
    const from = msOf(declared.recordedAt);
    if (from > asked.t) continue;
    const heard = entries.some(
      (entry) =>
        entry.grade === 1 &&
        !entry.isFlagged &&
        entry.mode === declared.data.mode &&
        entry.lo > from &&
        entry.hi <= asked.t,
    );
    if (!heard && endsOf(declared, 'MissingWithdrawn', events).length === 0) return true;
  }
  return false;
}

/**
 * Section 2.2: from signalledAt, or its recording where that is earlier, up to (not at) the recording of its clearing.
 * Section 2.4: for whoever may not see it there is none.
 */
export function isUnderDuress(asked: Case, events: readonly Known<DeploymentEvent>[]): boolean {
  if (!asked.duressIsSeen) return false;
  for (const signal of events) {
    if (signal.type !== 'DuressSignalled' || !isHeardIn(asked, signal.data.mode)) continue;
    const from = Math.min(msOf(signal.data.signalledAt), msOf(signal.recordedAt));
    const to = Math.min(Infinity, ...endsOf(signal, 'DuressCleared', events));
    if (from <= asked.t && asked.t < to) return true;
  }
  return false;
}

/** Section 1: a withdrawal or a clearing is about the one it names and those of the deployment before it in its mode. */
function endsOf(
  begun: Known<Extract<DeploymentEvent, { type: 'OfficerDeclaredMissing' | 'DuressSignalled' }>>,
  type: 'MissingWithdrawn' | 'DuressCleared',
  events: readonly Known<DeploymentEvent>[],
): EpochMs[] {
  const ends: EpochMs[] = [];
  for (const end of events) {
    if (end.type !== type) continue;
    const named = events.find((event) => end.data.entry === entryIdOf(event));
    if (named?.type !== begun.type) throw new Error(`${type} names what it ends`);
    if (named.data.mode === begun.data.mode && begun.place <= named.place) ends.push(msOf(end.recordedAt));
  }
  return ends;
}

function entryIdOf(event: Known<DeploymentEvent>): EntryId {
  return entryId(event.stream.slice('deployment-'.length), event.id);
}
