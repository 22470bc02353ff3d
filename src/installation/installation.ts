import { Deciding } from '../deciding/deciding.js';
import { LogMeters } from '../edge/metrics/log-meters.js';
import { Rebuilds } from '../edge/rebuilds.js';
import type { FactSource } from '../features/accountability/facts/fact.js';
import { carryOut, recordedErasures } from '../features/erasure/carrying-out/carry-out.js';
import { FollowedFacts } from '../features/accountability/facts/followed-facts.js';
import type { ServerFinding } from '../event-log/kurrentdb/findings.js';
import type { EventLog } from '../event-log/event-log.js';
import type { Clock } from '../kernel/clock.js';
import type { EventCatalogue } from '../kernel/event-description.js';
import type { IdSource } from '../kernel/ids.js';
import type { Projection } from '../projecting/projection.js';
import { Views } from '../projecting/views.js';
import type { KeyStore } from '../sealing/key-store.js';
import { Sealer } from '../sealing/sealer.js';
import type { EngineChoice } from './engine-choice.js';
import { openEngine } from './engine.js';
import { MeasuredLog } from './measured-log.js';
import { startViewsThread } from './views-thread.js';

export interface InstallationOptions {
  readonly engine: EngineChoice;
  readonly clock: Clock;
  readonly ids: IdSource;
  readonly catalogue: EventCatalogue;
  readonly projections: readonly Projection[];
  /** Whether what waits for the disk does so in threads of its own: worth their start for whoever serves many. */
  readonly threads?: boolean;
}

/** One log with everything that belongs to it and to no other: what the application works on. */
export interface Installation {
  readonly log: EventLog;
  readonly keys: KeyStore;
  readonly sealer: Sealer;
  readonly views: Views;
  readonly facts: FactSource;
  readonly rebuilds: Rebuilds;
  readonly clock: Clock;
  readonly ids: IdSource;
  readonly deciding: Deciding;
  readonly meters: LogMeters;
  /** What an operator should know of where the log is kept. */
  findings(): Promise<readonly ServerFinding[]>;
  /** Resolves once nothing is left open. */
  close(): Promise<void>;
}

/** What was opened is closed again where the rest cannot be. Rejects with what the parts reject with. */
export async function openInstallation(options: InstallationOptions): Promise<Installation> {
  const { clock, ids, catalogue, projections, threads = false } = options;
  const meters = new LogMeters(options.engine.engine);
  const { keys, viewsPath, ...engine } = await openEngine(options.engine, { clock, ids, observer: meters, threads });
  const log = new MeasuredLog(engine.log, meters);
  const sealer = new Sealer(keys);
  const deciding = new Deciding({ log, sealer, clock, catalogue });
  const views = await openViews(log, keys, projections, { path: viewsPath, threads }).catch(async (error: unknown) => {
    await Promise.all([log.close(), keys.close()]);
    throw error;
  });
  const close = async (): Promise<void> => {
    // The views first, for they read the log.
    await views.close();
    await Promise.all([log.close(), keys.close()]);
  };
  const facts = new FollowedFacts(views);
  const rebuilds = new Rebuilds(views);
  const findings = async (): Promise<readonly ServerFinding[]> => (await engine.findings?.()) ?? [];
  return { log, keys, sealer, views, facts, rebuilds, clock, ids, deciding, meters, findings, close };
}

/** Nobody is told anything before what was erased is gone, whatever a crash or a backup has left of it. */
async function openViews(
  log: EventLog,
  keys: KeyStore,
  projections: readonly Projection[],
  { path, threads }: { readonly path: string; readonly threads: boolean },
): Promise<Views> {
  await carryOut(await recordedErasures(log), keys);
  return Views.open(log, projections, { path, ...(threads ? { thread: startViewsThread } : {}) });
}
