import { describe, expect, it, jest } from '@jest/globals';
import { everyOrder } from '../support/every-order.js';
import { interleave, type Choice } from '../support/interleaving.js';
import {
  closeIncident,
  closeRollCall,
  copyOf,
  count,
  expectSound,
  logNote,
  newWorld,
  openRollCall,
  outcomeOf,
  outcomesOf,
  RAID,
  reopenIncident,
  reopenRollCall,
  withoutAppendsTo,
  type Command,
} from './closing-incidents-support.js';

const ROLL_CALL_CLOSED = [openRollCall('opened before'), closeRollCall('closed before')];
const INCIDENT_CLOSED = [...ROLL_CALL_CLOSED, closeIncident('incident closed before')];

/** Fewer would mean that the two did not meet. */
const FEWEST_ORDERS = 10;
/** Milliseconds for some thousand orders, on a busy machine. */
const LONG = 120_000;

/** Two commands against each other, in every order of their calls to the log; answers the pairs of outcomes that came. */
async function against(before: readonly Command[], first: Command, second: Command): Promise<readonly string[]> {
  const pairs = new Set<string>();
  const given = await newWorld(before);
  const orders = await everyOrder(async (choose) => {
    const world = await copyOf(given);
    const runs = { first: first(world), second: second(world) };
    const outcomes = outcomesOf(await interleave(world.log, runs, ['append', 'read'], choose));
    await expectSound(world);
    pairs.add(`${outcomes['first']}, ${outcomes['second']}`);
  });
  expect(orders).toBeGreaterThan(FEWEST_ORDERS);
  return [...pairs].sort();
}

describe('of two who write at once, in every order of their calls to the log,', () => {
  jest.setTimeout(LONG);

  it('one closes the incident or the other opens a roll call of it, and never both', async () => {
    const pairs = await against([], closeIncident('closes'), openRollCall('opens'));
    expect(pairs).toEqual(['not-complete, recorded', 'recorded, closed']);
  });

  it('one closes the incident or the other reopens a roll call of it, and never both', async () => {
    const pairs = await against(ROLL_CALL_CLOSED, closeIncident('closes'), reopenRollCall('reopens'));
    expect(pairs).toEqual(['not-complete, recorded', 'recorded, closed']);
  });

  it('one alone closes the incident', async () => {
    const pairs = await against([], closeIncident('closes'), closeIncident('closes too'));
    expect(pairs).toEqual(['closed, recorded', 'recorded, closed']);
  });

  it('one alone reopens the roll call', async () => {
    const pairs = await against(ROLL_CALL_CLOSED, reopenRollCall('reopens'), reopenRollCall('reopens too'));
    expect(pairs).toEqual(['not-in-force, recorded', 'recorded, not-in-force']);
  });

  it('one alone opens the roll call, of whichever incident', async () => {
    const pairs = await against([], openRollCall('opens'), openRollCall('opens elsewhere', RAID));
    expect(pairs).toEqual(['already-exists, recorded', 'recorded, already-exists']);
  });

  it('one reopens the incident, and the other its roll call only after that', async () => {
    const pairs = await against(INCIDENT_CLOSED, reopenIncident('reopens'), reopenRollCall('reopens roll call'));
    expect(pairs).toEqual(['recorded, closed', 'recorded, recorded']);
  });

  it('one closes the incident though the other notes something meanwhile', async () => {
    const pairs = await against([], closeIncident('closes'), logNote('notes'));
    expect(pairs).toEqual(['recorded, recorded']);
  });
});

interface Crash {
  readonly before: readonly Command[];
  readonly crashing: Command;
  /** What the crashing command is to record. */
  readonly fact: string;
  readonly next: Command;
}

/**
 * Lets a command crash before each of its calls to the log in turn, and somebody else come next; answers what he is
 * told, where the crash left nothing and where it left a reservation. The reserved fact stands there once he has come,
 * and once only, also when the first command is given again.
 */
