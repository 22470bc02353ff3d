import { mkdtempSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll } from '@jest/globals';
import { SqliteEventLog } from '../../src/event-log/sqlite/sqlite-event-log.js';
import { CountedIds } from '../support/event-log.js';
import { compileSources, type Compiled } from '../support/server-process.js';
import { threadOf } from '../support/writing-thread.js';
import { describeEventLog } from './event-log.contract.js';

const COMPILED_WITHIN_MS = 180_000;

let compiled: Compiled;

beforeAll(async () => {
  compiled = await compileSources();
}, COMPILED_WITHIN_MS);

afterAll(() => compiled.remove());

describeEventLog('sqlite, which writes in a thread', {
  makeLog: async (clock) => {
    const folder = mkdtempSync(join(tmpdir(), 'muster-log-'));
    const file = join(folder, 'log.db');
    const thread = threadOf(compiled.folder);
    return {
      open: () => SqliteEventLog.openWithThread({ file, clock, ids: new CountedIds('installation') }, thread),
      remove: () => rm(folder, { recursive: true }),
    };
  },
  outlivesClosing: true,
  findsReuseOnOtherStreams: true,
  stampsByGivenClock: true,
});
