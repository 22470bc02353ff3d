import { canSend, isStrangers, type Tap } from './queue.js';
import { element, told, type DevicePage } from './page.js';
import type { News } from './sending.js';

/** What can be done with a tap that stays here. */
export interface Choices {
  adopt(tap: Tap): void;
  remove(tap: Tap): void;
}

/** The place at the top of the page where each tap's state stands in words. */
export class Telling {
  private readonly place = element('section', '');
  private readonly news: HTMLElement[] = [];

  constructor(
    private readonly page: DevicePage,
    private readonly choices: Choices,
  ) {
    this.place.setAttribute('aria-live', 'polite');
    this.place.tabIndex = -1;
    document.querySelector('h1:not(:has(+ p)), h1 + p')?.after(this.place);
  }

  /** Where whoever pressed finds what became of it. */
  focus(): void {
    this.place.focus({ preventScroll: true });
    document.documentElement.scrollTo(0, 0);
  }

  /** What was received stays for as long as the page is open, and nowhere else. */
  add({ tap, answer }: News): void {
    const { received, lines = [] } = answer;
    const stored = lines.filter(({ refused }) => !refused);
    if (received === undefined && stored.length === 0) return;
    const isHelp = tap.lines[0]?.said === this.page.say('help');
    const card = element('div', `card ${isHelp ? 'bad' : 'good'}`);
    if (received !== undefined) card.innerHTML = received;
    const named = stored.map(({ about, told: said }) => {
      const name = tap.lines.find((line) => line.about === about)?.name ?? '';
      return element('li', '', element('strong', '', name), `: ${said}`);
    });
    if (named.length > 0) card.append(element('ul', '', ...named));
    this.news.unshift(card);
  }

  /** Something that is not about any tap. */
  note(text: string): void {
    this.news.unshift(element('p', 'card warn', text));
  }

  show(taps: readonly Tap[], isFailing: boolean): void {
    this.place.replaceChildren(...taps.map((tap) => this.card(tap, isFailing)), ...this.news);
  }

  private card(tap: Tap, isFailing: boolean): HTMLElement {
    const { say } = this.page;
    const strangers = isStrangers(tap, this.page);
    const isList = tap.to !== '/check-in';
    const state = strangers ? say('stranger') : this.state(tap, isFailing);
    const card = element('div', `card ${tap.state === 'refused' ? 'bad' : 'warn'}`);
    // What somebody else has said here is not for whoever comes after him.
    if (!strangers || isList) card.append(...lines(tap, isList));
    card.append(element('p', '', say('pressed').replace('{at}', told(tap.at))));
    if (state !== '') card.append(element('p', '', state));
    if (strangers && isList) card.append(this.button('adopt', tap));
    if (tap.state === 'refused' || (strangers && isList)) card.append(this.button('remove', tap));
    return card;
  }

  private state(tap: Tap, isFailing: boolean): string {
    const { say } = this.page;
    const {
      state,
      to,
      lines: [line],
    } = tap;
    switch (state) {
      case 'waiting':
        if (!canSend(tap, this.page, true)) return say('ended');
        return say(isFailing || !navigator.onLine ? 'unsent' : 'waiting');
      case 'ended':
        return say('ended');
      case 'refused':
        return to === '/check-in' ? say('refused').replace('{why}', line?.why ?? '') : '';
    }
  }

  private button(choice: keyof Choices, tap: Tap): HTMLElement {
    const button = element('button', '', this.page.say(choice));
    button.addEventListener('click', () => this.choices[choice](tap));
    return button;
  }
}

function lines(tap: Tap, isList: boolean): readonly HTMLElement[] {
  if (!isList) return tap.lines.map(({ said }) => element('p', '', element('strong', '', said)));
  const named = tap.lines.map(({ name = '', said, why }) =>
    element('li', '', element('strong', '', name), `: ${said}${why === undefined ? '' : ` – ${why}`}`),
  );
  return [element('ul', '', ...named)];
}
