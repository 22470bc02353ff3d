import { textIn, type DevicePage } from './page.js';
import type { Line, Tap } from './queue.js';
import type { Draft, Store } from './store.js';

/** Fields of a person on the page, without his number. */
const FIELDS = ['s', 'how', 'when', 'at', 'by'] as const;

type Said = Record<string, string>;

/** A whole roll call on one page: what is filled in is kept at once, and what is pressed is sent as one. */
export class List {
  private readonly seen = new Map<string, string>();

  constructor(
    private readonly form: HTMLFormElement,
    private readonly page: DevicePage,
    private readonly store: Store,
  ) {}

  /** `nothing` is called where the button was pressed and nothing is filled in. */
  take(keep: (tap: Tap) => Promise<void>, nothing: () => void): void {
    this.form.addEventListener('change', ({ target }) => {
      if (!(target instanceof HTMLInputElement || target instanceof HTMLSelectElement)) return;
      this.seen.set(this.personAt(/\d+$/.exec(target.name)?.[0]), new Date().toISOString());
      void this.store.keepDraft(this.draft());
    });
    this.form.addEventListener('submit', (event) => {
      event.preventDefault();
      const draft = this.draft();
      if (Object.keys(draft.lines).length === 0) nothing();
      else
        keep(this.tapOf(draft))
          .then(() => this.clear())
          .catch(() => this.form.submit());
    });
  }

  /** Fills in again what was not pressed yet. */
  async restore(): Promise<void> {
    const draft = await this.store.draft(location.pathname);
    if (draft?.who !== this.page.who) return;
    for (const [person, said] of Object.entries(draft.lines)) {
      const number = this.people().indexOf(person) + 1;
      if (number === 0) continue;
      this.seen.set(person, said['seen'] ?? '');
      for (const name of FIELDS) this.fill(`${name}${number}`, this.numbered(name, said[name] ?? ''));
    }
  }

  private fill(name: string, value: string): void {
    const field = this.form.elements.namedItem(name);
    const fits =
      field instanceof RadioNodeList || field instanceof HTMLInputElement || field instanceof HTMLSelectElement;
    if (fits) field.value = value;
  }

  private clear(): void {
    this.form.reset();
    this.seen.clear();
  }

  private people(): readonly string[] {
    return new FormData(this.form).getAll('person').map(String);
  }

  private personAt(number = ''): string {
    return this.people()[Number(number) - 1] ?? '';
  }

  /** Whoever saw him stands on the page by a number, which changes; kept he is by his id. */
  private numbered(name: string, value: string): string {
    const number = name === 'by' ? this.people().indexOf(value) + 1 : 0;
    return number === 0 ? value : String(number);
  }

  private draft(): Draft {
    const given = new FormData(this.form);
    const lines: Record<string, Said> = {};
    for (const [place, person] of this.people().entries()) {
      const said: Said = Object.fromEntries(FIELDS.map((name) => [name, textIn(given, `${name}${place + 1}`)]));
      if (said['s'] === '') continue;
      said['by'] = this.personAt(said['by']) || (said['by'] ?? '');
      lines[person] = { ...said, seen: this.seen.get(person) ?? new Date().toISOString() };
    }
    return { id: location.pathname, who: this.page.who, lines };
  }

  private tapOf({ lines }: Draft): Tap {
    const at = new Date().toISOString();
    const fields = new URLSearchParams({ at });
    for (const [place, [person, said]] of Object.entries(lines).entries()) {
      fields.append('person', person);
      for (const [name, value] of Object.entries(said)) if (value !== '') fields.set(`${name}${place + 1}`, value);
    }
    const shown = Object.keys(lines).map((person) => this.lineOf(person));
    const { who } = this.page;
    const common = { id: crypto.randomUUID(), who, to: location.pathname, at, state: 'waiting' } as const;
    return { ...common, body: fields.toString(), lines: shown };
  }

  /** In the words that stand on the page. */
  private lineOf(about: string): Line {
    const group = this.form.querySelector(`input[value="${about}"]`)?.closest('fieldset');
    const texts = [
      group?.querySelector('input[type=radio]:checked')?.parentElement?.textContent,
      ...[...(group?.querySelectorAll('select') ?? [])].map(({ selectedOptions: [chosen] }) => chosen?.textContent),
    ];
    const said = texts.map((text) => text?.trim() ?? '').join(', ');
    return { about, name: group?.querySelector('legend')?.textContent.replace(/^\d+\. /, '') ?? about, said };
  }
}
