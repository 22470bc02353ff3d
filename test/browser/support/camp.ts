import type { Page } from 'playwright-core';
import { Line } from './line.js';
import { Theatre } from './theatre.js';
import { tonight, type Tonight } from './tonight.js';

interface CheckIn {
  readonly condition: string;
  readonly observedAt: string;
  readonly note?: { readonly text: string };
}

/** A roll call of twelve people, and a connection that can be lost. */
export class Camp {
  private constructor(
    readonly theatre: Theatre,
    readonly line: Line,
    readonly night: Tonight,
    private readonly commander: string,
  ) {}

  static async open(): Promise<Camp> {
    const theatre = await Theatre.open('nothing');
    const commander = await theatre.token('commander', { name: 'The commander' });
    return new Camp(theatre, await Line.to(theatre.url), await tonight(theatre), commander);
  }

  async close(): Promise<void> {
    await this.line.close();
    await this.theatre.close();
  }

  /** The path of the page of the whole roll call. */
  get listPath(): string {
    return `/roll-calls/${this.night.rollCall}/check-in`;
  }

  /** The deployment of one of the twelve. */
  personAt(place: number): string {
    const deployment = this.night.deployments[place];
    if (deployment === undefined) throw new Error(`nobody stands at ${place}`);
    return deployment;
  }

  /** The path of a new personal link. */
  async linkFor(deployment: string): Promise<string> {
    const { watch, rollCall } = this.night;
    const body = { rollCall, deployments: [deployment] };
    const { links } = await this.theatre.command<{ links: readonly { path: string }[] }>(
      'IssuePersonalLinks',
      body,
      watch,
    );
    const [link] = links;
    if (link === undefined) throw new Error('a link was issued');
    return link.path;
  }

  async revokeLinksOf(person: string): Promise<void> {
    const { watch, rollCall } = this.night;
    const { items } = await this.theatre.question<{
      items: readonly { link: string; deployment: string; state: string }[];
    }>(`roll-calls/${rollCall}/personal-links`, watch);
    for (const { link, deployment, state } of items) {
      const body = { link, reason: 'The telephone was lost.' };
      if (deployment === person && state === 'VALID') await this.theatre.command('RevokePersonalLink', body, watch);
    }
  }

  /** What is stored of someone, in the order in which it was recorded. */
  async checkIns(deployment: string): Promise<readonly CheckIn[]> {
    const { checkIns } = await this.theatre.question<{ checkIns: readonly CheckIn[] }>(
      `deployments/${deployment}`,
      this.commander,
    );
    return checkIns;
  }

  async verdict(): Promise<{ readonly claim: string; readonly unmet: Readonly<Record<string, readonly string[]>> }> {
    return this.theatre.question(`roll-calls/${this.night.rollCall}/verdict`, this.commander);
  }
}

/** Everything that the page keeps on its device, as text: IndexedDB, and the caches with their pages. */
export async function keptOn(page: Page): Promise<{ readonly taps: readonly Kept[]; readonly text: string }> {
  return page.evaluate(async () => {
    const db = await new Promise<IDBDatabase>((resolve, reject) => {
      const request = indexedDB.open('muster');
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(new Error('no database'));
    });
    const all = (name: string): Promise<unknown[]> =>
      new Promise((resolve) => {
        const request = db.transaction(name).objectStore(name).getAll();
        request.onsuccess = () => resolve(request.result as unknown[]);
      });
    const stores = await Promise.all([...db.objectStoreNames].map(all));
    db.close();
    const pages: string[] = [];
    for (const name of await caches.keys()) {
      const cache = await caches.open(name);
      for (const request of await cache.keys()) {
        pages.push(request.url, (await (await cache.match(request))?.text()) ?? '');
      }
    }
    const kept = { local: { ...localStorage }, session: { ...sessionStorage }, stores, pages };
    return { taps: (stores.at(-1) ?? []) as Kept[], text: JSON.stringify(kept) };
  });
}

interface Kept {
  readonly id: string;
  readonly body: string;
  readonly state: string;
}

/** Waits until the page would open without a connection. */
export async function readyForOffline(page: Page): Promise<void> {
  await page.waitForFunction(async () => {
    await navigator.serviceWorker.ready;
    const kept = (await caches.keys()).map(async (name) => (await (await caches.open(name)).keys()).length);
    return (await Promise.all(kept)).some((count) => count >= 3);
  });
}
