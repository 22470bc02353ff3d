import { markup } from './markup.js';
import type { Page, Speech } from './page.js';
import type { OpenList } from './roll-call.desk.js';
import { told } from './when.js';

/** The way to the page of each roll call that is open. */
export function openListsPage({ say, language }: Speech, lists: readonly OpenList[]): Page {
  const links = lists.map(({ rollCall, name, mode, openedAt }) => {
    const band = mode === 'ACTUAL' ? undefined : markup`<br><small>${say('pages.mode', { mode })}</small>`;
    return markup`<p><a class="button" href="/roll-calls/${rollCall}/check-in">${name ?? say('pages.list.title')}<br><small>${say('pages.lists.opened', { at: told(openedAt, language) })}</small>${band}</a></p>`;
  });
  const none = links.length === 0 ? markup`<p>${say('pages.lists.none')}</p>` : undefined;
  return { title: say('pages.lists.title'), content: markup`${none}${links}` };
}
