import { jsonEvent, NO_STREAM, type KurrentDBClient } from '@kurrent/kurrentdb-client';
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { KurrentEventLog } from '../../src/event-log/kurrentdb/kurrent-event-log.js';
import { shareClient, type SharedClient } from '../../src/event-log/kurrentdb/shared-client.js';
import { BEFORE_ALL } from '../../src/kernel/position.js';
import {
  appendOf,
  commandNamed,
  CountedIds,
  deploymentStream,
  readOn,
  StandingClock,
  take,
} from '../support/event-log.js';
import { describeWithServer, freshNamespace } from '../support/eventstoredb.js';

const stream = deploymentStream('ann');
const command = commandNamed('first');
const request = appendOf({ stream, expected: 'none', command, says: [{ note: 'a' }, { note: 'b' }] });

/** More than fit into one look of the server, and than a log looks at before it passes over them. */
const FOREIGN = 1_500;

describeWithServer('a log on a server that others use too', (connectionString) => {
  let shared: SharedClient;
  let client: KurrentDBClient;
  let namespace: string;
  const opened: KurrentEventLog[] = [];

  async function open(clock = new StandingClock(), name = namespace): Promise<KurrentEventLog> {
    const ids = new CountedIds(`${name}${opened.length}`);
    const log = await KurrentEventLog.open({ connectionString: connectionString(), namespace: name, clock, ids });
    opened.push(log);
    return log;
  }

  async function storeForeign(count: number, name = `${freshNamespace()}.deployment-1`): Promise<void> {
    const events = Array.from({ length: count }, (_, n) => jsonEvent({ type: 'Foreign', data: { n } }));
    await client.appendToStream(name, events, { streamState: NO_STREAM });
  }

  beforeEach(() => {
    namespace = freshNamespace();
    shared = shareClient(connectionString());
    ({ client } = shared);
  });

  afterEach(async () => {
    await Promise.all(opened.splice(0).map((log) => log.close()));
    await shared.release();
  });

  it('stores what other tools expect: JSON, streams by category, correlation and causation', async () => {
    await (await open()).append(request);
    const stored = [];
    for await (const { event } of client.readStream(`${namespace}.${stream}`)) stored.push(event);
    expect(stored).toMatchObject(
      request.events.map(({ id, type, data, metadata }, revision) => ({
        ...{ id, type, revision: BigInt(revision), isJson: true, data: { data, schemaVersion: 1 } },
        metadata: { $correlationId: metadata.correlationId, $causationId: metadata.causationId, actor: metadata.actor },
      })),
    );
  });

  it("passes over system events and other logs' between its own, however many", async () => {
    const log = await open();
    const first = await log.append(request);
    await storeForeign(FOREIGN);
    await client.setStreamMetadata(`${namespace}.other-1`, { custom: 'a system event' });
    const neighbour = await open(new StandingClock(), `${namespace}x`);
    await neighbour.append(request);
    const second = await log.append(appendOf({ stream, expected: 1, command: commandNamed('second'), says: [{}] }));
    await storeForeign(FOREIGN);
    const whole = [...first, ...second];
    for (const pageSize of [1, 2, 100]) expect(await readOn(log, BEFORE_ALL, pageSize)).toEqual(whole);
    expect(await take(log.subscribe(BEFORE_ALL), 3)).toEqual(whole);
    expect(await readOn(neighbour)).toHaveLength(2);
  });

  it('knows its end however often it is asked for while others write, and when something comes after all', async () => {
    const log = await open();
    const stored = await log.append(request);
    const end = { position: stored.at(-1)?.position, recordedAt: stored.at(-1)?.recordedAt };
    for (let n = 0; n < 50; n += 1) {
      await storeForeign(2);
      expect(await log.end()).toEqual(end);
    }
    const next = await log.append(appendOf({ stream, expected: 1, command: commandNamed('next'), says: [{}] }));
    expect(await log.end()).toMatchObject({ position: next[0]?.position });
  });

  it('that has no event has no end, although others have written', async () => {
    const log = await open();
    for (let n = 0; n < 40; n += 1) {
      await storeForeign(1);
      expect(await log.end()).toEqual({ position: BEFORE_ALL });
    }
    const [first] = await log.append(request);
    expect(await take(log.subscribe(BEFORE_ALL), 1)).toContainEqual(first);
  });

  it('refuses what Muster cannot have written, and says where it stands', async () => {
    const log = await open();
    await log.append(request);
    await storeForeign(1, `${namespace}.deployment-not-ours`);
    const says = { name: 'DamagedLog', message: expect.stringMatching(/^the event at \d+, .*deployment-not-ours 0: /) };
    await expect(log.readAll(BEFORE_ALL, 10)).rejects.toMatchObject(says);
    await expect(take(log.subscribe(BEFORE_ALL), 3)).rejects.toMatchObject(says);
    await expect(log.end()).rejects.toMatchObject(says);
  });

  it('that several instances have open is one log to all of them', async () => {
    const [one, other] = [await open(), await open()];
    expect(other.installation).toBe(one.installation);
    const answered = await one.append(request);
    expect(await other.end()).toEqual(await one.end());
    const more = await other.append(appendOf({ stream, expected: 1, command: commandNamed('more'), says: [{}] }));
    expect(await readOn(one)).toEqual([...answered, ...more]);
    await expect(one.append({ ...request, expected: 1 })).resolves.toEqual(answered);
  });

  it('answers a repetition at another instance with what is stored, stamp and all', async () => {
    const [early, late] = [new StandingClock(), new StandingClock()];
    late.set('2020-02-01T00:00:00Z');
    const [one, other] = [await open(early), await open(late)];
    const answers = await Promise.all([one, other, one, other].map((log) => log.append(request)));
    expect(await readOn(one)).toEqual(answers[0]);
    for (const answer of answers) expect(answer).toEqual(answers[0]);
  });

  it.each([
    ['fewer events', [{ note: 'a' }]],
    ['more events', [{ note: 'a' }, { note: 'b' }, { note: 'c' }]],
    ['other content', [{ note: 'changed' }]],
  ])('refuses a command id with %s where another instance has just used it', async (_, says) => {
    const [one, other] = [await open(), await open()];
    await other.end();
    await one.append(request);
    // The server itself would take the first of these for a repetition and answer with success.
    const outcome = other.append(appendOf({ stream, expected: 'none', command, says }));
    await expect(outcome).rejects.toMatchObject({ name: 'CommandIdReused', commandId: command });
    expect(await readOn(other)).toHaveLength(2);
  });

  it('does not know by itself that a command id was used on another stream', async () => {
    const log = await open();
    await log.append(request);
    const other = appendOf({ stream: deploymentStream('bob'), expected: 'none', command, says: [{ note: 'a' }] });
    await expect(log.append(other)).resolves.toHaveLength(1);
  });

  it('is not opened by a version that does not know its format, and nothing is stored', async () => {
    const marker = jsonEvent({ type: 'LogBegan', data: { installation: commandNamed('elsewhere'), format: 2 } });
    await client.appendToStream(`${namespace}.muster-log`, marker, { streamState: NO_STREAM });
    await expect(open()).rejects.toMatchObject({
      name: 'LogUnavailable',
      message: expect.stringContaining('format 2'),
    });
  });
});
