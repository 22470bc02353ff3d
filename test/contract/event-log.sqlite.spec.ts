import { mkdtempSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SqliteEventLog } from '../../src/event-log/sqlite/sqlite-event-log.js';
import { CountedIds } from '../support/event-log.js';
import { describeEventLog } from './event-log.contract.js';

describeEventLog('sqlite', {
  makeLog: async (clock) => {
    const folder = mkdtempSync(join(tmpdir(), 'muster-log-'));
    const file = join(folder, 'log.db');
    return {
      open: async () => SqliteEventLog.open({ file, clock, ids: new CountedIds('installation') }),
      remove: () => rm(folder, { recursive: true }),
    };
  },
  outlivesClosing: true,
  findsReuseOnOtherStreams: true,
  stampsByGivenClock: true,
});
