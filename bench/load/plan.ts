/** What a load generator is told to do. */
export interface LoadPlan {
  readonly port: number;
  readonly path: string;
  readonly token: string;
  /** JSON texts, sent in turns, each time under a key of its own. */
  readonly bodies: readonly string[];
  /** Kept alive, one request at a time on each. */
  readonly connections: number;
  /** Milliseconds before anything counts. */
  readonly warmUpMs: number;
  /** Requests before anything counts, where they are more than come in that time: a server is measured once it is warm. */
  readonly warmUpRequests?: number;
  /** Milliseconds for which it counts. */
  readonly forMs: number;
  /** Requests begun a second, whatever is answered; without it every connection asks again once it is answered. */
  readonly rate?: number;
}

export interface LoadResult {
  /** Requests answered while it counted, or, at a rate, begun while it counted. All of them with 200. */
  readonly answered: number;
  readonly perSecond: number;
  /** Milliseconds of each: from when it was sent or, at a rate, was to be sent, until it was answered whole. */
  readonly latencies: readonly number[];
}

export type GeneratorAnswer = { readonly result: LoadResult } | { readonly failure: string };
