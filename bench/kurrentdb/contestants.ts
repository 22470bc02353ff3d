import type { JSONType } from '@kurrent/kurrentdb-client';

/** An event as it stands on the server. */
export interface Sample {
  readonly type: string;
  readonly data: Record<string, JSONType>;
  readonly metadata: Record<string, JSONType>;
}

/** What the process of the bare client is started with. */
export interface BareStart {
  readonly connectionString: string;
  /** Of Muster's log, which it reads. */
  readonly namespace: string;
  readonly sample: Sample;
  /** As many as it appends to. */
  readonly streams: number;
}

/**
 * What it is asked to do: append in so many calls at a time for so many milliseconds, read the log to its end, or hear of
 * so many appends of its own, one after the other, by a subscription to its own log.
 */
export type BareAsk =
  | { readonly task: 'append'; readonly callers: number; readonly warmUpMs: number; readonly forMs: number }
  | { readonly task: 'read' }
  | { readonly task: 'subscribe'; readonly samples: number; readonly apartMs: number };

export interface BareAnswer {
  readonly events: number;
  readonly ms: number;
  /** Milliseconds from each append until it was heard of, where that was asked. */
  readonly delays: readonly number[];
}
