import { beforeEach, describe, expect, it } from '@jest/globals';
import { StandingClock } from '../../test/support/event-log.js';
import { id } from '../../test/support/given.js';
import { MemoryEventLog } from '../event-log/memory/memory-event-log.js';
import type { Decider } from '../kernel/decider.js';
import type { EventCatalogue } from '../kernel/event-description.js';
import type { Fact } from '../kernel/event.js';
import { demand } from '../kernel/failure.js';
import { streamName } from '../kernel/stream.js';
import { MemoryKeyStore } from '../sealing/memory-key-store.js';
import { Sealer } from '../sealing/sealer.js';
import { Deciding, type Decided } from './deciding.js';

const CATALOGUE: EventCatalogue = {
  NoteLogged: {
    category: 'incident',
    schemaVersion: 1,
    meaning: 'Something was noted.',
    sealed: [],
    clear: { count: 'number' },
  },
};
const stream = streamName('incident', id('incident'));
const notes: Decider<number, Fact> = { initial: 0, evolve: (count) => count + 1 };

class Counting extends MemoryEventLog {
  asked = 0;

  override async read(...asked: Parameters<MemoryEventLog['read']>): ReturnType<MemoryEventLog['read']> {
    this.asked += 1;
    return super.read(...asked);
  }

  override async end(): ReturnType<MemoryEventLog['end']> {
    this.asked += 1;
    return super.end();
  }
}

let clock: StandingClock;
let log: Counting;
let here: Deciding;
let elsewhere: Deciding;

beforeEach(() => {
  clock = new StandingClock();
  log = new Counting(clock);
  const tools = { log, sealer: new Sealer(new MemoryKeyStore()), catalogue: CATALOGUE };
  const ownClock = { now: () => clock.now(), at: () => () => undefined };
  [here, elsewhere] = [new Deciding({ ...tools, clock: ownClock }), new Deciding({ ...tools, clock: ownClock })];
});

interface Note {
  readonly at: Deciding;
  readonly command: string;
  readonly fingerprint?: string;
  /** What the count of notes must satisfy, or it is refused. */
  readonly where?: (count: number) => boolean;
}

function note({ at, command, fingerprint = 'f', where = () => true }: Note): Promise<Decided> {
  const origin = {
    ...{ commandId: id(command), correlationId: id('request'), causationId: id(command), fingerprint },
    actor: { id: id('watch'), role: 'dutyOfficer' },
  } as const;
  const decide = (count: number): readonly Fact[] => {
    demand(where(count), 'conflict', 'Not now.');
    return [{ type: 'NoteLogged', data: { count } }];
  };
  return at.run({ decider: notes, stream, origin, decide });
}

describe('a decision about what was decided on a moment ago', () => {
  beforeEach(async () => {
    await note({ at: here, command: 'first' });
    await note({ at: here, command: 'second' });
  });

  it('asks the log for nothing before it appends', async () => {
    const before = log.asked;
    const { events } = await note({ at: here, command: 'third' });
    expect(events[0]).toMatchObject({ revision: 2, data: { count: 2 } });
    expect(log.asked).toBe(before);
  });

  it('is taken anew where somebody else has written meanwhile', async () => {
    await note({ at: elsewhere, command: 'third' });
    const { events } = await note({ at: here, command: 'fourth' });
    expect(events[0]).toMatchObject({ revision: 3, data: { count: 3 } });
  });

  it('is refused for what the log has and not for what it had', async () => {
    await note({ at: elsewhere, command: 'third' });
    const where = (count: number): boolean => count === 3;
    await expect(note({ at: here, command: 'fourth', where })).resolves.toBeDefined();
    await expect(note({ at: here, command: 'fifth', where })).rejects.toMatchObject({ problem: 'conflict' });
  });

  it('is answered as the first time where somebody else has recorded it meanwhile, on another state', async () => {
    await note({ at: elsewhere, command: 'between' });
    const first = await note({ at: elsewhere, command: 'given twice' });
    const again = await note({ at: here, command: 'given twice' });
    expect(again.events).toEqual(first.events);
  });

  it('is refused as reused where somebody else has used its key for something else', async () => {
    await note({ at: elsewhere, command: 'one key', fingerprint: 'g' });
    await expect(note({ at: here, command: 'one key' })).rejects.toMatchObject({ problem: 'command-id-reused' });
  });

  it('is refused where the clock has gone back since, and nothing is stored', async () => {
    clock.set('2019-01-01T00:00:00Z');
    await expect(note({ at: here, command: 'third' })).rejects.toMatchObject({ problem: 'clock-insane' });
    expect(await log.read(stream, 0, 10)).toHaveLength(2);
  });
});
