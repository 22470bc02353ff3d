import { createHash } from 'node:crypto';
import type { EventLog } from '../../event-log/event-log.js';
import { Verification, verifiableOf } from '../../event-log/verify.js';
import type { RecordedEvent } from '../../kernel/event.js';
import { later, type Instant } from '../../kernel/instant.js';
import { canonicalJson } from '../../kernel/json.js';
import { BEFORE_ALL, type Position } from '../../kernel/position.js';
import { MoveRefused } from './move-refused.js';

/** Events read at once, and so appended between two looks whether to go on. */
export const MOVED_PAGE_SIZE = 1_024;

/**
 * A log read once from its beginning, verified and digested on the way. Every event comes with the stamp that readers go
 * by, the latest up to it: an engine that many write to may have put an earlier one.
 */
export class LogReading {
  readonly #hash = createHash('sha256');
  readonly #verification = new Verification();
  #after = BEFORE_ALL;
  #latest: Instant | undefined;

  constructor(
    private readonly what: string,
    private readonly log: Pick<EventLog, 'readAll'>,
    /** Of a full page, in events. */
    readonly pageSize = MOVED_PAGE_SIZE,
  ) {}

  get events(): number {
    return this.#verification.events;
  }

  /** Of the last event that was read. */
  get end(): Position {
    return this.#after;
  }

  /** The events that follow, at most `limit`. Rejects with MoveRefused where they are not as they were written. */
  async next(limit = this.pageSize): Promise<readonly RecordedEvent[]> {
    const page = await this.log.readAll(this.#after, limit);
    const events = page.map((event) => this.#taken(event));
    const [fault] = this.#verification.verdict().faults;
    if (fault !== undefined) {
      throw new MoveRefused(`${this.what} does not hold (${fault.message}), and nothing more was copied`);
    }
    this.#after = page.at(-1)?.position ?? this.#after;
    return events;
  }

  /** Of what has been read, apart from positions, which are each log's own. */
  digest(): string {
    return this.#hash.copy().digest('hex');
  }

  #taken(event: RecordedEvent): RecordedEvent {
    this.#verification.observe(verifiableOf(event));
    this.#latest = later(event.recordedAt, this.#latest ?? event.recordedAt);
    const taken = { ...event, recordedAt: this.#latest };
    this.#hash.update(`${contentOf(taken)}\n`);
    return taken;
  }
}

/** All of an event but its position, as one text. */
export function contentOf(event: RecordedEvent): string {
  return canonicalJson({ ...event, position: undefined });
}
