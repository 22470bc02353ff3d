import { describe, expect, it } from '@jest/globals';
import { sufferFates } from './views-are-the-log.js';

const PATIENCE_MS = 300_000;

describe('views, whatever befalls them', () => {
  it(
    'are byte for byte a fold of the log',
    async () => {
      const { cases, differing } = await sufferFates({ seed: 20200108, histories: 2, timesEach: 2 });
      expect(differing).toEqual([]);
      expect(cases).toBeGreaterThan(30);
    },
    PATIENCE_MS,
  );
});
