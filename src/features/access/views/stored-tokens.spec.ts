import { describe, expect, it } from '@jest/globals';
import type { ProjectionState } from '../../../projecting/projection.js';
import { IN_MEMORY, openViewsFile } from '../../../projecting/views-file.js';
import type { ReadableViews } from '../../../projecting/views.js';
import { instant } from '../../../kernel/instant.js';
import { BEFORE_ALL, type Position } from '../../../kernel/position.js';
import { ACCESS_VIEW, accessProjection, type TokenDocument } from './access.projection.js';
import { StoredTokens } from './stored-tokens.js';

const AT = instant('2020-01-08T00:00:00Z');

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

  it('are looked up anew wherever the view has moved on, and not before', () => {
    const db = openViewsFile(IN_MEMORY, [accessProjection]);
    const token: TokenDocument = {
      ...{
        kind: 'TOKEN',
        token: 'the-token',
        hash: 'hash',
        actor: 'the-operator',
        role: 'operator',
        scope: {},
        grantedAt: AT,
      },
      texts: { subject: 'access:the-token', sealed: {} },
    };
    db.prepare('INSERT INTO access_token VALUES (?, ?, ?, NULL, ?)').run(
      'the-token',
      '1',
      'the-operator',
      JSON.stringify(token),
    );
    db.prepare('INSERT INTO access_secret VALUES (?, ?)').run('hash', 'the-token');
    let position = BEFORE_ALL;
    const status = (): ReturnType<ReadableViews['status']> => [
      { ...{ name: ACCESS_VIEW, version: 1, state: 'running', position, caughtUp: true }, attempts: 0, losses: 0 },
    ];
    const tokens = new StoredTokens({ ...viewsIn('running'), db, status });
    expect(tokens.find('hash')).toMatchObject({ token: 'the-token' });
    db.exec('DELETE FROM access_secret');
    expect(tokens.find('hash')).toMatchObject({ token: 'the-token' });
    position = '000000000000001' as Position;
    expect(tokens.find('hash')).toBeUndefined();
  });
});
