/** What is measured against one another: one process each. */
export type Contestant = 'muster' | 'constant' | 'no-op' | 'file';

/** What a contestant's process is started with. */
export interface Start {
  readonly contestant: Contestant;
  readonly folder: string;
  /** Of the line that `file` writes. */
  readonly bytes?: number;
}

export interface Listening {
  readonly url: string;
  readonly port: number;
  /** Of the one who may grant access; empty where everyone is let in. */
  readonly operator: string;
}

/** What a contestant's process is asked: how its views fared since the last question. */
export type Ask = Record<string, never>;

/** Milliseconds from when an append was answered until every view had it, since the last question; muster alone knows any. */
export interface Lags {
  readonly lags: readonly number[];
  /** Of the last event that was stored, as it stands in the log. */
  readonly lastEventBytes: number;
}
