import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FORWARDS, KurrentDBClient, START, streamNameFilter } from '@kurrent/kurrentdb-client';
import Sqlite from 'better-sqlite3';
import { PROJECTIONS } from '../../src/installation/projections.js';
import { LogUnavailable, NOT_OBSERVED, readWholeLog, type EventLog } from '../../src/event-log/event-log.js';
import { tokenOf } from '../../src/event-log/kurrentdb/place.js';
import { StreamNames } from '../../src/event-log/kurrentdb/stream-names.js';
import { openEngine } from '../../src/installation/engine.js';
import { SystemClock } from '../../src/installation/system-clock.js';
import { SystemIds } from '../../src/installation/system-ids.js';
import type { RecordedEvent } from '../../src/kernel/event.js';
import { canonicalJson } from '../../src/kernel/json.js';
import { BEFORE_ALL } from '../../src/kernel/position.js';
import { buildViews } from '../../src/projecting/folded-views.js';
import { Sealer } from '../../src/sealing/sealer.js';
import type { Told } from './crowd.js';
import { inspectLog, type Faults } from './folder-check.js';
import type { Instances } from './instances.js';
import { dump } from './projecting-support.js';

/** Milliseconds between looks at views that may have been copied while something was moved in them, and looks. */
const LOOK_AGAIN_MS = 500;
const LOOKS = 4;
/** Milliseconds for a node to have what its leader has. */
const FOLLOWED_WITHIN_MS = 60_000;

export interface ServerInspected {
  readonly events: readonly RecordedEvent[];
  /** Of the views, at how many instances they differ from a fold of the log. */
  readonly faults: Faults;
  /** Readers that were given the events in another order, or others: pages, a subscription, and each node by itself. */
  readonly otherOrders: number;
}

export interface Inspection {
  readonly instances: Instances;
  readonly told: readonly Told[];
  /** How the log is reached when it is looked at. */
  readonly connectionString: string;
  /** Of each node by itself. */
  readonly nodes: readonly string[];
}

/** Looks at a log that nobody writes to, and at the views of instances that are current. */
export async function inspectServer(inspection: Inspection): Promise<ServerInspected> {
  const { instances, told, connectionString, nodes } = inspection;
  const copies = mkdtempSync(join(tmpdir(), 'muster-copies-'));
  const folders = instances.all.map(({ folder }) => folder);
  const [first = ''] = folders;
  cpSync(first, join(copies, 'first'), { recursive: true });
  const { namespace } = instances;
  const choice = { engine: 'kurrentdb', url: connectionString, namespace, folder: join(copies, 'first') } as const;
  const tools = { clock: new SystemClock(), ids: new SystemIds(), observer: NOT_OBSERVED, threads: false };
  const { log, keys } = await openEngine(choice, tools);
  try {
    const { events, faults } = await inspectLog({ log, sealer: new Sealer(keys) }, told);
    const viewsDiffer = await differingViews(log, folders, copies);
    const otherOrders = await differingReaders(log, events, { nodes, namespace });
    return { events, faults: { ...faults, viewsDiffer }, otherOrders };
  } finally {
    await Promise.all([log.close(), keys.close()]);
    rmSync(copies, { recursive: true, force: true });
  }
}

async function differingViews(log: EventLog, folders: readonly string[], copies: string): Promise<number> {
  const built = await buildViews(log, PROJECTIONS);
  try {
    const wanted = canonicalJson(dump(built.db));
    const differing = await Promise.all(
      folders.map((folder, at) => differs(folder, join(copies, `views-${at}`), wanted)),
    );
    return differing.filter(Boolean).length;
  } finally {
    built.close();
  }
}

/** Views whose server is running may be copied while their write-ahead log is moved into their file: then again. */
async function differs(folder: string, copy: string, wanted: string): Promise<boolean> {
  for (let look = 0; look < LOOKS; look += 1) {
    rmSync(copy, { recursive: true, force: true });
    cpSync(folder, copy, { recursive: true });
    const db = new Sqlite(join(copy, 'views.db'));
    try {
      if (canonicalJson(dump(db)) === wanted) return false;
    } finally {
      db.close();
    }
    await new Promise((resolve) => setTimeout(resolve, LOOK_AGAIN_MS));
  }
  return true;
}

interface Readers {
  readonly nodes: readonly string[];
  readonly namespace: string;
}

async function differingReaders(
  log: EventLog,
  events: readonly RecordedEvent[],
  { nodes, namespace }: Readers,
): Promise<number> {
  const wanted = orderOf(events);
  const readers = [
    async () => orderOf(await readWholeLog(log)),
    async () => orderOf(await subscribed(log, events.length)),
    ...nodes.map((node) => () => orderAt(node, namespace)),
  ];
  const differing = await Promise.all(readers.map(async (read) => !(await comesTo(read, wanted))));
  return differing.filter(Boolean).length;
}

/** A node that follows may be a moment behind, and what is lost in between is read again, as everybody must. */
async function comesTo(read: () => Promise<string>, wanted: string): Promise<boolean> {
  const deadline = Date.now() + FOLLOWED_WITHIN_MS;
  const readUnlessLost = (): Promise<string | undefined> =>
    read().catch((error: unknown) => {
      if (error instanceof LogUnavailable) return undefined;
      throw error;
    });
  while ((await readUnlessLost()) !== wanted) {
    if (Date.now() > deadline) return false;
    await new Promise((resolve) => setTimeout(resolve, LOOK_AGAIN_MS));
  }
  return true;
}

async function subscribed(log: EventLog, count: number): Promise<readonly RecordedEvent[]> {
  const events: RecordedEvent[] = [];
  for await (const run of log.subscribe(BEFORE_ALL)) {
    events.push(...run);
    if (events.length >= count) break;
  }
  return events;
}

function orderOf(events: readonly Pick<RecordedEvent, 'position' | 'id'>[]): string {
  return events.map(({ position, id }) => `${position} ${id}`).join('\n');
}

/** As the node itself has them, whether or not it leads. */
async function orderAt(node: string, namespace: string): Promise<string> {
  const client = KurrentDBClient.connectionString(node);
  try {
    const filter = streamNameFilter({ prefixes: [...new StreamNames(namespace).prefixes] });
    const events: { readonly position: string; readonly id: string }[] = [];
    for await (const { event } of client.readAll({ direction: FORWARDS, fromPosition: START, filter })) {
      if (event !== undefined) events.push({ position: tokenOf(event.position), id: event.id });
    }
    return events.map(({ position, id }) => `${position} ${id}`).join('\n');
  } finally {
    await client.dispose();
  }
}
