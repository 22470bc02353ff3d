import type { DevicePage } from './page.js';

const LISTS = 'muster-lists';
const PAGES = 'muster-page';

function isList(): boolean {
  return location.pathname.startsWith('/roll-calls/');
}

/** The page as it came, without what is personal in it; undefined where it is none that opens without a connection. */
export function copyOfPage(): string | undefined {
  if (document.querySelector('template#more, #list') === null) return undefined;
  const copy = document.documentElement.cloneNode(true) as HTMLElement;
  const own = copy.querySelectorAll('[data-own], input[name=link], input[name=form], input[name=key]');
  for (const personal of own) personal.remove();
  copy.dataset['copy'] = '';
  return `<!doctype html>${copy.outerHTML}`;
}

/** So that the page opens without a connection, too, in the language that was spoken last or any that was spoken. */
export async function keepCopy(copy: string, script: string): Promise<void> {
  const policy = document.querySelector<HTMLMetaElement>('meta[http-equiv]')?.content ?? "default-src 'none'";
  const headers = {
    'Content-Type': 'text/html; charset=utf-8',
    'Content-Security-Policy': `${policy}; frame-ancestors 'none'`,
    'Referrer-Policy': 'no-referrer',
  };
  // What was kept with an older script goes with it.
  const page = isList() ? 'list' : 'officer';
  const [all, name] = [`${PAGES} ${page}`, `${PAGES} ${page} ${script}`];
  for (const other of await caches.keys()) if (other.startsWith(all) && other !== name) await caches.delete(other);
  const pages = await caches.open(name);
  const path = `/device/${page}`;
  for (const each of [path, `${path}/${document.documentElement.lang}`]) {
    await pages.put(each, new Response(copy, { headers }));
  }
  if ((await pages.match(script)) === undefined) await pages.add(script);
}

/** Looks after what the address leads to, where there is no connection, and after nothing else. */
export async function registerWorker(): Promise<void> {
  const scopes = isList() ? [location.pathname] : ['/check-in', '/c/'];
  for (const scope of scopes) await navigator.serviceWorker.register('/check-in-worker.js', { scope });
}

/** The names of a roll call stay on the device as long as the session that may read them, and no longer. */
export async function keepList({ until }: DevicePage): Promise<void> {
  const own = document.querySelector('#list');
  if (own === null || until === '') return;
  const lists = await caches.open(LISTS);
  await lists.put(location.pathname, new Response(own.innerHTML, { headers: { 'X-Until': until } }));
}

/** What is kept of this page's list; lists that may not stay any longer are gone then. */
export async function keptList(): Promise<string | undefined> {
  const lists = await caches.open(LISTS);
  for (const request of await lists.keys()) {
    const until = (await lists.match(request))?.headers.get('X-Until') ?? '';
    if (until <= new Date().toISOString()) await lists.delete(request);
  }
  return (await lists.match(location.pathname))?.text();
}
