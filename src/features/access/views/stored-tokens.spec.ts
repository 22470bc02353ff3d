import { describe, expect, it } from '@jest/globals';
import type { ProjectionState } from '../../../projecting/projection.js';
import { IN_MEMORY, openViewsFile } from '../../../projecting/views-file.js';
import type { ReadableViews } from '../../../projecting/views.js';
import { BEFORE_ALL } from '../../../kernel/position.js';
import { ACCESS_VIEW, accessProjection } from './access.projection.js';
import { StoredTokens } from './stored-tokens.js';

/** An empty view in that state. */
function viewsIn(state: ProjectionState, caughtUp = true): ReadableViews {
  return {
    db: openViewsFile(IN_MEMORY, [accessProjection]),
    applied: () => BEFORE_ALL,
    reached: async () => true,
    status: () => [{ name: ACCESS_VIEW, version: 1, state, position: BEFORE_ALL, caughtUp, attempts: 0, losses: 0 }],
  };
}

describe('the access tokens that the log knows', () => {
  it.each(['running', 'catching-up', 'resubscribing'] as const)('are looked up in a view that is %s', (state) => {
    expect(new StoredTokens(viewsIn(state)).find('hash')).toBeUndefined();
  });

  it.each(['catching-up', 'resubscribing'] as const)(
    'let nobody in after a start, until their view, %s, has caught up',
    (state) => {
      const tokens = new StoredTokens(viewsIn(state, false));
      expect(() => tokens.find('hash')).toThrow(expect.objectContaining({ problem: 'not-current' }));
    },
  );

  it.each(['stopped', 'log-mismatch'] as const)('let nobody in while their view is %s', (state) => {
    const tokens = new StoredTokens(viewsIn(state));
    expect(() => tokens.find('hash')).toThrow(expect.objectContaining({ problem: 'not-current' }));
  });
});
