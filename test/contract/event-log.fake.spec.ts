import { afterAll, beforeAll } from '@jest/globals';
import { KurrentEventLog } from '../../src/event-log/kurrentdb/kurrent-event-log.js';
import { shareClient, type SharedClient } from '../../src/event-log/kurrentdb/shared-client.js';
import { CountedIds } from '../support/event-log.js';
import { freshNamespace } from '../support/eventstoredb.js';
import { FakeEventStoreDb } from '../support/fake-eventstoredb/fake-eventstoredb.js';
import { describeEventLog } from './event-log.contract.js';

let server: FakeEventStoreDb;
let held: SharedClient;

beforeAll(async () => {
  server = await FakeEventStoreDb.start();
  held = shareClient(server.connectionString);
});

afterAll(async () => {
  await held.release();
  await server.stop();
});

describeEventLog('kurrentdb, on the fake of its server', {
  makeLog: async (clock) => {
    const namespace = freshNamespace();
    const ids = new CountedIds(namespace);
    return {
      open: () => KurrentEventLog.open({ connectionString: server.connectionString, namespace, clock, ids }),
      remove: async () => undefined,
    };
  },
  outlivesClosing: true,
  findsReuseOnOtherStreams: false,
  stampsByGivenClock: true,
});