async function crashing({ before, crashing, fact, next }: Crash): Promise<Record<'nothing' | 'reserved', string[]>> {
  const told = { nothing: new Set<string>(), reserved: new Set<string>() };
  for (let steps = 0, ended = false; !ended; steps += 1) {
    const world = await newWorld(before);
    const announced = await count(world, 'RollCallEnlisted', 'IncidentClosing');
    const recorded = await count(world, fact);
    const run = { crashing: crashing(world) };
    const outcomes = outcomesOf(await interleave(world.log, run, ['append', 'read'], upTo(steps)));
    ended = outcomes['crashing'] !== 'never ended';
    const left = (await count(world, 'RollCallEnlisted', 'IncidentClosing')) > announced ? 'reserved' : 'nothing';
    told[left].add(await outcomeOf(next(world)(world.log)));
    if (left === 'reserved') {
      expect(await count(world, fact)).toBe(recorded + 1);
      expect(await outcomeOf(crashing(world)(world.log))).toBe('recorded');
      expect(await count(world, fact)).toBe(recorded + 1);
    }
    await expectSound(world);
  }
  return { nothing: [...told.nothing], reserved: [...told.reserved] };
}

/** Lets so many calls through, and none after. */
function upTo(steps: number): Choice {
  let left = steps;
  return (waiting) => {
    left -= 1;
    return left < 0 ? undefined : waiting[0];
  };
}

describe('after a crash at any step', () => {
  const close = { before: [], crashing: closeIncident('crashes'), fact: 'IncidentClosed' };

  it('of the closing, whoever opens a roll call finishes it', async () => {
    const told = await crashing({ ...close, next: openRollCall('opens') });
    expect(told).toEqual({ nothing: ['recorded'], reserved: ['closed'] });
  });

  it('of the closing, whoever reopens a roll call finishes it', async () => {
    const told = await crashing({ ...close, before: ROLL_CALL_CLOSED, next: reopenRollCall('reopens') });
    expect(told).toEqual({ nothing: ['recorded'], reserved: ['closed'] });
  });

  it('of the closing, whoever reopens the incident finishes it first', async () => {
    const told = await crashing({ ...close, next: reopenIncident('reopens') });
    expect(told).toEqual({ nothing: ['not-in-force'], reserved: ['recorded'] });
  });

  it('of the closing, whoever closes the incident finishes it', async () => {
    const told = await crashing({ ...close, next: closeIncident('closes too') });
    expect(told).toEqual({ nothing: ['recorded'], reserved: ['closed'] });
  });

  it('of a roll call’s opening, whoever closes the incident finishes it', async () => {
    const opening = { before: [], crashing: openRollCall('crashes'), fact: 'RollCallOpened' };
    const told = await crashing({ ...opening, next: closeIncident('closes') });
    expect(told).toEqual({ nothing: ['recorded'], reserved: ['not-complete'] });
  });

  it('of a roll call’s reopening, whoever closes the incident finishes it', async () => {
    const reopening = { before: ROLL_CALL_CLOSED, crashing: reopenRollCall('crashes'), fact: 'RollCallReopened' };
    const told = await crashing({ ...reopening, next: closeIncident('closes') });
    expect(told).toEqual({ nothing: ['recorded'], reserved: ['not-complete'] });
  });
});

describe('a reservation', () => {
  it('is void where another incident opened the roll call meanwhile, and hinders no closing', async () => {
    const world = await newWorld([]);
    await expect(openRollCall('opens')(world)(withoutAppendsTo('rollCall-', world))).rejects.toThrow();
    expect(await count(world, 'RollCallEnlisted')).toBe(1);
    expect(await outcomeOf(openRollCall('opens elsewhere', RAID)(world)(world.log))).toBe('recorded');
    expect(await outcomeOf(closeIncident('closes')(world)(world.log))).toBe('recorded');
    expect(await outcomeOf(openRollCall('opens')(world)(world.log))).toBe('already-exists');
    await expectSound(world);
  });

  it('that stands alone because the log was lost is not called undone', async () => {
    const world = await newWorld([]);
    const closing = closeIncident('closes')(world)(withoutAppendsTo('incident-', world));
    expect(await outcomeOf(closing)).toBe('indeterminate');
    expect(await outcomeOf(openRollCall('opens')(world)(world.log))).toBe('closed');
  });

  it('is not needed for what is refused', async () => {
    const world = await newWorld([openRollCall('opened before')]);
    const before = await count(world, 'RollCallEnlisted', 'IncidentClosing');
    expect(await outcomeOf(closeIncident('closes')(world)(world.log))).toBe('not-complete');
    expect(await outcomeOf(openRollCall('opens again')(world)(world.log))).toBe('already-exists');
    expect(await count(world, 'RollCallEnlisted', 'IncidentClosing')).toBe(before);
  });
});
