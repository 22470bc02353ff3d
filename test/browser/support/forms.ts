import type { Locator, Page } from 'playwright-core';

/** What is written into a field, chosen in it, or ticked beside it. */
export type Filling = string | { readonly choose: string } | { readonly tick: string };

/** Opens the form of a command by its name, fills it in by the labels of its fields, and sends it. */
export async function fillIn(page: Page, act: string, fillings: Readonly<Record<string, Filling>>): Promise<void> {
  await page
    .locator('summary')
    .filter({ hasText: exactly(act) })
    .click();
  const form = page.getByRole('form', { name: act, exact: true });
  for (const [label, filling] of Object.entries(fillings)) await fillField(form, label, filling);
  await form.getByRole('button', { name: act, exact: true }).click();
}

async function fillField(form: Locator, label: string, filling: Filling): Promise<void> {
  const name = new RegExp(`^${label}`);
  if (typeof filling === 'string') await form.getByRole('textbox', { name }).fill(filling);
  else if ('tick' in filling) await form.getByRole('checkbox', { name: filling.tick }).check();
  else await choose(form.getByRole('combobox', { name }), filling.choose);
}

/** The first that begins so. */
async function choose(field: Locator, beginning: string): Promise<void> {
  const option = field.locator('option').filter({ hasText: new RegExp(`^${beginning}`) });
  await option.first().waitFor({ state: 'attached' });
  await field.selectOption(await option.first().getAttribute('value'));
}

function exactly(text: string): RegExp {
  return new RegExp(`^${text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}$`);
}

const MINUTE_MS = 60_000;

/** An instant some minutes ago, or ahead, as people of UTC write it. */
export function minutesAgo(minutes: number): string {
  return new Date(Date.now() - minutes * MINUTE_MS).toISOString().slice(0, 16).replace('T', ' ');
}
