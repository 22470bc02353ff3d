import { KeyStoreUnavailable } from '../../src/sealing/key-store.js';
import type {
  ExactRevision,
  KeyEntry,
  KeyStream,
  KeyStreams,
  KeyStreamsListener,
} from '../../src/sealing/streams/key-streams.js';

/** What a server keeps of keys, in memory: any number of stores can be opened on it. */
export class MemoryKeyServer {
  readonly streams = new Map<string, KeyStream>();
  readonly #watching = new Set<KeyStreamsListener>();
  /** Called before each append is carried out: for whoever comes between, or breaks off. */
  beforeAppend: (name: string, entry: KeyEntry) => void | Promise<void> = () => undefined;
  /** Whether this account may remove streams. */
  permitsRemoval = true;
  /** How often a stream was read. */
  reads = 0;

  connect(): KeyStreams {
    const listeners = new Set<KeyStreamsListener>();
    let closed = false;
    const opened = (): void => {
      if (closed) throw new KeyStoreUnavailable('the connection is closed');
    };
    return {
      read: async (name) => {
        opened();
        this.reads += 1;
        return this.streams.get(name) ?? [];
      },
      append: async (name, expected, entry) => {
        opened();
        await this.beforeAppend(name, entry);
        return this.#append(name, expected, entry);
      },
      remove: async (name) => {
        opened();
        if (!this.permitsRemoval) return 'not-permitted';
        this.#put(name, 'removed');
        return 'removed';
      },
      all: async (prefix) => {
        opened();
        return new Map([...this.streams].filter(([name]) => name.startsWith(prefix)));
      },
      watch: (_, listener) => {
        listeners.add(listener);
        this.#watching.add(listener);
        listener.live();
        return () => this.#watching.delete(listener);
      },
      close: async () => {
        closed = true;
        for (const listener of listeners) this.#watching.delete(listener);
      },
    };
  }

  /** Nobody is told anything until they are connected again. */
  loseWatches(): void {
    for (const listener of this.#watching) listener.lost();
  }

  #append(name: string, expected: ExactRevision, entry: KeyEntry): 'stored' | 'elsewhere' {
    const stream = this.streams.get(name) ?? [];
    if (stream === 'removed') return 'elsewhere';
    if ((stream.length === 0 ? 'none' : stream.length - 1) !== expected) return 'elsewhere';
    this.#put(name, [...stream, entry]);
    return 'stored';
  }

  #put(name: string, stream: KeyStream): void {
    this.streams.set(name, stream);
    for (const listener of this.#watching) listener.changed(name);
  }
}
