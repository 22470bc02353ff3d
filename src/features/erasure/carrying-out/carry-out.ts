import { readWhole, type EventLog } from '../../../event-log/event-log.js';
import type { KeySubject, Recorded, RecordedEvent } from '../../../kernel/event.js';
import type { KeyStore } from '../../../sealing/key-store.js';
import { ERASURE_STREAMS } from '../erasure.js';
import type { ErasureEvent } from '../erasure.events.js';

export type RecordedErasure = Recorded<ErasureEvent>;

/** Every erasure that a log records, in the log's order. */
export async function recordedErasures(log: Pick<EventLog, 'read'>): Promise<readonly RecordedErasure[]> {
  const streams = await Promise.all(ERASURE_STREAMS.map((stream) => readWhole(log, stream)));
  return streams
    .flat()
    .map(asErasure)
    .sort((one, other) => (one.position < other.position ? -1 : 1));
}

/**
 * Destroys the key of everyone whose erasure is recorded, where it is still there: what a crash, or a key store from a
 * backup, has left undone. Answers whose keys it found. Rejects with KeyStoreUnavailable.
 */
export async function carryOut(
  erasures: Iterable<RecordedErasure>,
  keys: Pick<KeyStore, 'findMany' | 'destroy'>,
): Promise<readonly KeySubject[]> {
  const subjects = new Set([...erasures].map(({ data }) => data.subject));
  const found = await keys.findMany(subjects);
  const undone = [...subjects].filter((subject) => found.get(subject) !== 'destroyed');
  for (const subject of undone) await keys.destroy(subject);
  return undone.filter((subject) => found.has(subject));
}

/** The streams of erasures hold nothing else. */
function asErasure(event: RecordedEvent<string, object>): RecordedErasure {
  return event as RecordedErasure;
}
