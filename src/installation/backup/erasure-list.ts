import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { LogUnavailable, type EventLog } from '../../event-log/event-log.js';
import { openForReading } from '../../event-log/sqlite/sqlite-event-log.js';
import { recordedErasures } from '../../features/erasure/carrying-out/carry-out.js';
import { GROUNDS, type Erasure } from '../../features/erasure/erasure.events.js';
import { parseSubject } from '../../features/erasure/erasure.js';
import type { Instant } from '../../kernel/instant.js';
import { NO_LOG_ON_SERVER, openIfBegun, type LogServer } from '../log-server.js';

export { LogUnavailable };

/** One erasure as it is listed, and told to a restore. */
export interface ListedErasure extends Erasure {
  readonly recordedAt: Instant;
}

/** The erasures that a log's file records, in their order. Rejects with LogUnavailable. */
export function listErasures(file: string): Promise<readonly ListedErasure[]> {
  return listedBy(openForReading(file));
}

/** As `listErasures`, of a log on a server, where none is begun. Rejects with LogUnavailable. */
export async function listServerErasures(server: LogServer): Promise<readonly ListedErasure[]> {
  const log = await openIfBegun(server);
  if (log === undefined) throw new LogUnavailable(NO_LOG_ON_SERVER);
  return listedBy(log);
}

async function listedBy(log: Pick<EventLog, 'read' | 'close'>): Promise<readonly ListedErasure[]> {
  try {
    return (await recordedErasures(log)).map(({ data, recordedAt }) => ({ ...data, recordedAt }));
  } finally {
    await log.close();
  }
}

/** Neither a log nor a folder with one, nor a list of erasures. */
export class NoErasures extends Error {
  override readonly name = 'NoErasures';
}

/**
 * What was erased, from a log's file, from a data folder or a backup that holds one, or from a list that
 * `muster keys erasures --json` printed. Rejects with NoErasures.
 */
export async function erasuresFrom(path: string): Promise<readonly Erasure[]> {
  try {
    if (statSync(path).isDirectory()) return await listErasures(join(path, 'log.db'));
    if (path.endsWith('.json')) return listedIn(JSON.parse(readFileSync(path, 'utf8')));
    return await listErasures(path);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new NoErasures(`${path} says nothing of erasures: ${why}`, { cause: error });
  }
}

function listedIn(list: unknown): readonly Erasure[] {
  const erasures: unknown = typeof list === 'object' && list !== null && 'erasures' in list ? list.erasures : undefined;
  if (!Array.isArray(erasures) || !erasures.every(isErasure)) throw new NoErasures('it is no list of erasures');
  return erasures.map(({ subject, ground }) => ({ subject, ground }));
}

function isErasure(value: unknown): value is Erasure {
  if (typeof value !== 'object' || value === null || !('subject' in value) || !('ground' in value)) return false;
  const { subject, ground } = value;
  return (
    typeof subject === 'string' && parseSubject(subject) !== undefined && GROUNDS.some((known) => known === ground)
  );
}
