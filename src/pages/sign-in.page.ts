import type { LinkStanding } from '../api/signing-in.js';
import { markup } from './markup.js';
import type { Page, Speech } from './page.js';

/** Characters of a secret in an address; none of ours is longer. */
export const MAX_SECRET_LENGTH = 100;

/** For whoever comes without a session, or with one that has ended. */
export function strangerPage({ say }: Speech): Page {
  return { title: say('pages.stranger.title'), content: markup`<p>${say('pages.stranger.text')}</p>` };
}

export function signedInPage({ say }: Speech, home: string): Page {
  const content = markup`<p>${say('pages.signedIn.text')}</p>
    <a class="button main" href="${home}">${say('pages.signedIn.go')}</a>`;
  return { title: say('pages.signedIn.title'), content };
}

export function linkPage({ say }: Speech, link: { readonly secret: string; readonly once: string }): Page {
  const content = markup`<p>${say('pages.link.text')}</p>
    <form method="post" action="/sign-in">
      <input type="hidden" name="link" value="${link.secret}">
      <input type="hidden" name="once" value="${link.once}">
      <button class="main">${say('pages.link.button')}</button>
    </form>
    <p class="soft">${say('pages.link.once')}</p>`;
  return { title: say('pages.link.title'), content };
}

/** Says what is wrong with a link, and what to do about it. */
export function spentLinkPage({ say }: Speech, standing: LinkStanding): Page {
  const content = markup`<p>${say('pages.spent.text', { standing })}</p>
    <p>${say('pages.spent.ask')}</p>`;
  return { title: say('pages.spent.title'), content };
}
