import {
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
const names = Array.from({ length: streams }, () => `${namespace}_bare.deployment-${crypto.randomUUID()}`);
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
  return { events, ms: forMs };
}

async function read(): Promise<BareAnswer> {
  const began = performance.now();
  const filter = streamNameFilter({ prefixes: [...new StreamNames(namespace).prefixes] });
  let events = 0;
  for await (const { event } of client.readAll({ fromPosition: START, filter })) events += event === undefined ? 0 : 1;
  return { events, ms: performance.now() - began };
}

process.on('message', (ask: BareAsk) => {
  const done = ask.task === 'read' ? read() : append(ask);
  void done.then((answer) => process.send?.(answer));
});
process.send?.({ events: 0, ms: 0 } satisfies BareAnswer);
