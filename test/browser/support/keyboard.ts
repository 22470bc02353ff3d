import type { Page } from 'playwright-core';

/** Stops of the keyboard that any screen has at most. */
const MAX_STOPS = 150;

/** What whoever hears the page is told of the element that has the focus. */
function focusedName(page: Page): Promise<string> {
  return page.evaluate(() => {
    const focused = document.activeElement;
    if (!(focused instanceof HTMLElement)) return '';
    const label = focused.getAttribute('aria-label');
    if (label !== null) return label;
    const labels = 'labels' in focused ? (focused.labels as NodeListOf<HTMLLabelElement> | null) : null;
    return (labels?.[0] ?? focused).innerText.replace(/\s+/g, ' ').trim();
  });
}

/** Goes on by the tabulator until something of this name has the focus; throws where nothing has. */
export async function tabTo(page: Page, name: string): Promise<void> {
  const passed: string[] = [];
  for (let stop = 0; stop < MAX_STOPS; stop += 1) {
    await page.keyboard.press('Tab');
    const focused = await focusedName(page);
    if (focused === name || focused.startsWith(`${name} (`)) return;
    passed.push(focused);
  }
  throw new Error(`the keyboard does not get to ${name}, but to ${[...new Set(passed)].join(' | ')}`);
}

/** Goes to a link, a button or what opens something, and takes it. */
export async function take(page: Page, name: string): Promise<void> {
  await tabTo(page, name);
  await page.keyboard.press('Enter');
}

/** Writes into a field; of a choice, the beginning of what is chosen. */
export async function write(page: Page, label: string, text: string): Promise<void> {
  await tabTo(page, label);
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.type(text);
}

/** Ticks a box. */
export async function tick(page: Page, label: string): Promise<void> {
  await tabTo(page, label);
  await page.keyboard.press('Space');
}
