import type { Tap } from './queue.js';

const TAPS = 'taps';
const DRAFTS = 'drafts';

/** What was filled in of a list and is not pressed yet, by person. */
export interface Draft {
  /** The path of the page. */
  readonly id: string;
  readonly who: string;
  readonly lines: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

/** What this device keeps, in IndexedDB. A promise that resolves says that it is on the disk. */
export class Store {
  private constructor(private readonly db: IDBDatabase) {}

  /** Rejects where this browser keeps nothing: then the page works as it does without a script. */
  static async open(): Promise<Store> {
    const request = indexedDB.open('muster', 1);
    request.onupgradeneeded = () => {
      for (const name of [TAPS, DRAFTS]) request.result.createObjectStore(name, { keyPath: 'id' });
    };
    return new Promise((resolve, reject) => {
      request.onsuccess = () => resolve(new Store(request.result));
      request.onerror = () => reject(new Error('nothing can be kept here'));
    });
  }

  /** In the order in which they were pressed. */
  async taps(): Promise<readonly Tap[]> {
    const taps = await this.use<Tap[]>(TAPS, 'readonly', (kept) => kept.getAll() as IDBRequest<Tap[]>);
    return taps.toSorted((one, other) => (one.at < other.at ? -1 : 1));
  }

  keep(tap: Tap): Promise<unknown> {
    return this.use(TAPS, 'readwrite', (kept) => kept.put(tap));
  }

  /** Keeps what was pressed in place of what was filled in for it: both or neither. */
  press(tap: Tap): Promise<unknown> {
    return this.use([TAPS, DRAFTS], 'readwrite', (kept, drafts) => {
      drafts?.delete(tap.to);
      return kept.put(tap);
    });
  }

  wipe(id: string): Promise<unknown> {
    return this.use(TAPS, 'readwrite', (kept) => kept.delete(id));
  }

  draft(id: string): Promise<Draft | undefined> {
    return this.use<Draft | undefined>(DRAFTS, 'readonly', (kept) => kept.get(id) as IDBRequest<Draft | undefined>);
  }

  keepDraft(draft: Draft): Promise<unknown> {
    return this.use(DRAFTS, 'readwrite', (kept) => kept.put(draft));
  }

  private use<Result>(
    names: string | readonly [string, string],
    mode: IDBTransactionMode,
    act: (kept: IDBObjectStore, other?: IDBObjectStore) => IDBRequest<Result>,
  ): Promise<Result> {
    return new Promise((resolve, reject) => {
      const [name, other] = typeof names === 'string' ? [names] : names;
      const transaction = this.db.transaction(names, mode, { durability: 'strict' });
      const others = other === undefined ? undefined : transaction.objectStore(other);
      const request = act(transaction.objectStore(name), others);
      transaction.oncomplete = () => resolve(request.result);
      transaction.onabort = () => reject(new Error('it was not kept'));
    });
  }
}
