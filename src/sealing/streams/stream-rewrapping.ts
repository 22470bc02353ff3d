import type { DataKey, Randomness } from '../data-key.js';
import { FINGERPRINT_KEY, labelOf } from '../key-labels.js';
import { KeyStoreUnavailable, type KeyCensus } from '../key-store.js';
import { unwrapKey, wrapKey } from '../key-wrapping.js';
import type { MasterKey } from '../master-key.js';
import { inTurn } from './in-turn.js';
import {
  keysRewrapped,
  keyWrapped,
  rewrappingBegan,
  STORE_STREAM,
  SUBJECT_PREFIX,
  subjectHistory,
  subjectIn,
  type StoreHistory,
} from './key-history.js';
import type { KeyStream, KeyStreams } from './key-streams.js';

export interface Rewrapping {
  readonly streams: KeyStreams;
  /** As it stood before. */
  readonly store: StoreHistory;
  readonly master: MasterKey;
  readonly next: MasterKey;
  readonly fingerprint: DataKey;
  readonly random: Randomness;
}

/**
 * Wraps all keys anew. It is announced first, so that nobody uses a key that he makes from then on: those before are all
 * found. The last entry makes the new master key the only one, and is refused where the change was called off meanwhile;
 * until then the former one opens everything.
 */
export async function rewrapAll(
  work: Rewrapping,
): Promise<{ readonly census: KeyCensus; readonly generation: number }> {
  const { streams, store, next, fingerprint, random } = work;
  const generation = store.nextGeneration;
  const announced = await streams.append(STORE_STREAM, store.revision, rewrappingBegan(generation));
  if (announced !== 'stored') throw calledOff();
  const all = await streams.all(SUBJECT_PREFIX);
  const states = await inTurn([...all], ([name, stream]) => rewrapOne(work, name, stream));
  const done = keysRewrapped(generation, wrapKey(next, FINGERPRINT_KEY, fingerprint, random));
  if ((await streams.append(STORE_STREAM, store.revision + 1, done)) !== 'stored') throw calledOff();
  return { census: counted(states), generation };
}

type Standing = keyof KeyCensus;

/** Undefined where the subject has no key. */
async function rewrapOne(work: Rewrapping, name: string, listed: KeyStream): Promise<Standing | undefined> {
  const { streams, store, master, next, random } = work;
  const label = labelOf(subjectIn(name));
  for (let stream = listed; ; stream = await streams.read(name)) {
    const { wrapped, destroyed, revision } = subjectHistory(stream, store.generation);
    if (destroyed) return 'destroyed';
    if (wrapped === undefined) return undefined;
    const key = unwrapKey(master, label, wrapped);
    // A damaged key stays as it is, so that it is not taken for one that there never was.
    const anew = key === undefined ? wrapped : wrapKey(next, label, key, random);
    const outcome = await streams.append(name, revision, keyWrapped(store.nextGeneration, anew));
    if (outcome === 'stored') return key === undefined ? 'damaged' : 'kept';
  }
}

export function censusOf(all: ReadonlyMap<string, KeyStream>, generation: number, master: MasterKey): KeyCensus {
  return counted(
    [...all].map(([name, stream]) => {
      const { wrapped, destroyed } = subjectHistory(stream, generation);
      if (destroyed) return 'destroyed';
      if (wrapped === undefined) return undefined;
      return unwrapKey(master, labelOf(subjectIn(name)), wrapped) === undefined ? 'damaged' : 'kept';
    }),
  );
}

function counted(states: readonly (Standing | undefined)[]): KeyCensus {
  const count = (standing: Standing): number => states.filter((state) => state === standing).length;
  return { kept: count('kept'), destroyed: count('destroyed'), damaged: count('damaged') };
}

function calledOff(): KeyStoreUnavailable {
  return new KeyStoreUnavailable('somebody else opened the key store or changes its master key: do it again');
}
