import { Deciding } from '../../src/deciding/deciding.js';
import type { Append, EventLog } from '../../src/event-log/event-log.js';
import { CATALOGUE } from '../../src/features/catalogue/catalogue.js';
import type { Installation } from '../../src/installation/installation.js';
import type { RecordedEvent } from '../../src/kernel/event.js';
import { canonicalJson } from '../../src/kernel/json.js';
import type { Position } from '../../src/kernel/position.js';
import { present } from '../../src/kernel/present.js';
import type { Lags } from './contestant.js';

/** An installation of which it is known how long its views take to have what was appended. */
export class Watched {
  readonly installation: Installation;
  #lags: number[] = [];
  /** What was answered and is not in every view yet, in the order of the log. */
  readonly #behind: { readonly position: Position; readonly answeredAt: number }[] = [];
  #watching = false;
  #last: RecordedEvent | undefined;

  constructor(private readonly inner: Installation) {
    const { sealer, clock } = inner;
    const append = (request: Append): Promise<readonly RecordedEvent[]> => this.#append(request);
    const log = watchedLog(inner.log, append);
    inner.views.onApplied(() => this.#look());
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
    this.#behind.push({ position, answeredAt });
    this.#look();
  }

  /** Without waiting for the views, which would make them hurry. */
  #look(): void {
    const applied = this.inner.views.applied();
    const inViews = this.#behind.findIndex(({ position }) => position > applied);
    const now = performance.now();
    const done = this.#behind.splice(0, inViews < 0 ? this.#behind.length : inViews);
    for (const { answeredAt } of done) this.#lags.push(now - answeredAt);
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
