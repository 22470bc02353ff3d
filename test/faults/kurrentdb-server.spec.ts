import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { KurrentDBClient } from '@kurrent/kurrentdb-client';
import { setTimeout as sleep } from 'node:timers/promises';
import { KurrentEventLog } from '../../src/event-log/kurrentdb/kurrent-event-log.js';
import { LogUnavailable, type EventLog } from '../../src/event-log/event-log.js';
import { DamagedLog } from '../../src/event-log/stored-json.js';
import { BEFORE_ALL } from '../../src/kernel/position.js';
import { appendOf, CountedIds, deploymentStream, StandingClock } from '../support/event-log.js';
import { describeWithServer, freshNamespace } from '../support/eventstoredb.js';

const PATIENCE_MS = 20_000;

const STREAM = deploymentStream('ann');

describeWithServer('a log on a server on which others meddle', (connectionString) => {
  let namespace: string;
  let log: KurrentEventLog;
  let others: KurrentDBClient;

  const open = (): Promise<KurrentEventLog> =>
    KurrentEventLog.open({
      connectionString: connectionString(),
      namespace,
      clock: new StandingClock(),
      ids: new CountedIds(namespace),
    });

  beforeEach(async () => {
    namespace = freshNamespace();
    others = KurrentDBClient.connectionString(connectionString());
    log = await open();
    const ids = new CountedIds(`${namespace}-commands`);
    await log.append(
      appendOf({ stream: STREAM, expected: 'none', command: ids.next(), says: [{ n: 0 }, { n: 1 }, { n: 2 }] }),
    );
  });

  afterEach(async () => {
    await log.close();
    await others.dispose();
  });

  const onServer = (): string => `${namespace}.${STREAM}`;

  it.each([
    ['an age', { maxAge: 1_000 }, '$maxAge'],
    ['a count', { maxCount: 2 }, '$maxCount'],
  ])('is not writable while a stream of it is kept to %s, and says which', async (_, metadata, name) => {
    await log.probe();
    await others.setStreamMetadata(onServer(), metadata);
    const refused = await until(() => settled(log.probe()));
    expect(refused).toBeInstanceOf(LogUnavailable);
    expect(refused.message).toContain(`${name} on ${onServer()}`);
    await others.setStreamMetadata(onServer(), {});
    await until(async () => (await settled(log.probe())) === undefined);
  });

  it('does not say where it ends once a stream of it was truncated', async () => {
    await others.setStreamMetadata(onServer(), { truncateBefore: 2 });
    expect(await until(() => settled(log.end()))).toBeInstanceOf(DamagedLog);
  });

  it('does not say where it ends once a stream of it was deleted, nor when it is opened afterwards', async () => {
    await others.deleteStream(onServer());
    expect(await until(() => settled(log.end()))).toBeInstanceOf(DamagedLog);
    const again: EventLog = await open();
    expect(await until(() => settled(again.end()))).toBeInstanceOf(DamagedLog);
    await again.close();
  });

  it('is given to no subscriber any more once a stream of it was deleted for good', async () => {
    await others.tombstoneStream(onServer());
    const subscription = log.subscribe(BEFORE_ALL);
    const read = async (): Promise<void> => {
      for await (const run of subscription) expect(run.length).toBeGreaterThan(0);
    };
    await expect(read()).rejects.toBeInstanceOf(DamagedLog);
    await expect(log.read(STREAM, 0, 10)).rejects.toBeInstanceOf(DamagedLog);
  });

  it('finds that a server without accounts lets everyone delete', async () => {
    const found = (await log.findings()).map(({ finding }) => finding);
    expect(found).toEqual(expect.arrayContaining(['deletes-permitted', 'metadata-permitted']));
    expect(found).not.toContain('version-too-old');
  });
});

/** What it is refused with; undefined where it is not. */
async function settled(asked: Promise<unknown>): Promise<Error | undefined> {
  return asked.then(
    () => undefined,
    (error: unknown) => (error instanceof Error ? error : new Error('not an error')),
  );
}

/** The first answer that is one. */
async function until<Answer>(ask: () => Promise<Answer | undefined | false>): Promise<Answer> {
  for (const since = Date.now(); Date.now() - since < PATIENCE_MS;) {
    const answer = await ask();
    if (answer !== undefined && answer !== false) return answer;
    await sleep(20);
  }
  throw new Error('waited in vain');
}
