import type { Page } from 'playwright-core';

/** Stops of the keyboard that any screen has at most, and after how many it is looked at what is left. */
const MAX_STOPS = 600;
const STOPS_AT_A_TIME = 20;

interface Watched {
  readonly reached?: Set<Element>;
  readonly unseen?: Set<Element>;
}

/**
 * What can be used on a page and is not come to by the tabulator alone, or does not show that it has the focus. Whatever
 * can be unfolded is; of radio buttons of one name the one that is chosen stands for all.
 */
export async function unreachable(page: Page): Promise<readonly string[]> {
  await page.evaluate(() => {
    for (const details of document.querySelectorAll('details')) details.open = true;
    const watched = Object.assign(window, { reached: new Set<Element>(), unseen: new Set<Element>() });
    document.addEventListener('focusin', ({ target }) => {
      if (!(target instanceof HTMLElement)) return;
      watched.reached.add(target);
      const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(target);
      const isShown = (outlineStyle !== 'none' && outlineWidth !== '0px') || boxShadow !== 'none';
      if (!isShown) watched.unseen.add(target);
    });
  });
  let left: readonly string[] = [];
  for (let stop = 0; stop < MAX_STOPS; stop += STOPS_AT_A_TIME) {
    for (let press = 0; press < STOPS_AT_A_TIME; press += 1) await page.keyboard.press('Tab');
    left = await leftOut(page);
    if (left.length === 0) break;
  }
  return left;
}

function leftOut(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    const { reached = new Set(), unseen = new Set() } = window as Window & Watched;
    const usable = [
      ...document.querySelectorAll<HTMLElement>('a[href], button, input, select, textarea, summary, [tabindex="0"]'),
    ].filter((element) => {
      const isOff = element.matches(':disabled, [type="hidden"], [tabindex="-1"], [inert] *');
      const isShut = !element.checkVisibility({ visibilityProperty: true });
      return (
        !isOff && !isShut && !(element instanceof HTMLInputElement && element.type === 'radio' && !element.checked)
      );
    });
    const told = (element: Element, why: string): string => `${why}: ${element.outerHTML.slice(0, 160)}`;
    return [
      ...usable.filter((element) => !reached.has(element)).map((element) => told(element, 'not reached')),
      ...[...unseen].map((element) => told(element, 'no focus is shown')),
    ];
  });
}
