import { mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { expect } from '@jest/globals';
import type { Page } from 'playwright-core';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** Where pictures of the screens are put, for whoever builds them to look at. */
const PICTURES = join(process.cwd(), 'build', 'screens');

export const SIZES = {
  narrow: { width: 320, height: 640 },
  phone: { width: 390, height: 844 },
  tablet: { width: 820, height: 1180 },
  wall: { width: 1920, height: 1080 },
} as const;
export type Size = keyof typeof SIZES;

/** How a page can be coloured: by the system's scheme, or by colours that its reader forces on everything. */
export const COLOURS = {
  light: { colorScheme: 'light', forcedColors: 'none' },
  dark: { colorScheme: 'dark', forcedColors: 'none' },
  forced: { colorScheme: 'dark', forcedColors: 'active' },
} as const;
export type Colours = keyof typeof COLOURS;

interface Violation {
  readonly id: string;
  readonly nodes: readonly { readonly html: string; readonly failureSummary?: string }[];
}

/** What axe finds wrong with the page as it is now, told so that it can be mended. */
export async function violations(page: Page): Promise<readonly string[]> {
  await page.evaluate(AXE);
  const found = await page.evaluate<{ violations: readonly Violation[] }>(
    `axe.run(document, { runOnly: ${JSON.stringify(RULES)} })`,
  );
  return found.violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary = '' }) => `${id}: ${html.slice(0, 300)} ${failureSummary}`),
  );
}

/** Nothing is wrong with the page, in whatever colours. */
export async function expectAccessible(page: Page): Promise<void> {
  for (const colours of Object.values(COLOURS)) {
    await page.emulateMedia(colours);
    await settled(page);
    expect(await violations(page)).toEqual([]);
    expect(await unseenWords(page)).toEqual([]);
  }
  await page.emulateMedia(COLOURS.light);
}

/** Words in the very colour of what they stand on; where colours are forced, axe does not look. */
function unseenWords(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    const ownWords = (element: Element): string =>
      [...element.childNodes]
        .filter(({ nodeType }) => nodeType === Node.TEXT_NODE)
        .map(({ textContent }) => textContent?.trim() ?? '')
        .join('');
    return [...document.querySelectorAll<HTMLElement>('body *')]
      .filter((element) => ownWords(element) !== '' && element.checkVisibility())
      .filter((element) => getComputedStyle(element).color === getComputedStyle(element).backgroundColor)
      .map((element) => element.outerHTML.slice(0, 160));
  });
}

/** Colours that change do so over a moment: what is looked at is what they become. */
async function settled(page: Page): Promise<void> {
  await page.evaluate(() => Promise.all(document.getAnimations().map((animation) => animation.finished)));
}

/** Nobody has to scroll sideways to read the page. */
export async function expectNoSidewaysScrolling(page: Page): Promise<void> {
  const { scrollWidth, clientWidth } = await page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    return { scrollWidth, clientWidth };
  });
  expect(scrollWidth).toBeLessThanOrEqual(clientWidth);
}

/** A picture of the screen at a size and in colours, as `build/screens/NAME-SIZE-COLOURS.png`. */
export async function picture(page: Page, name: string, size: Size, colours: Colours): Promise<void> {
  mkdirSync(PICTURES, { recursive: true });
  await page.setViewportSize(SIZES[size]);
  await page.emulateMedia(COLOURS[colours]);
  await settled(page);
  await page.screenshot({ path: join(PICTURES, `${name}-${size}-${colours}.png`) });
}
