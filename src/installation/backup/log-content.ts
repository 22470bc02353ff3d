import { createHash } from 'node:crypto';
import { rowUpTo } from '../../event-log/sqlite/codec.js';
import { openForReading, type ReadableLog } from '../../event-log/sqlite/sqlite-event-log.js';
import { verifyLog } from '../../event-log/verify.js';
import type { RecordedEvent } from '../../kernel/event.js';
import { canonicalJson } from '../../kernel/json.js';
import { present } from '../../kernel/present.js';
import type { LogManifest } from './manifest.js';

/** How many events of how many were read, and how many a second. */
export type OnEvents = (done: { readonly done: number; readonly perSecond: number; readonly total: number }) => void;

export interface LogContent {
  readonly log: LogManifest;
  /** What cannot be as it was written; empty where the log holds. */
  readonly faults: readonly string[];
}

/** Reads a log's file once: what it holds, and whether it holds as `muster verify` says. Rejects with LogUnavailable. */
export async function readLogContent(file: string, onEvents: OnEvents, elapsedMs: () => number): Promise<LogContent> {
  const log = openForReading(file);
  try {
    const total = await log.count();
    const reading = new Digesting(log);
    const verdict = await verifyLog(reading, {
      total,
      elapsedMs,
      onProgress: ({ events, perSecond }) => onEvents({ done: events, perSecond, total }),
    });
    const { events, end, faults, faultCount } = verdict;
    const gap = events === 0 || rowUpTo(end) === events ? [] : [`up to event ${end} events are missing`];
    const more = faultCount > faults.length ? [`and ${faultCount - faults.length} faults more`] : [];
    const { installation } = log;
    return {
      log: { installation, events, end, ...reading.last(), digest: reading.digest() },
      faults: [...faults.map(({ kind, message }) => `${kind}: ${message}`), ...more, ...gap],
    };
  } finally {
    await log.close();
  }
}

/** Hands on what is read, digested on the way. */
class Digesting implements Pick<ReadableLog, 'readAll'> {
  private readonly hash = createHash('sha256');
  private lastRead: RecordedEvent | undefined;

  constructor(private readonly log: Pick<ReadableLog, 'readAll'>) {}

  readonly readAll: ReadableLog['readAll'] = async (after, limit) => {
    const page = await this.log.readAll(after, limit);
    for (const event of page) this.hash.update(`${canonicalJson(event)}\n`);
    this.lastRead = page.at(-1) ?? this.lastRead;
    return page;
  };

  last(): Pick<LogManifest, 'lastEvent' | 'lastRecordedAt'> {
    return present({ lastEvent: this.lastRead?.id, lastRecordedAt: this.lastRead?.recordedAt });
  }

  digest(): string {
    return this.hash.digest('hex');
  }
}
