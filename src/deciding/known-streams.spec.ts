import { describe, expect, it } from '@jest/globals';
import { id } from '../../test/support/given.js';
import type { EventLog } from '../event-log/event-log.js';
import { MAX_EVENTS_PER_READ } from '../event-log/event-log.js';
import type { Decider } from '../kernel/decider.js';
import type { Fact, RecordedEvent } from '../kernel/event.js';
import { instant } from '../kernel/instant.js';
import type { Position } from '../kernel/position.js';
import { KnownStreams } from './known-streams.js';

/** What was noted, in order. */
const notes: Decider<readonly number[], Fact> = {
  initial: [],
  evolve: (state, event) => [...state, event.revision],
};
const others: Decider<readonly number[], Fact> = { ...notes };

function event(stream: string, revision: number): RecordedEvent {
  const commandId = id(`${stream} ${revision}`);
  return {
    ...{ id: commandId, type: 'NoteLogged', schemaVersion: 1, stream, revision, data: {} },
    position: String(revision) as Position,
    recordedAt: instant('2020-01-07T22:30:00Z'),
    metadata: { commandId, correlationId: 'c', causationId: 'c', fingerprint: 'f', actor: 'a', role: 'r', mode: 'm' },
  };
}

/** Streams that grow, and what was read of them. */
class Growing implements Pick<EventLog, 'read'> {
  readonly reads: (readonly [string, number])[] = [];
  private readonly streams = new Map<string, RecordedEvent[]>();

  grow(stream: string, count: number): readonly RecordedEvent[] {
    const events = this.streams.get(stream) ?? [];
    const more = Array.from({ length: count }, (_, place) => event(stream, events.length + place));
    this.streams.set(stream, [...events, ...more]);
    return more;
  }

  async read(stream: string, from: number, limit: number): Promise<readonly RecordedEvent[]> {
    this.reads.push([stream, from]);
    return (this.streams.get(stream) ?? []).slice(from, from + limit);
  }
}

function upTo(count: number): readonly number[] {
  return Array.from({ length: count }, (_, place) => place);
}

describe('the streams that are known', () => {
  it('are read on from where they were, and come to what all their events make of them', async () => {
    const log = new Growing();
    const streams = new KnownStreams(log);
    for (const grown of [2, 1, 3]) {
      log.grow('a', grown);
      await streams.load(notes, 'a');
    }
    const { state, revision, commands } = await streams.load(notes, 'a');
    expect({ state, revision }).toEqual({ state: upTo(6), revision: 5 });
    expect([...commands]).toEqual(upTo(6).map((place) => id(`a ${place}`)));
    expect(log.reads.map(([, from]) => from)).toEqual([0, 2, 3, 6]);
  });

  it('need not be read for what was just appended to them', async () => {
    const log = new Growing();
    const streams = new KnownStreams(log);
    log.grow('a', 1);
    await streams.load(notes, 'a');
    streams.append(notes, 'a', log.grow('a', 2));
    expect(await streams.load(notes, 'a')).toMatchObject({ state: upTo(3), revision: 2 });
    expect(log.reads.at(-1)).toEqual(['a', 3]);
  });

  it('take nothing that does not follow at once what they know', async () => {
    const log = new Growing();
    const streams = new KnownStreams(log);
    log.grow('a', 1);
    await streams.load(notes, 'a');
    log.grow('a', 1);
    streams.append(notes, 'a', log.grow('a', 1));
    streams.append(notes, 'a', [event('a', 0)]);
    streams.append(notes, 'unknown', [event('unknown', 0)]);
    expect(await streams.load(notes, 'a')).toMatchObject({ state: upTo(3) });
    expect(await streams.load(notes, 'unknown')).toMatchObject({ state: [], revision: 'none' });
  });

  it('do not go back where two looks cross', async () => {
    const log = new Growing();
    const streams = new KnownStreams(log);
    log.grow('a', 1);
    const early = streams.load(notes, 'a');
    log.grow('a', 1);
    await Promise.all([early, streams.load(notes, 'a')]);
    expect(await streams.load(notes, 'a')).toMatchObject({ state: upTo(2) });
    expect(log.reads.at(-1)).toEqual(['a', 2]);
  });

  it('are each of one decider', async () => {
    const log = new Growing();
    const streams = new KnownStreams(log);
    log.grow('a', 2);
    await streams.load(notes, 'a');
    await streams.load(others, 'a');
    expect(log.reads).toEqual([
      ['a', 0],
      ['a', 0],
    ]);
  });

  it('are read from the beginning once they are forgotten', async () => {
    const log = new Growing();
    const streams = new KnownStreams(log);
    log.grow('a', 2);
    await streams.load(notes, 'a');
    streams.forget('a');
    expect(await streams.load(notes, 'a')).toMatchObject({ state: upTo(2) });
    expect(log.reads.at(-1)).toEqual(['a', 0]);
  });

  it('are forgotten, those first that were used longest ago, so that no more events are known than may be', async () => {
    const log = new Growing();
    const streams = new KnownStreams(log, 5);
    for (const stream of ['a', 'b', 'a', 'c']) {
      log.grow(stream, stream === 'b' ? 3 : 1);
      await streams.load(notes, stream);
    }
    log.reads.length = 0;
    for (const stream of ['a', 'c', 'b']) await streams.load(notes, stream);
    expect(log.reads).toEqual([
      ['a', 2],
      ['c', 1],
      ['b', 0],
    ]);
  });

  it('are read whole however long they are', async () => {
    const log = new Growing();
    log.grow('a', MAX_EVENTS_PER_READ);
    const { revision } = await new KnownStreams(log).load(notes, 'a');
    expect(revision).toBe(MAX_EVENTS_PER_READ - 1);
    expect(log.reads).toEqual([
      ['a', 0],
      ['a', MAX_EVENTS_PER_READ],
    ]);
  });
});
