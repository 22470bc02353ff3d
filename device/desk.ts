import { copyOfPage, keepCopy, registerWorker } from './keeping.js';
import { readPage, type DevicePage } from './page.js';
import type { Received, Tap } from './queue.js';
import { Sending, type News } from './sending.js';
import { Store } from './store.js';
import { Telling } from './telling.js';

/** Has everything kept that is pressed on a page from then on. */
type TakeOver = (
  page: DevicePage,
  store: Store,
  keep: (tap: Tap) => Promise<void>,
  note: (text: string) => void,
) => Promise<void>;

/**
 * What is pressed goes onto this device first, and to the server from there. Where a browser cannot do that (away from
 * TLS none can), the page works as it does without a script, and nothing of it is promised.
 */
export function begin(takeOver: TakeOver): void {
  const page = readPage();
  if (page === undefined || !('subtle' in crypto) || !('serviceWorker' in navigator) || !('locks' in navigator)) return;
  start(page, takeOver).catch((error: unknown) => console.warn(error));
}

async function start(page: DevicePage, takeOver: TakeOver): Promise<void> {
  // As it came, before anything is shown in it.
  const copy = page.isCopy ? undefined : copyOfPage();
  const store = await Store.open();
  const desk = new Desk(page, store);
  await takeOver(
    page,
    store,
    (tap) => desk.keep(tap),
    (text) => desk.note(text),
  );
  desk.listen();
  if (copy === undefined) return;
  await keepCopy(copy, new URL(import.meta.url).pathname);
  await registerWorker();
}

class Desk {
  private readonly telling: Telling;
  private readonly sending: Sending;
  private readonly tabs = new BroadcastChannel('muster');

  constructor(
    private readonly page: DevicePage,
    private readonly store: Store,
  ) {
    this.telling = new Telling(page, {
      adopt: (tap) => void this.replace(tap, { ...tap, id: crypto.randomUUID(), who: page.who, state: 'waiting' }),
      remove: (tap) => void this.replace(tap),
    });
    this.sending = new Sending(store, page, (news) => void this.changed(news));
  }

  listen(): void {
    this.tabs.onmessage = ({ data }: MessageEvent<News | undefined>) => void this.show(data);
    addEventListener('online', () => this.sending.hope());
    addEventListener('pageshow', ({ persisted }) => {
      if (persisted) this.sending.hope();
    });
    document.addEventListener('visibilitychange', () => {
      if (!document.hidden) this.sending.hope();
    });
    void this.show();
    this.sending.hope(true);
  }

  note(text: string): void {
    this.telling.note(text);
    void this.show().then(() => this.telling.focus());
  }

  /** Resolves once it is on the disk of this device. */
  async keep(tap: Tap): Promise<void> {
    await this.store.press(tap);
    if (tap.to === '/check-in') entitle(this.page.say('title'));
    await this.changed();
    this.telling.focus();
    this.sending.hope();
  }

  private async replace(old: Tap, tap?: Tap): Promise<void> {
    if (tap !== undefined) await this.store.keep(tap);
    await this.store.wipe(old.id);
    await this.changed();
    this.sending.hope();
  }

  private async changed(news?: News): Promise<void> {
    this.tabs.postMessage(news);
    await this.show(news);
  }

  private async show(news?: News): Promise<void> {
    if (news !== undefined) this.received(news);
    this.telling.show(await this.store.taps(), this.sending.isFailing);
  }

  private received({ tap, answer }: News): void {
    this.telling.add({ tap, answer });
    if (answer.title !== undefined) entitle(answer.title);
    document.querySelector('#no-connection')?.remove();
    showOnList(answer);
    const counts = document.querySelector('#counts');
    if (counts !== null && answer.counts !== undefined) counts.innerHTML = answer.counts;
    // The link is a cookie from now on, and leaves the address.
    if (this.page.link === undefined || tap.link !== this.page.link) return;
    delete this.page.link;
    history.replaceState(null, '', '/check-in');
    document.querySelector('main a.button')?.setAttribute('href', '/check-in');
  }
}

/** What stands beside a person was so when the page was opened. */
function showOnList({ lines = [] }: Received): void {
  for (const { about, refused, told } of lines) {
    const person = document.querySelector(`input[value="${about}"]`)?.closest('fieldset')?.querySelector('small');
    if (!refused && person) person.textContent = told;
  }
}

function entitle(title: string): void {
  const heading = document.querySelector('h1');
  if (heading !== null) heading.textContent = title;
  document.title = title;
}
