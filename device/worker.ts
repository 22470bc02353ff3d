/*
 * Opens the two pages for checking in where there is no connection, from what they have left here of themselves. It keeps
 * nothing itself, and looks at nothing but these pages and their script.
 */

interface Lasting extends Event {
  waitUntil(until: Promise<unknown>): void;
}

interface Asking extends Event {
  readonly request: Request;
  respondWith(answer: Promise<Response>): void;
}

declare const clients: { claim(): Promise<void> };
declare function skipWaiting(): Promise<void>;

/** After which the copy is shown where there is one: a dead line does not always say that it is dead. */
const PATIENCE_MS = 10_000;

addEventListener('install', (event) => {
  (event as Lasting).waitUntil(skipWaiting());
});

addEventListener('activate', (event) => {
  (event as Lasting).waitUntil(clients.claim());
});

addEventListener('fetch', (event) => {
  const asking = event as Asking;
  const { request } = asking;
  const { pathname } = new URL(request.url);
  if (request.mode === 'navigate' && request.method === 'GET') asking.respondWith(opened(request));
  else if (pathname.startsWith('/device/'))
    asking.respondWith(kept(pathname).then((answer) => answer ?? fetch(request)));
});

async function opened(request: Request): Promise<Response> {
  const live = fetch(request);
  try {
    const answer = await Promise.race([live, patience()]);
    // A proxy answers where Muster does not.
    if (![502, 503, 504].includes(answer.status)) return answer;
    return (await copyOf(request)) ?? answer;
  } catch {
    return (await copyOf(request)) ?? live;
  }
}

function patience(): Promise<never> {
  return new Promise((_, reject) => setTimeout(() => reject(new Error('no answer')), PATIENCE_MS));
}

/** In the language that is asked for, else in the one that was spoken last. */
async function copyOf({ url }: Request): Promise<Response | undefined> {
  const { pathname, searchParams } = new URL(url);
  if (!/\/check-in$|^\/c\//.test(pathname)) return undefined;
  const path = `/device/${pathname.startsWith('/roll-calls/') ? 'list' : 'officer'}`;
  return (await kept(`${path}/${searchParams.get('language') ?? ''}`)) ?? kept(path);
}

function kept(path: string): Promise<Response | undefined> {
  return caches.match(path);
}
