import { describe, expect, it } from '@jest/globals';
import { BEFORE_ALL, type Position } from '../kernel/position.js';
import { MAX_WAIT_MS, readView, type FollowingViews } from './freshness.js';

interface Wait {
  readonly position: Position;
  readonly timeoutMs: number;
  readonly projections: readonly string[];
}

/** Views at a position, whose rows are that position too; what they were asked to wait for is kept. */
function viewsAt(applied: Position): FollowingViews<Position> & { readonly waits: Wait[] } {
  const waits: Wait[] = [];
  return {
    db: applied,
    waits,
    applied: () => applied,
    reached: async (position, timeoutMs, projections) => {
      waits.push({ position, timeoutMs, projections });
      return position <= applied;
    },
  };
}

const [EARLIER, NOW, LATER] = ['1', '2', '3'] as [Position, Position, Position];
const rows = (db: Position): string => `rows at ${db}`;

describe('a question to a view', () => {
  it.each([EARLIER, NOW])('is answered from a view that has applied position %s', async (after) => {
    expect(await readView(viewsAt(NOW), ['some'], after, rows)).toEqual({ found: 'rows at 2', position: NOW });
  });

  it('waits for the named projections alone, and not for ever', async () => {
    const views = viewsAt(NOW);
    await readView(views, ['some'], NOW, rows);
    expect(views.waits).toEqual([{ position: NOW, timeoutMs: MAX_WAIT_MS, projections: ['some'] }]);
  });

  it('is refused where the view does not get there in time, and nothing is read', async () => {
    const read = readView(viewsAt(NOW), ['some'], LATER, () => {
      throw new Error('stale rows were read');
    });
    await expect(read).rejects.toMatchObject({ problem: 'not-current' });
  });

  it('that asks for no position still asks whether the rows tell of this log', async () => {
    const views = viewsAt(NOW);
    await readView(views, ['some'], undefined, rows);
    expect(views.waits).toMatchObject([{ position: BEFORE_ALL }]);
  });
});
