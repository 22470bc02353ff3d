import { afterAll, beforeAll, describe } from '@jest/globals';
import { shareClient, type SharedClient } from '../../src/event-log/kurrentdb/shared-client.js';
import { FakeEventStoreDb } from './fake-eventstoredb/fake-eventstoredb.js';
import { EventStoreDbProcess } from './eventstoredb-process.js';

/** In the title of what is skipped without a server; test/support/skipped-reporter.mjs counts by it. */
export const NEEDS_SERVER = '[needs EventStoreDB]';

/** A connection string of a server that is running; its streams are left where they are. */
export const CONNECTION_STRING = environment('MUSTER_TEST_EVENTSTOREDB');

/** A program that runs a server, for those who start and kill their own. */
export const SERVER_PROGRAM = environment('MUSTER_TEST_EVENTSTOREDB_BIN');

/** A namespace of this process alone, so that suites can share a server and runs do not meet what others left. */
export function freshNamespace(): string {
  return `test_${crypto.randomUUID().replaceAll('-', '').slice(0, 20)}`;
}

/** A suite against the server that is given, or else against one of its own; skipped visibly without either. */
export function describeWithServer(name: string, suite: (connectionString: () => string) => void): void {
  if (CONNECTION_STRING === undefined && SERVER_PROGRAM === undefined) {
    describe.skip(`${name} ${NEEDS_SERVER}`, () => suite(() => ''));
    return;
  }
  describe(name, () => {
    let started: EventStoreDbProcess | undefined;
    let held: SharedClient | undefined;
    const connectionString = (): string => started?.connectionString ?? CONNECTION_STRING ?? '';
    beforeAll(async () => {
      if (CONNECTION_STRING === undefined) started = await EventStoreDbProcess.start();
      // Held for the whole suite, for connecting takes longer than most tests.
      held = shareClient(connectionString());
    }, EventStoreDbProcess.STARTED_WITHIN_MS);
    afterAll(async () => {
      await held?.release();
      await started?.remove();
    });
    suite(connectionString);
  });
}

/** A suite against a fake of the server, and against a real one as `describeWithServer` finds it. */
export function describeWithAnyServer(name: string, suite: (connectionString: () => string) => void): void {
  describe(`${name} (a fake of the server)`, () => {
    let fake: FakeEventStoreDb | undefined;
    beforeAll(async () => {
      fake = await FakeEventStoreDb.start();
    });
    afterAll(async () => {
      await fake?.stop();
    });
    suite(() => fake?.connectionString ?? '');
  });
  describeWithServer(`${name} (a real server)`, suite);
}

/** A suite that starts and kills its own servers; skipped visibly where there is no program for it. */
export function describeWithServerProgram(name: string, suite: () => void): void {
  if (SERVER_PROGRAM === undefined) describe.skip(`${name} ${NEEDS_SERVER}`, suite);
  else describe(name, suite);
}

function environment(name: string): string | undefined {
  const value = process.env[name];
  return value === undefined || value.trim() === '' ? undefined : value.trim();
}
