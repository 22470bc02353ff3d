import { SetMetadata } from '@nestjs/common';
import { hashOfSecret } from '../api/token-directory.js';
import type { Actor } from '../kernel/actor.js';
import { derivedId } from '../kernel/ids.js';

const FOR_SCRAPING = 'muster:for-scraping';

/** A route that the scrape token opens too, beside whom its policy names. */
export const ForScraping = (): MethodDecorator => SetMetadata(FOR_SCRAPING, true);

/** What the configuration gives to whoever measures: it opens `/metrics`, and nothing else. */
export class ScrapeToken {
  readonly actor: Actor = { id: derivedId('scraper'), role: 'operator' };
  private readonly hash: string;

  constructor(secret: string) {
    this.hash = hashOfSecret(secret);
  }

  bears(hash: string): boolean {
    return hash === this.hash;
  }

  opens(handler: object): boolean {
    return Reflect.getMetadata(FOR_SCRAPING, handler) === true;
  }
}
