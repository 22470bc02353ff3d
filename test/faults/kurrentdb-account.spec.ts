import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { KurrentDBClient } from '@kurrent/kurrentdb-client';
import { setTimeout as sleep } from 'node:timers/promises';
import { KurrentEventLog } from '../../src/event-log/kurrentdb/kurrent-event-log.js';
import { prepareAccount } from '../../src/event-log/kurrentdb/prepare-account.js';
import { askServer } from '../../src/event-log/kurrentdb/server-http.js';
import { LogUnavailable } from '../../src/event-log/event-log.js';
import { KurrentKeyStreams } from '../../src/installation/kurrent-key-streams.js';
import { SystemIds } from '../../src/installation/system-ids.js';
import { BEFORE_ALL } from '../../src/kernel/position.js';
import { IN_MEMORY } from '../../src/projecting/views-file.js';
import { Views } from '../../src/projecting/views.js';
import { newDataKey, secureRandomness } from '../../src/sealing/data-key.js';
import { StreamKeyStore } from '../../src/sealing/streams/stream-key-store.js';
import { appendOf, CountedIds, deploymentStream, StandingClock } from '../support/event-log.js';
import { describeWithServerProgram, freshNamespace } from '../support/eventstoredb.js';
import { EventStoreDbProcess, type Security } from '../support/eventstoredb-process.js';
import { Certificates } from '../support/secured-eventstoredb.js';
import { untilTrue } from '../support/waiting.js';
import { caughtUp, IMPATIENT_MACHINE, JOURNAL, record, statusOf } from './projecting-support.js';

const ADMIN = 'admin:the-first-password';
const ACCOUNT = { name: 'muster', password: 'p@ss:word/with?signs' };

describeWithServerProgram('a secured server', () => {
  let certificates: Certificates;
  let server: EventStoreDbProcess;
  const namespace = freshNamespace();

  const as = (credentials: string): string =>
    `kurrentdb://${credentials}@localhost:${server.port}?tls=true&tlsCaFile=${certificates.file('ca.crt')}`;
  const muster = (): string => as(`${ACCOUNT.name}:${encodeURIComponent(ACCOUNT.password)}`);
  const open = (connectionString: string, inNamespace = namespace): Promise<KurrentEventLog> => {
    const ids = new CountedIds(inNamespace);
    return KurrentEventLog.open({ connectionString, namespace: inNamespace, clock: new StandingClock(), ids });
  };

  beforeAll(async () => {
    certificates = Certificates.make();
    server = await EventStoreDbProcess.start(secured(certificates));
  }, EventStoreDbProcess.STARTED_WITHIN_MS);

  afterAll(async () => {
    await server.remove();
    certificates.remove();
  });

  it('lets an account in only with its password, which stands in no error', async () => {
    await prepareAccount(as(ADMIN), ACCOUNT);
    await prepareAccount(as(ADMIN), ACCOUNT);
    const refused = await open(as('muster:wrong')).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(LogUnavailable);
    expect(String(refused)).not.toContain('wrong');
    await expect(prepareAccount(muster(), ACCOUNT)).rejects.toBeInstanceOf(LogUnavailable);
  });

  it('lets the prepared account append, read and follow, and delete nothing', async () => {
    const log = await open(muster());
    const stream = deploymentStream('ann');
    const ids = new CountedIds(`${namespace}-commands`);
    await log.append(appendOf({ stream, expected: 'none', command: ids.next(), says: [{ n: 0 }] }));
    for await (const run of log.subscribe(BEFORE_ALL)) {
      expect(run.map(({ data }) => data)).toEqual([{ n: 0 }]);
      break;
    }
    await log.probe();
    expect(await log.findings()).not.toContainEqual({ finding: 'deletes-permitted' });
    expect(await log.findings()).not.toContainEqual({ finding: 'metadata-permitted' });
    await expect(clientOf(muster(), (client) => client.deleteStream(`${namespace}.${stream}`))).rejects.toThrow();
    expect(await log.read(stream, 0, 10)).toHaveLength(1);
    await log.close();
  });

  it('keeps keys for that account, and a destroyed one is destroyed though its stream stays', async () => {
    const master = newDataKey(secureRandomness);
    const streams = new KurrentKeyStreams({ connectionString: muster(), namespace, ids: new SystemIds() });
    const keys = await StreamKeyStore.open(streams, master);
    await keys.keyFor('officer:ann');
    await keys.destroy('officer:ann');
    expect(await keys.find('officer:ann')).toBe('destroyed');
    expect(await streams.remove('muster_key-officer:ann')).toBe('not-permitted');
    await keys.close();
  });

  it(
    'whose account got another password is followed again once it has its former one, nothing missed',
    async () => {
      const log = await open(muster(), freshNamespace());
      const views = await Views.open(log, [JOURNAL], { path: IN_MEMORY, machine: IMPATIENT_MACHINE });
      const journal = (): ReturnType<typeof statusOf> => statusOf(views, JOURNAL.name);
      try {
        await record(log, { stream: 0, value: 1 });
        await caughtUp(views, log);

        await prepareAccount(as(ADMIN), { ...ACCOUNT, password: 'another one' });
        await server.kill();
        await server.start();
        await expect(log.readAll(BEFORE_ALL, 1)).rejects.toThrow('does not let this account');
        const { attempts } = journal();
        await untilTrue(() => journal().attempts > attempts + 2);
        expect(journal().state).toBe('resubscribing');

        await prepareAccount(as(ADMIN), ACCOUNT);
        await untilTrue(() => journal().state === 'running');
        await record(log, { stream: 0, value: 2 });
        await caughtUp(views, log);
        expect(views.db.prepare('SELECT count(*) FROM journal').pluck().get()).toBe(2);
      } finally {
        await views.close();
        await log.close();
      }
    },
    EventStoreDbProcess.STARTED_WITHIN_MS,
  );
});

async function clientOf<Answer>(
  connectionString: string,
  ask: (client: KurrentDBClient) => Promise<Answer>,
): Promise<Answer> {
  const client = KurrentDBClient.connectionString(connectionString);
  try {
    return await ask(client);
  } finally {
    await client.dispose();
  }
}

function secured(certificates: Certificates): Security {
  const [, password = ''] = ADMIN.split(':');
  return {
    options: certificates.serverOptions,
    environment: { EVENTSTORE_DEFAULT_ADMIN_PASSWORD: password, EVENTSTORE_DEFAULT_OPS_PASSWORD: password },
    // The accounts are made a moment after the server is there.
    isReady: async (port) => {
      const connectionString = `kurrentdb://${ADMIN}@localhost:${port}?tls=true&tlsCaFile=${certificates.file('ca.crt')}`;
      const { status } = await askServer(connectionString, { method: 'GET', path: '/users' });
      if (status !== 200) await sleep(100);
      return status === 200;
    },
  };
}
