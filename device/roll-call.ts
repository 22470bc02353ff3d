import { begin } from './desk.js';
import { keepList, keptList } from './keeping.js';
import { List } from './list.js';
import { element, type DevicePage } from './page.js';

// The page of a whole roll call.
begin(async (page, store, keep, note) => {
  const kept = await keptList();
  if (page.isCopy) showKept(page, kept);
  else await keepList(page);
  const form = document.querySelector<HTMLFormElement>('main form');
  if (form === null) {
    // The list that is not on this device comes with the connection.
    if (page.isCopy) addEventListener('online', () => location.reload());
    return;
  }
  const list = new List(form, page, store);
  await list.restore();
  list.take(keep, () => note(page.say('nothing')));
});

function showKept({ say }: DevicePage, kept: string | undefined): void {
  const list = element('div', '');
  list.innerHTML = kept ?? '';
  const note = element('p', 'card warn', say(kept === undefined ? 'missing' : 'kept'));
  note.id = 'no-connection';
  document.querySelector('main')?.append(note, list);
}
