import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { readWhole } from '../../src/event-log/event-log.js';
import { streamName } from '../../src/kernel/stream.js';
import { type Choice } from '../support/interleaving.js';
import { ANN, BEGAN_AT } from '../support/tour.js';
import {
  begin,
  BEN,
  end,
  FIRST,
  NOON,
  refusalsIn,
  reinstate,
  SECOND,
  THIRD,
  World,
  type Command,
} from './deployments-race-support.js';

/** More appends than one of two commands makes: a reservation, its fact, and the same of the other. */
const STEPS = 6;

/** Every order in which `a` and `b` can take their appends; once one has ended the other goes on alone. */
const SCHEDULES = Array.from({ length: 2 ** STEPS }, (_, bits) =>
  [...bits.toString(2).padStart(STEPS, '0')].map((bit) => (bit === '0' ? 'a' : 'b')),
);

function following(schedule: readonly string[]): Choice {
  const turns = [...schedule];
  return (waiting) => {
    const next = turns.shift() ?? '';
    return waiting.includes(next) ? next : waiting[0];
  };
}

function taking(turns: readonly number[]): Choice {
  const left = [...turns];
  return (waiting) => waiting[(left.shift() ?? 0) % waiting.length];
}

/** Ann's first tour, which has ended at noon. */
const ENDED: readonly Command[] = [begin('first', FIRST), end('first ended', FIRST, NOON)];

describe('one tour at a time', () => {
  it('holds when two tours begin at once, in whichever order they append', async () => {
    for (const schedule of SCHEDULES) {
      const world = await World.prepared();
      const outcomes = await world.race(
        { a: begin('a', SECOND), b: begin('b', THIRD) },
        ['append'],
        following(schedule),
      );
      expect({ schedule, refused: refusalsIn(outcomes) }).toEqual({ schedule, refused: ['tour-open'] });
      expect(await world.openTours()).toHaveLength(1);
      await world.expectKept(outcomes);
      await world.expectNeverTwoAtOnce();
    }
  });

  it('holds when a tour begins while the end of the last is undone, in whichever order they append', async () => {
    for (const schedule of SCHEDULES) {
      const world = await World.prepared();
      await world.perform(...ENDED);
      const commands = { a: begin('a', SECOND, { beganAt: NOON }), b: reinstate('b', FIRST) };
      const outcomes = await world.race(commands, ['append'], following(schedule));
      expect({ schedule, refused: refusalsIn(outcomes) }).toEqual({ schedule, refused: ['tour-open'] });
      expect(await world.openTours()).toHaveLength(1);
      await world.expectKept(outcomes);
      await world.expectNeverTwoAtOnce();
    }
  });

  it('holds however the calls of beginnings, endings and reinstatements fall between each other', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat({ max: 3 }), { minLength: 40, maxLength: 160 }), async (turns) => {
        const world = await World.prepared();
        await world.perform(...ENDED);
        const commands = {
          a: begin('a', SECOND, { beganAt: NOON }),
          b: reinstate('b', FIRST),
          c: begin('c', THIRD, { beganAt: NOON }),
          d: end('d', SECOND, NOON),
        };
        const outcomes = await world.race(commands, ['append', 'read'], taking(turns));
        await world.expectKept(outcomes);
        await world.expectNeverTwoAtOnce();
      }),
      { numRuns: 100 },
    );
  });

  it('gives one deployment to one officer, and leaves the other free to begin another', async () => {
    for (const schedule of SCHEDULES) {
      const world = await World.prepared();
      const commands = { a: begin('a', SECOND), b: begin('b', SECOND, { member: BEN }) };
      const outcomes = await world.race(commands, ['append'], following(schedule));
      expect({ schedule, refused: refusalsIn(outcomes) }).toEqual({ schedule, refused: ['already-exists'] });
      const loser = (await world.openTours(ANN)).length === 0 ? ANN : BEN;
      await world.perform(begin('another', THIRD, { member: loser }));
      expect(await world.openTours(loser)).toEqual([THIRD]);
      await world.expectNeverTwoAtOnce();
    }
  });
});

describe('a beginning that crashed', () => {
  it('before its reservation has left nothing', async () => {
    const world = await World.prepared();
    await world.crash(begin('crashed', SECOND), 0);
    await world.perform(begin('next', THIRD));
    expect(await world.openTours()).toEqual([THIRD]);
  });

  it('after its reservation is finished by whoever begins the next, who is refused', async () => {
    const world = await World.prepared();
    await world.crash(begin('crashed', SECOND), 1);
    expect(await world.openTours()).toEqual([]);
    const refusal = { problem: 'tour-open', details: { deployment: SECOND } };
    await expect(world.perform(begin('next', THIRD))).rejects.toMatchObject(refusal);
    expect(await world.openTours()).toEqual([SECOND]);
  });

  it('after its reservation does not refuse itself when it is repeated', async () => {
    const world = await World.prepared();
    await world.crash(begin('crashed', SECOND), 1);
    await world.perform(begin('crashed', SECOND));
    expect(await world.openTours()).toEqual([SECOND]);
    const reserved = await readWhole(world.log, streamName('officer', ANN));
    expect(reserved.map(({ type }) => type)).toEqual(['OfficerRegistered', 'TourReserved']);
  });

  it('is taken over where another officer has opened the deployment meanwhile', async () => {
    const world = await World.prepared();
    await world.crash(begin('crashed', SECOND), 1);
    await world.perform(begin('of ben', SECOND, { member: BEN }));
    await world.perform(begin('next', THIRD));
    expect(await world.openTours(BEN)).toEqual([SECOND]);
    expect(await world.openTours(ANN)).toEqual([THIRD]);
  });
});

describe('a reinstatement that crashed', () => {
  it('after its reservation is finished by whoever begins the next, who finds the tour open', async () => {
    const world = await World.prepared();
    await world.perform(...ENDED);
    await world.crash(reinstate('crashed', FIRST), 1);
    expect(await world.openTours()).toEqual([]);
    const refusal = { problem: 'tour-open', details: { deployment: FIRST } };
    await expect(world.perform(begin('next', SECOND, { beganAt: NOON }))).rejects.toMatchObject(refusal);
    expect(await world.openTours()).toEqual([FIRST]);
  });

  it('before its reservation gives way to the next', async () => {
    const world = await World.prepared();
    await world.perform(...ENDED);
    await world.crash(reinstate('crashed', FIRST), 0);
    await world.perform(begin('next', SECOND, { beganAt: NOON }));
    await expect(world.perform(reinstate('crashed', FIRST))).rejects.toMatchObject({ problem: 'tour-open' });
    expect(await world.openTours()).toEqual([SECOND]);
  });
});

describe('a tour', () => {
  it('that began before the last one ended is refused, and one that began as it ended is not', async () => {
    const world = await World.prepared();
    await world.perform(...ENDED);
    await expect(world.perform(begin('too early', SECOND, { beganAt: BEGAN_AT }))).rejects.toMatchObject({
      problem: 'instants-out-of-order',
    });
    await world.perform(begin('in time', SECOND, { beganAt: NOON }));
    expect(await world.openTours()).toEqual([SECOND]);
  });
});
