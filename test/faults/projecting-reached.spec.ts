import { describe, expect, it, jest } from '@jest/globals';
import { BEFORE_ALL, type Position } from '../../src/kernel/position.js';
import { buildViews } from '../../src/projecting/folded-views.js';
import type { Applied } from '../../src/projecting/projection.js';
import { IN_MEMORY } from '../../src/projecting/views-file.js';
import { Views } from '../../src/projecting/views.js';
import {
  failing,
  IMPATIENT_MACHINE,
  JOURNAL,
  memoryLog,
  PATIENT_MS,
  readings,
  record,
  TALLY,
  turns,
} from './projecting-support.js';

const OPTIONS = { path: IN_MEMORY, machine: IMPATIENT_MACHINE };
const FAR = 'zzz' as Position;

/** Stops at the first event that comes. */
const ILL = failing(TALLY, () => {
  throw new Error('always');
});

describe('reached', () => {
  it('is true at once for what is applied, and for the beginning of an empty log', async () => {
    const log = memoryLog();
    const machine = {
      ...IMPATIENT_MACHINE,
      after: () => {
        throw new Error('no timer is needed');
      },
    };
    const views = await Views.open(log, [TALLY, JOURNAL], { path: IN_MEMORY, machine });
    expect(await views.reached(BEFORE_ALL, PATIENT_MS)).toBe(true);
    const position = await record(log, ...readings(2));
    await turns(2);
    expect(await views.reached(position, PATIENT_MS)).toBe(true);
    await views.close();
  });

  it('becomes true with the commit that gets there, and not before', async () => {
    const log = memoryLog();
    const views = await Views.open(log, [TALLY, JOURNAL], OPTIONS);
    const first = await record(log, ...readings(1));
    const later = views.reached(`${first}0` as Position, PATIENT_MS);
    expect(await Promise.race([later, turns(5).then(() => 'waiting')])).toBe('waiting');
    await record(log, ...readings(1, 1));
    expect(await later).toBe(true);
    await views.close();
  });

  it('is false after the time-out', async () => {
    const views = await Views.open(memoryLog(), [TALLY], OPTIONS);
    expect(await views.reached(FAR, 5)).toBe(false);
    await views.close();
  });

  it('is false as soon as a projection stops before it, but for those who ask of the others alone', async () => {
    const log = memoryLog();
    const views = await Views.open(log, [ILL, JOURNAL], OPTIONS);
    const asked = [views.reached(FAR, PATIENT_MS), views.reached(FAR, PATIENT_MS, ['tally'])];
    const other = views.reached('000000000001' as Position, PATIENT_MS, ['journal']);
    await record(log, ...readings(1));
    expect(await Promise.all(asked)).toEqual([false, false]);
    expect(await other).toBe(true);
    expect(await views.reached(BEFORE_ALL, PATIENT_MS)).toBe(true);
    await views.close();
  });

  it('is false once the views are closed, for those who wait too', async () => {
    const views = await Views.open(memoryLog(), [TALLY], OPTIONS);
    const waiting = views.reached(FAR, PATIENT_MS);
    await views.close();
    expect(await waiting).toBe(false);
    expect(await views.reached(BEFORE_ALL, PATIENT_MS)).toBe(false);
    await views.close();
  });

  it('of folded views is what they are, without waiting', async () => {
    const log = memoryLog();
    const position = await record(log, ...readings(3));
    const views = await buildViews(log, [TALLY]);
    expect(await views.reached(position, PATIENT_MS)).toBe(true);
    expect(await views.reached(FAR, PATIENT_MS)).toBe(false);
    expect(views.status().map((status) => [status.state, status.position])).toEqual([['running', position]]);
    views.close();
  });

  it('refuses a name that no projection has', async () => {
    const views = await Views.open(memoryLog(), [TALLY], OPTIONS);
    expect(() => views.reached(BEFORE_ALL, 0, ['talley'])).toThrow('invariant broken');
    await views.close();
  });
});

describe('listeners', () => {
  it('are told of each projection and its events after the commit', async () => {
    const log = memoryLog();
    const views = await Views.open(log, [TALLY, JOURNAL], OPTIONS);
    const told: (Applied & { readonly rows: unknown })[] = [];
    views.onApplied((applied) =>
      told.push({ ...applied, rows: views.db.prepare('SELECT count(*) FROM journal').pluck().get() }),
    );
    const position = await record(log, { stream: 1, value: 1 }, { stream: 1, value: 2 });
    await views.reached(position, PATIENT_MS);
    const events = await log.readAll(BEFORE_ALL, 10);
    expect(told).toEqual(
      ['tally', 'journal'].map((projection) => ({ projection, position, events, rebuilt: false, rows: 2 })),
    );
    await views.close();
  });

  it('are told of each projection that stops: at once, where it had stopped before, and again in a rebuild', async () => {
    const log = memoryLog();
    const views = await Views.open(log, [JOURNAL, ILL], OPTIONS);
    const told: string[] = [];
    views.onStopped(({ name, state }) => told.push(`first: ${name} ${state}`));
    const position = await record(log, ...readings(2));
    await views.reached(position, PATIENT_MS, ['journal']);
    expect(told).toEqual(['first: tally stopped']);
    const leave = views.onStopped(({ name, failure }) => told.push(`second: ${name} at ${failure?.reason.message}`));
    expect(told.slice(1)).toEqual(['second: tally at always']);
    leave();
    await views.rebuild();
    expect(told.slice(2)).toEqual(['first: tally stopped']);
    await views.close();
  });

  it('are told no more once they have left, and do not harm each other', async () => {
    const log = memoryLog();
    const views = await Views.open(log, [TALLY], OPTIONS);
    const warn = jest.spyOn(process, 'emitWarning').mockImplementation(() => undefined);
    const told: string[] = [];
    views.onApplied(() => {
      throw new Error('a fault of the listener');
    });
    const leave = views.onApplied(() => told.push('first'));
    views.onApplied(() => told.push('second'));
    await views.reached(await record(log, ...readings(1)), PATIENT_MS);
    leave();
    await views.reached(await record(log, ...readings(1)), PATIENT_MS);
    expect(told).toEqual(['first', 'second', 'second']);
    expect(warn.mock.calls).toEqual(Array.from({ length: 2 }, () => ['a fault of the listener', 'Error']));
    warn.mockRestore();
    await views.close();
  });
});

describe('views', () => {
  it('have at least one projection, each of its own name', async () => {
    await expect(Views.open(memoryLog(), [], OPTIONS)).rejects.toThrow('invariant broken');
    await expect(Views.open(memoryLog(), [TALLY, { ...JOURNAL, name: 'tally' }], OPTIONS)).rejects.toThrow();
  });
});
