/** The exact state of a stream that was decided on: it has no entry, or its last one has this revision. */
export type ExactRevision = 'none' | number;

/** One thing that was recorded of keys. Its data is clear: a key stands in it wrapped, and nothing of a person. */
export interface KeyEntry {
  readonly type: string;
  readonly data: Readonly<Record<string, unknown>>;
}

/** Everything that a stream holds, in order; or that it was removed for good. */
export type KeyStream = readonly KeyEntry[] | 'removed';

export interface KeyStreamsListener {
  /** From now on every change is told. What was read before may be out of date. */
  live(): void;
  /** Something was recorded on this stream, or it was removed. */
  changed(name: string): void;
  /** Changes may be missed from now on. */
  lost(): void;
}

/**
 * A port: the streams of a server on which keys are kept. Every method rejects with KeyStoreUnavailable where the server
 * cannot be asked, or its answer was lost; what was asked for may then have been done.
 */
export interface KeyStreams {
  /** As the server knows it now. An absent stream is empty. */
  read(name: string): Promise<KeyStream>;
  /** Durable before it answers. `elsewhere`: the stream is not at that revision, or is removed; nothing was stored. */
  append(name: string, expected: ExactRevision, entry: KeyEntry): Promise<'stored' | 'elsewhere'>;
  /**
   * Removes the stream for good, so that the server's next scavenge takes its content off the disk. Where this account
   * may not do that, the content stays, and it is answered so.
   */
  remove(name: string): Promise<'removed' | 'not-permitted'>;
  /** Every stream whose name begins with this, removed ones too. Looks through the whole server: not for every day. */
  all(prefix: string): Promise<ReadonlyMap<string, KeyStream>>;
  /** Answers how to stop watching. A watch that is lost is taken up again. */
  watch(prefixes: readonly string[], listener: KeyStreamsListener): () => void;
  close(): Promise<void>;
}
