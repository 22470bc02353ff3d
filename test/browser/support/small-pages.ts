import { gzipSync } from 'node:zlib';
import { expect } from '@jest/globals';
import type { Page } from 'playwright-core';
import { expectNoSidewaysScrolling, SIZES } from './looking.js';

/** Bytes of a page with all that it needs, compressed. */
export const BUDGET = 10_240;

/** Pixels that a thumb can be trusted to meet. */
const THUMB = 56;

/** Whatever is pressed to record something is large enough for a thumb. */
export async function expectLargeTargets(page: Page): Promise<void> {
  const small = await page.evaluate((thumb) => {
    const targets = [
      ...document.querySelectorAll<HTMLElement>(
        'main button, main a.button, main label.pick, main summary, main select, main textarea, main input:not([type=radio], [type=hidden])',
      ),
    ];
    const shown = targets.filter((target) => target.checkVisibility());
    return shown.filter((target) => target.getBoundingClientRect().height < thumb).map((target) => target.outerHTML);
  }, THUMB);
  expect(small).toEqual([]);
}

/** At 400 % a screen of 1280 pixels is 320 wide, and a low one. */
export async function expectNoScrollingAt400Percent(page: Page): Promise<void> {
  await page.setViewportSize({ width: 320, height: 256 });
  await expectNoSidewaysScrolling(page);
  await page.setViewportSize(SIZES.phone);
}

/** Of the page as it is served, its script and its worker; everything that it ever loads. */
export async function packedBytes(page: Page): Promise<number> {
  const loaded = await page.evaluate(async () => {
    const names = performance.getEntriesByType('resource').map(({ name }) => name);
    const all = new Set([location.href, ...names, new URL('/check-in-worker.js', location.href).href]);
    return Promise.all([...all].map(async (name) => (await fetch(name, { credentials: 'same-origin' })).text()));
  });
  expect(loaded).toHaveLength(3);
  return loaded.reduce((sum, text) => sum + gzipSync(text).length, 0);
}
