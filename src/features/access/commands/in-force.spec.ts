import { describe, expect, it } from '@jest/globals';
import { BEFORE_ALL } from '../../../kernel/position.js';
import { IN_MEMORY, openViewsFile } from '../../../projecting/views-file.js';
import { accessProjection } from '../views/access.projection.js';
import { InForce } from './in-force.js';

function viewsThat(reach: boolean): InForce {
  const db = openViewsFile(IN_MEMORY, [accessProjection]);
  return new InForce({ db, applied: () => BEFORE_ALL, reached: async () => reach, status: () => [] });
}

describe('a revocation', () => {
  it('is answered once it is in force', async () => {
    await expect(viewsThat(true).demandAt(BEFORE_ALL)).resolves.toBeUndefined();
  });

  it('that is not in force in time is not answered as if it were: it is told that it is recorded', async () => {
    await expect(viewsThat(false).demandAt(BEFORE_ALL)).rejects.toMatchObject({
      ...{ name: 'Refusal', problem: 'not-current' },
      message: expect.stringMatching(/recorded and not in force yet.*same key/),
    });
  });
});

describe('a grant', () => {
  it('that is not in force in time is answered all the same, for its secret is shown but once', async () => {
    expect(await viewsThat(false).isSoon(BEFORE_ALL)).toBe(false);
  });
});
