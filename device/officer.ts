import { textIn, type DevicePage } from './page.js';
import type { Tap } from './queue.js';
import { sealed } from './seal.js';

const TO = '/check-in';

/** Takes what is pressed on the page of a deployed officer, and shows afterwards what can be added. */
export function takeOfficersTaps(page: DevicePage, keep: (tap: Tap) => Promise<void>): void {
  document.addEventListener('submit', (event) => {
    const form = event.target;
    if (!(form instanceof HTMLFormElement) || form.id !== 'check-in') return;
    event.preventDefault();
    const say = sayingOf(form, event.submitter);
    // Where nothing can be kept, it is sent as it is without a script.
    tapOf(page, form, say)
      .then(keep)
      .then(
        () => showMore(say),
        () => sendAsItIs(form, say),
      );
  });
}

function sayingOf(form: HTMLFormElement, submitter: HTMLElement | null): string {
  if (submitter instanceof HTMLButtonElement && submitter.name === 'say') return submitter.value;
  return textIn(new FormData(form), 'say');
}

async function tapOf({ say: words, who, key, link }: DevicePage, form: HTMLFormElement, say: string): Promise<Tap> {
  const id = crypto.randomUUID();
  const at = new Date().toISOString();
  const fields = new URLSearchParams({ say, at });
  const given = new FormData(form);
  for (const name of ['place', 'company', 'note']) fields.set(name, textIn(given, name));
  const body = new URLSearchParams({ sealed: await sealed(fields, id, key) }).toString();
  const lines = [{ said: words(say === 'help' ? 'help' : 'safe') }];
  return { id, who, to: TO, at, body, lines, state: 'waiting', ...(link === undefined ? {} : { link }) };
}

function showMore(say: string): void {
  const more = document.querySelector<HTMLTemplateElement>('template#more');
  if (more !== null) {
    document.querySelector('#hint')?.remove();
    document.querySelector('form#check-in')?.replaceWith(more.content);
    more.remove();
    // Until the link is a cookie, the page is opened with it.
    document.querySelector<HTMLAnchorElement>('main a.button')?.setAttribute('href', location.pathname);
  }
  document.querySelector<HTMLFormElement>('form#check-in')?.reset();
  const hidden = document.querySelector<HTMLInputElement>('form#check-in input[name=say]');
  if (hidden !== null) hidden.value = say === 'help' ? 'help' : 'safe';
}

function sendAsItIs(form: HTMLFormElement, say: string): void {
  const field = document.createElement('input');
  Object.assign(field, { type: 'hidden', name: 'say', value: say });
  form.append(field);
  form.submit();
}
