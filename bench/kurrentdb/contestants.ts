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

/** What it is asked to do: append in so many calls at a time for so many milliseconds, or read the log to its end. */
export type BareAsk =
  | { readonly task: 'append'; readonly callers: number; readonly warmUpMs: number; readonly forMs: number }
  | { readonly task: 'read' };

export interface BareAnswer {
  readonly events: number;
  readonly ms: number;
}
