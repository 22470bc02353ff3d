import { describe, expect, it } from '@jest/globals';
import { instant } from '../kernel/instant.js';
import { ScriptClock } from './script-clock.js';

const [EIGHT, NINE, TEN] = ['08', '09', '10'].map((hour) => instant(`2020-01-08T${hour}:00:00Z`)) as [
  ReturnType<typeof instant>,
  ReturnType<typeof instant>,
  ReturnType<typeof instant>,
];

describe('a clock that is moved by hand', () => {
  it('stands still until it is moved', () => {
    const clock = new ScriptClock(EIGHT);
    expect([clock.now(), clock.now()]).toEqual([EIGHT, EIGHT]);
    clock.moveTo(NINE);
    expect(clock.now()).toBe(NINE);
  });

  it('does not go back', () => {
    const clock = new ScriptClock(NINE);
    expect(() => clock.moveTo(EIGHT)).toThrow('does not go back');
    expect(clock.now()).toBe(NINE);
  });

  it('rings what becomes due on the way, the earliest first, each at its own instant', () => {
    const clock = new ScriptClock(EIGHT);
    const rung: string[] = [];
    clock.at(TEN, () => rung.push(`second at ${clock.now()}`));
    clock.at(NINE, () => rung.push(`first at ${clock.now()}`));
    clock.moveTo(TEN);
    expect(rung).toEqual([`first at ${NINE}`, `second at ${TEN}`]);
  });

  it('rings what is asked for while it rings, where that is due too', () => {
    const clock = new ScriptClock(EIGHT);
    const rung: string[] = [];
    clock.at(NINE, () => clock.at(TEN, () => rung.push(clock.now())));
    clock.moveTo(TEN);
    expect(rung).toEqual([TEN]);
  });

  it('rings nothing that was called off or lies ahead, and nothing twice', () => {
    const clock = new ScriptClock(EIGHT);
    const rung: string[] = [];
    clock.at(NINE, () => rung.push('called off'))();
    clock.at(TEN, () => rung.push('ahead'));
    clock.moveTo(NINE);
    expect(rung).toEqual([]);
    clock.moveTo(TEN);
    clock.moveTo(TEN);
    expect(rung).toEqual(['ahead']);
  });

  it('rings at once what is due already, but not before it has answered', async () => {
    const clock = new ScriptClock(NINE);
    const rung: string[] = [];
    clock.at(EIGHT, () => rung.push('due'));
    const callOff = clock.at(NINE, () => rung.push('called off in time'));
    expect(rung).toEqual([]);
    callOff();
    await Promise.resolve();
    expect(rung).toEqual(['due']);
  });
});
