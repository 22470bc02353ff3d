import { Inject, Injectable } from '@nestjs/common';
import { Registry } from 'prom-client';
import type { Clock } from '../../kernel/clock.js';
import { msOf } from '../../kernel/instant.js';
import { CLOCK, KEY_STORE, VIEWS } from '../../kernel/ports.js';
import { PROJECTION_STATES } from '../../projecting/projection.js';
import type { ReadableViews } from '../../projecting/views.js';
import type { KeyStore } from '../../sealing/key-store.js';
import { Lags } from '../lags.js';
import { Readiness } from '../readiness.js';
import { Rebuilds } from '../rebuilds.js';
import { VERSION } from '../version.js';
import { LogMeters } from './log-meters.js';
import { counterOf, gaugeOf, METRICS } from './vocabulary.js';

/** What is not counted as it happens, but looked up when somebody asks. */
@Injectable()
export class StateMeters {
  private readonly registry = new Registry();
  private readonly logEnd = gaugeOf(this.registry, METRICS.logEnd);
  private readonly clockBehind = gaugeOf(this.registry, METRICS.clockBehind);
  private readonly ready = gaugeOf(this.registry, METRICS.ready);
  private readonly state = gaugeOf(this.registry, METRICS.projectionState);
  private readonly behind = gaugeOf(this.registry, METRICS.projectionBehind);
  private readonly attempts = gaugeOf(this.registry, METRICS.projectionAttempts);
  private readonly losses = counterOf(this.registry, METRICS.projectionLosses);
  private readonly rebuildRunning = gaugeOf(this.registry, METRICS.rebuildRunning);
  private readonly rebuildEvents = gaugeOf(this.registry, METRICS.rebuildEvents);
  private readonly keysCached = gaugeOf(this.registry, METRICS.keysCached);
  private readonly build = gaugeOf(this.registry, METRICS.build);

  constructor(
    @Inject(VIEWS) private readonly views: Pick<ReadableViews, 'status'>,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(KEY_STORE) private readonly keys: Pick<KeyStore, 'cachedKeys'>,
    private readonly readiness: Readiness,
    private readonly lags: Lags,
    private readonly rebuilds: Rebuilds,
    private readonly meters: LogMeters,
  ) {}

  /** In the text format of Prometheus. */
  async scraped(): Promise<string> {
    await this.lookAtLog();
    this.lookAtViews();
    const { state, progress } = this.rebuilds.status();
    this.rebuildRunning.set(state === 'RUNNING' ? 1 : 0);
    this.rebuildEvents.set(progress?.events ?? 0);
    this.keysCached.set(this.keys.cachedKeys());
    const { engine } = this.meters;
    this.build.set({ version: VERSION, node: process.versions.node, engine }, 1);
    return this.registry.metrics();
  }

  private async lookAtLog(): Promise<void> {
    const { findings, end } = await this.readiness.look();
    for (const [check, holds] of Object.entries(findings)) this.ready.set({ check }, holds ? 1 : 0);
    if (end === undefined) return;
    const recordedMs = end.recordedAt === undefined ? 0 : msOf(end.recordedAt);
    this.logEnd.set(recordedMs / 1_000);
    this.clockBehind.set(Math.max(0, recordedMs - msOf(this.clock.now())) / 1_000);
    const behind = await this.lags.behind(end).catch(() => new Map<string, number>());
    for (const [projection, seconds] of behind) this.behind.set({ projection }, seconds);
  }

  private lookAtViews(): void {
    this.losses.reset();
    for (const { name: projection, state, attempts, losses } of this.views.status()) {
      for (const possible of PROJECTION_STATES) {
        this.state.set({ projection, state: possible }, possible === state ? 1 : 0);
      }
      this.attempts.set({ projection }, attempts);
      this.losses.inc({ projection }, losses);
    }
  }
}
