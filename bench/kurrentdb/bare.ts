import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import {
  END,
  jsonEvent,
  KurrentDBClient,
  NO_STREAM,
  START,
  streamNameFilter,
  type AppendStreamState,
  type EventData,
} from '@kurrent/kurrentdb-client';
import { StreamNames } from '../../src/event-log/kurrentdb/stream-names.js';
import type { BareAnswer, BareAsk, BareStart } from './contestants.js';

/* node bare.js START: appends events as Muster stores them, and reads its log, and does nothing else with either. */

const { connectionString, namespace, sample, streams } = JSON.parse(process.argv[2] ?? '') as BareStart;
const client = KurrentDBClient.connectionString(connectionString);
const own = `${namespace}_bare.`;
const names = Array.from({ length: streams }, () => `${own}deployment-${crypto.randomUUID()}`);
const states = new Map<string, AppendStreamState>();
let turn = 0;

/** Streams in turns: with fewer callers than streams, none is written twice at once. */
async function appendOne(): Promise<void> {
  const name = names[turn % names.length] ?? '';
  turn += 1;
  const options = { streamState: states.get(name) ?? NO_STREAM, requiresLeader: true };
  const { nextExpectedRevision } = await client.appendToStream(name, anEvent(), options);
  states.set(name, nextExpectedRevision);
}

function anEvent(): EventData {
  return jsonEvent({ ...sample, id: crypto.randomUUID() });
}

/** Closed loop. */
async function append({ callers, warmUpMs, forMs }: Extract<BareAsk, { task: 'append' }>): Promise<BareAnswer> {
  const begin = performance.now() + warmUpMs;
  const end = begin + forMs;
  let events = 0;
  const caller = async (): Promise<void> => {
    while (performance.now() < end) {
      await appendOne();
      const now = performance.now();
      if (now >= begin && now < end) events += 1;
    }
  };
  await Promise.all(Array.from({ length: callers }, caller));
  return { events, ms: forMs, delays: [] };
}

async function read(): Promise<BareAnswer> {
  const began = performance.now();
  const filter = streamNameFilter({ prefixes: [...new StreamNames(namespace).prefixes] });
  let events = 0;
  for await (const { event } of client.readAll({ fromPosition: START, filter })) events += event === undefined ? 0 : 1;
  return { events, ms: performance.now() - began, delays: [] };
}

/** Subscribes to its own appends as Muster does to those of its log. */
async function subscribe({ samples, apartMs }: Extract<BareAsk, { task: 'subscribe' }>): Promise<BareAnswer> {
  let heard: (at: number) => void = () => undefined;
  const next = (): Promise<number> => new Promise((resolve) => (heard = resolve));
  const filter = streamNameFilter({ prefixes: [own] });
  const subscription = client.subscribeToAll({ fromPosition: END, filter, requiresLeader: true });
  await once(subscription, 'confirmation');
  subscription.on('data', () => heard(performance.now()));
  const delays: number[] = [];
  while (delays.length < samples) {
    await pause(apartMs);
    const arrival = next();
    const began = performance.now();
    await appendOne();
    delays.push((await arrival) - began);
  }
  await subscription.unsubscribe();
  return { events: samples, ms: delays.reduce((sum, delay) => sum + delay, 0), delays };
}

function done(ask: BareAsk): Promise<BareAnswer> {
  switch (ask.task) {
    case 'append':
      return append(ask);
    case 'read':
      return read();
    case 'subscribe':
      return subscribe(ask);
  }
}

process.on('message', (ask: BareAsk) => {
  void done(ask).then((answer) => process.send?.(answer));
});
process.send?.({ events: 0, ms: 0, delays: [] } satisfies BareAnswer);
