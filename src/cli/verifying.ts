import { LogUnavailable } from '../event-log/event-log.js';
import { rowUpTo } from '../event-log/sqlite/codec.js';
import { openForReading } from '../event-log/sqlite/sqlite-event-log.js';
import { verifyStored, type Verdict, type VerifiableLog } from '../event-log/verify.js';
import type { Instant } from '../kernel/instant.js';
import type { Done } from './progress-line.js';

export { LogUnavailable };

/** A fault that only an engine whose positions are consecutive can have: a whole event is gone. */
const GAP = 'GAP';

type VerifiedFault = Omit<Verdict['faults'][number], 'kind'> & {
  readonly kind: Verdict['faults'][number]['kind'] | typeof GAP;
};

export interface Verified extends Omit<Verdict, 'faults'> {
  readonly ok: boolean;
  /** When the first and the last event were recorded; absent of an empty log. */
  readonly first?: Instant;
  readonly last?: Instant;
  readonly faults: readonly VerifiedFault[];
}

/** Verifies a log's file beside whoever writes to it. Rejects with LogUnavailable where there is no log to read. */
export async function verifyFile(
  file: string,
  onProgress: (done: Done) => void,
  elapsedMs: () => number,
): Promise<Verified> {
  const log = openForReading(file);
  try {
    const witness = new Witness(log);
    const total = await log.count();
    const verdict = await verifyStored(witness, {
      total,
      elapsedMs,
      onProgress: ({ events, perSecond }) => onProgress({ done: events, perSecond, total }),
    });
    const { faults, faultCount } = withGap(verdict);
    return { ok: faultCount === 0, ...verdict, ...witness.span(), faults, faultCount };
  } finally {
    await log.close();
  }
}

/** Rows are numbered without a gap, so that the last one's number says how many there must be. */
function withGap(verdict: Verdict): Pick<Verified, 'faults' | 'faultCount'> {
  const { events, end, faults, faultCount } = verdict;
  const missing = events === 0 ? 0 : rowUpTo(end) - events;
  if (missing === 0) return verdict;
  const message = `up to event ${end} there must be ${rowUpTo(end)} events, and there are ${events}`;
  return { faults: [...faults, { kind: GAP, position: end, message }], faultCount: faultCount + 1 };
}

/** Hands on what is looked at, and keeps when the first and the last of it were recorded. */
class Witness implements VerifiableLog {
  private first: Instant | undefined;
  private last: Instant | undefined;

  constructor(private readonly log: VerifiableLog) {}

  readonly verifiable: VerifiableLog['verifiable'] = async (after, limit) => {
    const page = await this.log.verifiable(after, limit);
    this.first ??= page[0]?.recordedAt;
    this.last = page.at(-1)?.recordedAt ?? this.last;
    return page;
  };

  span(): Pick<Verified, 'first' | 'last'> {
    return {
      ...(this.first !== undefined && { first: this.first }),
      ...(this.last !== undefined && { last: this.last }),
    };
  }
}

/** How many events a log's file holds. */
export async function countEvents(file: string): Promise<number> {
  const log = openForReading(file);
  try {
    return await log.count();
  } finally {
    await log.close();
  }
}
