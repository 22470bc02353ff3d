import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { ServerCredentials } from '@grpc/grpc-js';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { LogUnavailable, readWholeLog } from '../../src/event-log/event-log.js';
import { KurrentEventLog } from '../../src/event-log/kurrentdb/kurrent-event-log.js';
import { askServer } from '../../src/event-log/kurrentdb/server-http.js';
import { SystemIds } from '../../src/installation/system-ids.js';
import { appendOf, commandNamed, deploymentStream, StandingClock } from '../support/event-log.js';
import { FakeEventStoreDb } from '../support/fake-eventstoredb/fake-eventstoredb.js';
import { FakeStore } from '../support/fake-eventstoredb/store.js';
import { Certificates } from '../support/secured-eventstoredb.js';

/** Milliseconds: keys are made, and whoever is not let in tries for a while. */
const PATIENCE_MS = 120_000;

describe('a server that asks its users for a certificate', () => {
  let own: Certificates;
  let others: Certificates;
  let server: FakeEventStoreDb;
  let http: Server;

  beforeAll(async () => {
    [own, others] = [Certificates.make(), Certificates.make()];
    const fileOf = (name: string): Buffer => readFileSync(own.file(name));
    const [ca, cert, key] = [fileOf('ca.crt'), fileOf('node.crt'), fileOf('node.key')];
    const pairs = [{ cert_chain: cert, private_key: key }];
    server = await FakeEventStoreDb.start(new FakeStore(), ServerCredentials.createSsl(ca, pairs, true));
    http = createServer({ ca, cert, key, requestCert: true, rejectUnauthorized: true }, (_, response) => {
      response.end('{}');
    });
    await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  }, PATIENCE_MS);

  afterAll(async () => {
    await server.stop();
    await new Promise((resolve) => http.close(resolve));
    for (const certificates of [own, others]) certificates.remove();
  });

  const reaching = (port: number, user?: ReturnType<Certificates['user']>): string => {
    const shown = user === undefined ? '' : `&userCertFile=${user.certificate}&userKeyFile=${user.key}`;
    return `kurrentdb://127.0.0.1:${port}?tls=true&tlsCAFile=${own.file('ca.crt')}&maxDiscoverAttempts=1${shown}`;
  };
  const open = (user?: ReturnType<Certificates['user']>): Promise<KurrentEventLog> => {
    const connectionString = reaching(server.endpoint.port, user);
    return KurrentEventLog.open({ connectionString, clock: new StandingClock(), ids: new SystemIds() });
  };
  const httpPort = (): number => (http.address() as AddressInfo).port;

  it(
    'takes events from whoever shows one that it trusts, and gives them to him',
    async () => {
      const user = own.user('muster');
      const log = await open(user);
      const [stream, command] = [deploymentStream('a'), commandNamed('first')];
      await log.append(appendOf({ stream, command, expected: 'none', says: [{ note: 'x' }] }));
      expect(await readWholeLog(log)).toHaveLength(1);
      await log.close();
      const { status } = await askServer(reaching(httpPort(), user), { method: 'GET', path: '/info' });
      expect(status).toBe(200);
    },
    PATIENCE_MS,
  );

  it.each([
    ['none', () => undefined],
    ['one of somebody else', () => others.user('stranger')],
  ])(
    'lets in nobody who shows %s',
    async (_, userOf) => {
      const user = userOf();
      // And not for a connection string that cannot be used.
      await expect(open(user)).rejects.toThrow(
        expect.objectContaining({ message: expect.stringContaining('the server') }),
      );
      const asking = askServer(reaching(httpPort(), user), { method: 'GET', path: '/info' });
      await expect(asking).rejects.toThrow(LogUnavailable);
    },
    PATIENCE_MS,
  );
});
