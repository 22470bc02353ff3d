import { Deciding } from '../../src/deciding/deciding.js';
import type { Append, EventLog } from '../../src/event-log/event-log.js';
import { CATALOGUE } from '../../src/features/catalogue/catalogue.js';
import type { Installation } from '../../src/installation/installation.js';
import type { RecordedEvent } from '../../src/kernel/event.js';
import { canonicalJson } from '../../src/kernel/json.js';
import { present } from '../../src/kernel/present.js';
import type { Lags } from './contestant.js';

const GIVEN_UP_MS = 60_000;

/** An installation of which it is known how long its views take to have what was appended. */
export class Watched {
  readonly installation: Installation;
  #lags: number[] = [];
  #watching = false;
  #last: RecordedEvent | undefined;

  constructor(private readonly inner: Installation) {
    const { sealer, clock } = inner;
    const append = (request: Append): Promise<readonly RecordedEvent[]> => this.#append(request);
    const log = watchedLog(inner.log, append);
    this.installation = { ...inner, log, deciding: new Deciding({ log, sealer, clock, catalogue: CATALOGUE }) };
  }

  /** What was seen since the last call; from the first call on it watches. */
  take(): Lags {
    const lags = this.#lags;
    this.#lags = [];
    this.#watching = true;
    return { lags, lastEventBytes: this.#last === undefined ? 0 : bytesOf(this.#last) };
  }

  async #append(request: Append): Promise<readonly RecordedEvent[]> {
    const events = await this.inner.log.append(request);
    this.#last = events.at(-1);
    if (this.#watching && this.#last !== undefined) this.#watch(this.#last, performance.now());
    return events;
  }

  #watch({ position }: RecordedEvent, answeredAt: number): void {
    void this.inner.views.reached(position, GIVEN_UP_MS).then((reached) => {
      this.#lags.push(reached ? performance.now() - answeredAt : Infinity);
    });
  }
}

/** The same log, but for its way to append. */
function watchedLog(log: EventLog, append: EventLog['append']): EventLog {
  const bound = new Map<string | symbol, unknown>([['append', append]]);
  return new Proxy(log, {
    get: (target, member) => {
      if (!bound.has(member)) {
        const value: unknown = Reflect.get(target, member, target);
        bound.set(member, typeof value === 'function' ? (value.bind(target) as unknown) : value);
      }
      return bound.get(member);
    },
  });
}

function bytesOf({ personal, metadata, data, ...rest }: RecordedEvent): number {
  return Buffer.byteLength(canonicalJson({ ...rest, metadata: { ...metadata }, data, ...present({ personal }) }));
}
