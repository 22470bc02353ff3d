import { afterEach, beforeEach } from '@jest/globals';
import type { EventLog } from '../../src/event-log/event-log.js';
import type { RecordedEvent } from '../../src/kernel/event.js';
import type { JsonObject } from '../../src/kernel/json.js';
import { appendOf, CountedIds, deploymentStream, StandingClock } from '../support/event-log.js';

/** One log of an engine, which can be closed and opened again. */
export interface LogUnderTest {
  /** Opens it; the first time it is empty. */
  open(): Promise<EventLog>;
  /** Removes what the engine keeps of it, closed by then. */
  remove(): Promise<void>;
}

/** What the suite has to know of an engine; everything else is the same for all. */
export interface EngineUnderTest {
  makeLog(clock: Pick<StandingClock, 'now'>): Promise<LogUnderTest>;
  /** Whether the log's events are still there after it has been closed. */
  readonly outlivesClosing: boolean;
  /** Whether `append` itself finds that a command id was used on another stream; otherwise only reading finds it. */
  readonly findsReuseOnOtherStreams: boolean;
  /** Whether the stamps are of the clock that the engine was given; a server has one of its own. */
  readonly stampsByGivenClock: boolean;
}

/** An open log for each test, and what tests keep saying to it. */
export class Bench {
  readonly clock = new StandingClock();
  readonly ids = new CountedIds('bench');
  #made: LogUnderTest | undefined;
  #log: EventLog | undefined;

  constructor(private readonly engine: EngineUnderTest) {}

  get log(): EventLog {
    if (this.#log === undefined) throw new Error('no log is open outside of a test');
    return this.#log;
  }

  async begin(): Promise<void> {
    this.#made = await this.engine.makeLog(this.clock);
    this.#log = await this.#made.open();
  }

  async reopen(): Promise<void> {
    await this.log.close();
    this.#log = await this.#made?.open();
  }

  async end(): Promise<void> {
    await this.log.close();
    await this.#made?.remove();
  }

  /** Appends to the end of a stream, under a command of its own. */
  async say(name: string, ...says: readonly JsonObject[]): Promise<readonly RecordedEvent[]> {
    const stream = deploymentStream(name);
    const last = await this.#lastRevision(stream);
    return this.log.append(appendOf({ stream, expected: last ?? 'none', command: this.ids.next(), says }));
  }

  async #lastRevision(stream: string): Promise<number | undefined> {
    const PAGE = 1_000;
    let revision: number | undefined;
    for (;;) {
      const page = await this.log.read(stream, (revision ?? -1) + 1, PAGE);
      revision = page.at(-1)?.revision ?? revision;
      if (page.length < PAGE) return revision;
    }
  }
}

/** A bench whose log is new in each test of the block around the call. */
export function useBench(engine: EngineUnderTest): () => Bench {
  let bench = new Bench(engine);
  beforeEach(async () => {
    bench = new Bench(engine);
    await bench.begin();
  });
  afterEach(() => bench.end());
  return () => bench;
}
