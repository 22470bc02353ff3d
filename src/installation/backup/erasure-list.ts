import { LogUnavailable } from '../../event-log/event-log.js';
import { openForReading } from '../../event-log/sqlite/sqlite-event-log.js';
import { recordedErasures } from '../../features/erasure/carrying-out/carry-out.js';
import type { Erasure } from '../../features/erasure/erasure.events.js';
import type { Instant } from '../../kernel/instant.js';

export { LogUnavailable };

/** One erasure as it is listed, and told to a restore. */
export interface ListedErasure extends Erasure {
  readonly recordedAt: Instant;
}

/** The erasures that a log's file records, in their order. Rejects with LogUnavailable. */
export async function listErasures(file: string): Promise<readonly ListedErasure[]> {
  const log = openForReading(file);
  try {
    return (await recordedErasures(log)).map(({ data, recordedAt }) => ({ ...data, recordedAt }));
  } finally {
    await log.close();
  }
}
