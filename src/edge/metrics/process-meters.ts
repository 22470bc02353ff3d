import { readFileSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { Registry } from 'prom-client';
import { counterOf, gaugeOf, METRICS } from './vocabulary.js';

/** Milliseconds between two looks at how late the event loop is. */
const LOOP_LOOK_MS = 20;
const NANOSECONDS = 1e9;
const MICROSECONDS = 1e6;
const DESCRIPTORS = '/proc/self/fd';
const OWN_LIMITS = '/proc/self/limits';

/** What is measured of the process, from the start of its application to the end. */
@Injectable()
export class ProcessMeters implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly registry = new Registry();
  private readonly started = gaugeOf(this.registry, METRICS.started);
  private readonly cpu = counterOf(this.registry, METRICS.cpu);
  private readonly residentMemory = gaugeOf(this.registry, METRICS.residentMemory);
  private readonly heapUsed = gaugeOf(this.registry, METRICS.heapUsed);
  private readonly external = gaugeOf(this.registry, METRICS.external);
  private readonly openFiles = gaugeOf(this.registry, METRICS.openFiles);
  private readonly maxFiles = gaugeOf(this.registry, METRICS.maxFiles);
  private readonly eventLoopLag = gaugeOf(this.registry, METRICS.eventLoopLag);
  private readonly loop = monitorEventLoopDelay({ resolution: LOOP_LOOK_MS });

  onApplicationBootstrap(): void {
    this.loop.enable();
    this.started.set(performance.timeOrigin / 1_000);
  }

  onApplicationShutdown(): void {
    this.loop.disable();
  }

  /** In the text format of Prometheus. */
  async scraped(): Promise<string> {
    const { rss, heapUsed, external } = process.memoryUsage();
    this.residentMemory.set(rss);
    this.heapUsed.set(heapUsed);
    this.external.set(external);
    const { user, system } = process.cpuUsage();
    this.cpu.reset();
    this.cpu.inc((user + system) / MICROSECONDS);
    this.openFiles.set(await openDescriptors());
    this.maxFiles.set(descriptorLimit());
    this.lookAtLoop();
    return this.registry.metrics();
  }

  private lookAtLoop(): void {
    const { loop } = this;
    // The time between two looks is no lateness.
    const late = (nanoseconds: number): number => Math.max(0, nanoseconds / NANOSECONDS - LOOP_LOOK_MS / 1_000);
    for (const [quantile, nanoseconds] of [
      ['0.5', loop.percentile(50)],
      ['0.99', loop.percentile(99)],
      ['1', loop.max],
    ] as const) {
      this.eventLoopLag.set({ quantile }, loop.count === 0 ? 0 : late(nanoseconds));
    }
    loop.reset();
  }
}

/** 0 where the system does not say. */
async function openDescriptors(): Promise<number> {
  return readdir(DESCRIPTORS).then(
    ({ length }) => length,
    () => 0,
  );
}

/** How many files and connections the process may have open; 0 where the system does not say, or sets no limit. */
export function descriptorLimit(): number {
  try {
    const [, soft] = /^Max open files +(\d+)/m.exec(readFileSync(OWN_LIMITS, 'utf8')) ?? [];
    return Number(soft ?? 0);
  } catch {
    return 0;
  }
}
