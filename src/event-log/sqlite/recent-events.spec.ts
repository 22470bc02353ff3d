import { describe, expect, it } from '@jest/globals';
import type { RecordedEvent } from '../../kernel/event.js';
import type { Position } from '../../kernel/position.js';
import { MAX_RECENT_EVENTS, RecentEvents } from './recent-events.js';

function at(place: number): Position {
  return String(place).padStart(15, '0') as Position;
}

function events(from: number, count: number): readonly RecordedEvent[] {
  return Array.from({ length: count }, (_, place) => ({ position: at(from + place) }) as RecordedEvent);
}

function positions(found: readonly RecordedEvent[] | undefined): readonly string[] | undefined {
  return found?.map(({ position }) => position);
}

describe('the events that were stored last', () => {
  it('are answered from just after a position on, as many as are wanted', () => {
    const recent = new RecentEvents();
    recent.add(events(5, 2));
    recent.add(events(7, 3));
    expect(positions(recent.after(at(6), 10))).toEqual([at(7), at(8), at(9)]);
    expect(positions(recent.after(at(6), 2))).toEqual([at(7), at(8)]);
  });

  it('are silent where the file may know more: before the first, and from the last on', () => {
    const recent = new RecentEvents();
    expect(recent.after(at(0), 10)).toBeUndefined();
    recent.add(events(5, 3));
    expect(recent.after(at(3), 10)).toBeUndefined();
    // Whatever stands between that position and the first one here is not known here.
    expect(recent.after(at(4), 10)).toBeUndefined();
    expect(recent.after(at(7), 10)).toBeUndefined();
  });

  it('are no more than are needed, and have no gap', () => {
    const recent = new RecentEvents();
    for (let place = 1; place <= 10 * MAX_RECENT_EVENTS; place += 1) recent.add(events(place, 1));
    const last = 10 * MAX_RECENT_EVENTS;
    expect(recent.after(at(last - 2 * MAX_RECENT_EVENTS - 1), 1)).toBeUndefined();
    expect(recent.after(at(last - MAX_RECENT_EVENTS + 1), last)).toHaveLength(MAX_RECENT_EVENTS - 1);
  });
});
