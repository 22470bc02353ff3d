import { Inject, Injectable } from '@nestjs/common';
import { Closing } from '../api/closing.js';
import { MAX_WAIT_MS } from '../api/freshness.js';
import type { EventLog, LogEnd } from '../event-log/event-log.js';
import { MAX_CLOCK_BEHIND_MS, type Clock } from '../kernel/clock.js';
import { msOf } from '../kernel/instant.js';
import { CLOCK, EVENT_LOG, KEY_STORE, VIEWS } from '../kernel/ports.js';
import { present } from '../kernel/present.js';
import type { ProjectionStatus } from '../projecting/projection.js';
import type { ReadableViews } from '../projecting/views.js';
import type { KeyStore } from '../sealing/key-store.js';
import { READY_WITHIN_MS } from './limits.js';
import { OperationsLog, type LineFields } from './operations-log.js';

/** What a ready application has, each found out anew. */
export interface Findings {
  /** It is not about to end. */
  readonly serving: boolean;
  /** The log answers. */
  readonly log: boolean;
  /** The log takes events. */
  readonly writable: boolean;
  /** The key store takes keys. */
  readonly keys: boolean;
  /** Every view has what the log had when it was asked, and goes on. */
  readonly views: boolean;
  /** The clock is not behind the log. */
  readonly clock: boolean;
}

export interface Look {
  readonly findings: Findings;
  /** Absent where the log does not answer. */
  readonly end?: LogEnd;
}

/** Of a log that does not answer. */
const NOTHING = { log: false, writable: false, keys: false, views: false, clock: false } as const;

export function isReady(findings: Findings): boolean {
  return Object.values(findings).every(Boolean);
}

/** Whether whoever sends requests here should. Each time that it turns out otherwise than before is told to the operator. */
@Injectable()
export class Readiness {
  private wasReady = true;

  constructor(
    @Inject(EVENT_LOG) private readonly log: EventLog,
    @Inject(KEY_STORE) private readonly keys: Pick<KeyStore, 'probe'>,
    @Inject(VIEWS) private readonly views: ReadableViews,
    @Inject(CLOCK) private readonly clock: Clock,
    private readonly closing: Closing,
    private readonly operations: OperationsLog,
  ) {}

  async look(): Promise<Look> {
    const serving = !this.closing.isAnnounced;
    const end = await inTime(this.log.end());
    if (end === undefined) {
      return this.told({ findings: { serving, ...NOTHING } });
    }
    const [logFault, keysFault, views] = await Promise.all([
      faultIn(this.log.probe()),
      faultIn(this.keys.probe()),
      this.views.reached(end.position, MAX_WAIT_MS),
    ]);
    const clock = this.isSane(end);
    const findings = {
      ...{ serving, log: true, writable: logFault === undefined, keys: keysFault === undefined },
      ...{ views: views && this.troubled().length === 0, clock },
    };
    return this.told({ findings, end }, present({ logFault, keysFault }));
  }

  /** The views that do not go on, or have not come to the end. */
  troubled(): readonly ProjectionStatus[] {
    return this.views.status().filter(({ state }) => state !== 'running');
  }

  private isSane({ recordedAt }: LogEnd): boolean {
    return recordedAt === undefined || msOf(recordedAt) - msOf(this.clock.now()) <= MAX_CLOCK_BEHIND_MS;
  }

  private told(look: Look, faults: LineFields = {}): Look {
    const ready = isReady(look.findings);
    if (ready !== this.wasReady) {
      if (ready) this.operations.say('ready-again');
      else this.operations.say('not-ready', { ...look.findings, ...faults });
    }
    this.wasReady = ready;
    return look;
  }
}

/** Undefined where there is none. What a store says of itself holds nothing of anyone. */
async function faultIn(probe: Promise<void>): Promise<string | undefined> {
  const found = probe.then(
    () => 'none',
    (error: unknown) => messageOf(error),
  );
  const fault = await inTime(found);
  return fault === 'none' ? undefined : (fault ?? 'no answer in time');
}

/** Undefined where it fails, or does not come in time. */
async function inTime<Answer>(answer: Promise<Answer>): Promise<Answer | undefined> {
  const tooLate = new Promise<undefined>((resolve) => setTimeout(resolve, READY_WITHIN_MS, undefined).unref());
  return Promise.race([answer.catch(() => undefined), tooLate]);
}

function messageOf(error: unknown): string {
  if (!(error instanceof Error)) return 'failed';
  return error.cause === undefined ? error.message : `${error.message}: ${messageOf(error.cause)}`;
}
