import { Counter, Gauge, Histogram, type Registry } from 'prom-client';

/** One metric, as it is made and as the table in docs/operating.md has it. None has a label that tells of a person. */
export interface MetricDescription<Label extends string> {
  readonly name: string;
  readonly kind: 'counter' | 'gauge' | 'histogram';
  readonly says: string;
  readonly labels: readonly Label[];
  /** Of a histogram: its upper bounds. */
  readonly buckets?: readonly number[];
}

const FAST_SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 5] as const;
const FEW_TO_MANY = [1, 2, 4, 8, 16, 32, 64, 128, 256, 512] as const;

/** Everything that `/metrics` can say. */
export const METRICS = {
  requests: {
    name: 'muster_http_request_duration_seconds',
    kind: 'histogram',
    says: 'Requests by the pattern of their route and the class of their status, and how long they took',
    labels: ['method', 'route', 'status'],
    buckets: FAST_SECONDS,
  },
  requestsOpen: {
    name: 'muster_http_requests_open',
    kind: 'gauge',
    says: 'Requests under way, live streams included',
    labels: [],
  },
  liveStreams: { name: 'muster_live_streams', kind: 'gauge', says: 'Live streams that are open', labels: [] },
  commands: {
    name: 'muster_commands_total',
    kind: 'counter',
    says: 'Commands by their outcome: done, bug, or the problem for which they were refused',
    labels: ['command', 'outcome'],
  },
  appends: {
    name: 'muster_appends_total',
    kind: 'counter',
    says: 'Appends to the log by their outcome: stored, conflict, reused, indeterminate, unavailable or bug',
    labels: ['outcome'],
  },
  appendedEvents: {
    name: 'muster_appended_events_total',
    kind: 'counter',
    says: 'Events that appends were answered with, repetitions included',
    labels: [],
  },
  appendSeconds: {
    name: 'muster_append_duration_seconds',
    kind: 'histogram',
    says: 'From an append to its answer, the wait for a commit included',
    labels: [],
    buckets: FAST_SECONDS,
  },
  appendsWaiting: {
    name: 'muster_appends_waiting',
    kind: 'gauge',
    says: 'Appends that have no answer yet',
    labels: [],
  },
  commitSeconds: {
    name: 'muster_commit_duration_seconds',
    kind: 'histogram',
    says: 'How long a commit of the log took until it was durable',
    labels: [],
    buckets: FAST_SECONDS,
  },
  commitAppends: {
    name: 'muster_commit_appends',
    kind: 'histogram',
    says: 'How many appends shared a commit',
    labels: [],
    buckets: FEW_TO_MANY,
  },
  subscriptions: {
    name: 'muster_subscriptions',
    kind: 'gauge',
    says: 'Subscriptions to the log that are open',
    labels: [],
  },
  logEnd: {
    name: 'muster_log_end_timestamp_seconds',
    kind: 'gauge',
    says: 'When the last event of the log was recorded; 0 in an empty log',
    labels: [],
  },
  clockBehind: {
    name: 'muster_clock_behind_log_seconds',
    kind: 'gauge',
    says: 'How far the clock is behind the last recorded event; 0 where it is not',
    labels: [],
  },
  ready: {
    name: 'muster_ready',
    kind: 'gauge',
    says: 'What /readyz finds: 1 for each check that holds',
    labels: ['check'],
  },
  projectionState: {
    name: 'muster_projection_state',
    kind: 'gauge',
    says: 'The state of each view: 1 for the one that it is in',
    labels: ['projection', 'state'],
  },
  projectionBehind: {
    name: 'muster_projection_behind_seconds',
    kind: 'gauge',
    says: 'For how long the oldest event that a view has not applied has been in the log; 0 where it has all',
    labels: ['projection'],
  },
  projectionAttempts: {
    name: 'muster_projection_attempts',
    kind: 'gauge',
    says: 'How often in a row the subscription of a view was lost without bringing an event',
    labels: ['projection'],
  },
  projectionLosses: {
    name: 'muster_projection_subscriptions_lost_total',
    kind: 'counter',
    says: 'How often the subscription of a view was lost',
    labels: ['projection'],
  },
  rebuildRunning: {
    name: 'muster_rebuild_running',
    kind: 'gauge',
    says: '1 while the views are being made anew',
    labels: [],
  },
  rebuildEvents: {
    name: 'muster_rebuild_events',
    kind: 'gauge',
    says: 'Events that the last rebuild has applied so far',
    labels: [],
  },
  keysCached: {
    name: 'muster_keys_cached',
    kind: 'gauge',
    says: 'Keys of sealed texts that are kept at hand in memory',
    labels: [],
  },
  build: {
    name: 'muster_build_info',
    kind: 'gauge',
    says: '1, with the version, its Node and the engine of the log',
    labels: ['version', 'node', 'engine'],
  },
  started: {
    name: 'process_start_time_seconds',
    kind: 'gauge',
    says: 'When the process started',
    labels: [],
  },
  cpu: {
    name: 'process_cpu_seconds_total',
    kind: 'counter',
    says: 'Processor time that the process has used',
    labels: [],
  },
  residentMemory: {
    name: 'process_resident_memory_bytes',
    kind: 'gauge',
    says: 'Memory that the process has',
    labels: [],
  },
  heapUsed: {
    name: 'nodejs_heap_size_used_bytes',
    kind: 'gauge',
    says: 'Of it, what JavaScript uses',
    labels: [],
  },
  external: {
    name: 'nodejs_external_memory_bytes',
    kind: 'gauge',
    says: 'Of it, what buffers and SQLite use outside of the heap',
    labels: [],
  },
  openFiles: {
    name: 'process_open_fds',
    kind: 'gauge',
    says: 'Files and connections that are open; where the system says it',
    labels: [],
  },
  maxFiles: {
    name: 'process_max_fds',
    kind: 'gauge',
    says: 'How many may be; where the system says it',
    labels: [],
  },
  eventLoopLag: {
    name: 'nodejs_eventloop_lag_seconds',
    kind: 'gauge',
    says: 'How late timers were since the last scrape: the longest, the 99th and the 50th percentile',
    labels: ['quantile'],
  },
} as const satisfies Readonly<Record<string, MetricDescription<string>>>;

type LabelOf<Description> = Description extends { readonly labels: readonly (infer Label extends string)[] }
  ? Label
  : never;

export function counterOf<const D extends MetricDescription<string>>(
  registry: Registry,
  { name, says, labels }: D,
): Counter<LabelOf<D>> {
  return new Counter({ name, help: says, labelNames: labels as readonly LabelOf<D>[], registers: [registry] });
}

export function gaugeOf<const D extends MetricDescription<string>>(
  registry: Registry,
  { name, says, labels }: D,
): Gauge<LabelOf<D>> {
  return new Gauge({ name, help: says, labelNames: labels as readonly LabelOf<D>[], registers: [registry] });
}

export function histogramOf<const D extends MetricDescription<string>>(
  registry: Registry,
  { name, says, labels, buckets = [] }: D,
): Histogram<LabelOf<D>> {
  const labelNames = labels as readonly LabelOf<D>[];
  return new Histogram({ name, help: says, labelNames, buckets: [...buckets], registers: [registry] });
}
