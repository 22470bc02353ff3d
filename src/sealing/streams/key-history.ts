import type { KeySubject } from '../../kernel/event.js';
import { invariant } from '../../kernel/failure.js';
import { KeyStoreFormat } from '../key-store.js';
import type { ExactRevision, KeyEntry, KeyStream } from './key-streams.js';

/** Of all entries; it goes up with every change of what they hold. */
export const FORMAT = 1;

/** Holds under which master key all others are wrapped. */
export const STORE_STREAM = 'muster-keys';

/** What the names of the streams of subjects begin with. */
export const SUBJECT_PREFIX = 'muster_key-';

export function streamOf(subject: KeySubject): string {
  return `${SUBJECT_PREFIX}${subject}`;
}

export function subjectIn(stream: string): KeySubject {
  return stream.slice(SUBJECT_PREFIX.length) as KeySubject;
}

/** What the stream of a subject says. */
export interface SubjectHistory {
  readonly revision: ExactRevision;
  /** The key as it is wrapped in the store's generation; absent where it has none in this one. */
  readonly wrapped?: Buffer;
  readonly destroyed: boolean;
}

/**
 * Wraps of another generation than the store's do not count: they are of the past, of a change of the master key that
 * was called off, or of a key that was made during one and never used.
 */
export function subjectHistory(stream: KeyStream, generation: number): SubjectHistory {
  if (stream === 'removed') return { revision: 'none', destroyed: true };
  const wraps = stream.filter(({ type, data }) => type === 'KeyWrapped' && numberIn(data, 'generation') === generation);
  const wrap = wraps[0];
  return {
    revision: lastRevision(stream),
    ...(wrap && { wrapped: wrappedIn(wrap) }),
    destroyed: stream.some(({ type }) => type === 'KeyErased'),
  };
}

/** What the stream of the store says. */
export interface StoreHistory {
  readonly revision: number;
  /** Counts the changes of the master key, begun ones too; of the present one. */
  readonly generation: number;
  /** The fingerprint key under the present master key. */
  readonly wrapped: Buffer;
  /** A change of the master key is under way: keys that are made now may come too late for it. */
  readonly rewrapping: boolean;
  /** The next change of the master key is of this generation. */
  readonly nextGeneration: number;
}

/** Undefined where the store has not begun. Throws KeyStoreFormat for what this version does not know. */
export function storeHistory(stream: KeyStream): StoreHistory | undefined {
  if (stream === 'removed') throw new KeyStoreFormat('the key store on the server was deleted');
  let history: StoreHistory | undefined;
  for (const [revision, entry] of stream.entries()) history = { ...evolved(history, entry), revision };
  return history;
}

function evolved(history: StoreHistory | undefined, entry: KeyEntry): Omit<StoreHistory, 'revision'> {
  const { type, data } = entry;
  if (type === 'KeysBegan') {
    if (numberIn(data, 'format') !== FORMAT) {
      throw new KeyStoreFormat(`the key store on the server has format ${numberIn(data, 'format')}, not ${FORMAT}`);
    }
    return { generation: 0, wrapped: wrappedIn(entry), rewrapping: false, nextGeneration: 1 };
  }
  if (history === undefined) throw new KeyStoreFormat('the key store on the server does not say how it began');
  switch (type) {
    case 'RewrappingBegan':
      return { ...history, rewrapping: true, nextGeneration: numberIn(data, 'generation') + 1 };
    case 'RewrappingCalledOff':
      return { ...history, rewrapping: false };
    case 'KeysRewrapped':
      return {
        ...history,
        ...{ generation: numberIn(data, 'generation'), wrapped: wrappedIn(entry), rewrapping: false },
      };
    default:
      throw new KeyStoreFormat(`the key store on the server has an entry that this version does not know: ${type}`);
  }
}

export function keysBegan(wrapped: Buffer): KeyEntry {
  return { type: 'KeysBegan', data: { format: FORMAT, wrapped: wrapped.toString('base64') } };
}

export function rewrappingBegan(generation: number): KeyEntry {
  return { type: 'RewrappingBegan', data: { generation } };
}

export function rewrappingCalledOff(): KeyEntry {
  return { type: 'RewrappingCalledOff', data: {} };
}

export function keysRewrapped(generation: number, wrapped: Buffer): KeyEntry {
  return { type: 'KeysRewrapped', data: { generation, wrapped: wrapped.toString('base64') } };
}

export function keyWrapped(generation: number, wrapped: Buffer): KeyEntry {
  return { type: 'KeyWrapped', data: { generation, wrapped: wrapped.toString('base64') } };
}

export function keyErased(): KeyEntry {
  return { type: 'KeyErased', data: {} };
}

function lastRevision(stream: readonly KeyEntry[]): ExactRevision {
  return stream.length === 0 ? 'none' : stream.length - 1;
}

function numberIn(data: KeyEntry['data'], field: string): number {
  const value = data[field];
  invariant(typeof value === 'number' && Number.isSafeInteger(value), `an entry of the key store has its ${field}`);
  return value;
}

/** Bytes that do not unwrap are a damaged key, and an entry without any is one too. */
function wrappedIn({ data }: KeyEntry): Buffer {
  return Buffer.from(typeof data['wrapped'] === 'string' ? data['wrapped'] : '', 'base64');
}
