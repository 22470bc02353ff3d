import { KurrentEventLog } from '../event-log/kurrentdb/kurrent-event-log.js';
import { SystemClock } from './system-clock.js';
import { SystemIds } from './system-ids.js';

/** A log on an EventStoreDB. */
export interface LogServer {
  /** It may hold a password. */
  readonly connectionString: string;
  /** Sets the log apart from others on the same server. */
  readonly namespace?: string;
}

export const NO_LOG_ON_SERVER = 'there is no log of Muster on the server, in this namespace';

/** Undefined where no log has begun there, and none is begun. Rejects as the log does. */
export function openIfBegun(server: LogServer): Promise<KurrentEventLog | undefined> {
  return KurrentEventLog.openIfBegun({ ...server, clock: new SystemClock(), ids: new SystemIds() });
}
