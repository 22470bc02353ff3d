/** What the page was given for its script: words in its language, and for whom it speaks. */
export interface DevicePage {
  readonly say: (word: string) => string;
  /** To which what is kept is sealed. */
  readonly key: string;
  /** Empty where the page does not know. */
  readonly who: string;
  /** Until when names may stay here. */
  readonly until: string;
  /** The link in the address, as long as it is there. */
  link?: string;
  /** It was opened without a connection, from what this device keeps. */
  readonly isCopy: boolean;
}

export function readPage(): DevicePage | undefined {
  const template = document.querySelector<HTMLTemplateElement>('template#device');
  if (template === null) return undefined;
  const { key = '', who = '', until = '' } = template.dataset;
  const isCopy = document.documentElement.dataset['copy'] !== undefined;
  const link = /^\/c\/([\w-]+)$/.exec(location.pathname)?.[1];
  const say = (word: string): string => template.content.getElementById(word)?.textContent ?? '';
  // A copy does not know whose the link is that it was opened with.
  const known = isCopy && link !== undefined ? '' : who;
  return { say, key, who: known, until, isCopy, ...(link === undefined ? {} : { link }) };
}

/** An instant where this device is, and in UTC; never without its zone. */
export function told(at: string): string {
  const date = new Date(at);
  const format = (options: Intl.DateTimeFormatOptions): string =>
    date.toLocaleString(document.documentElement.lang === 'fr' ? 'fr-CA' : 'en-GB', {
      ...{ day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' },
      ...options,
    });
  const utc = `${format({ timeZone: 'UTC' })} UTC`;
  return date.getTimezoneOffset() === 0 ? utc : `${format({ timeZoneName: 'short' })} · ${utc}`;
}

/** An element with texts or elements in it. */
export function element(tag: string, className: string, ...content: readonly (Node | string)[]): HTMLElement {
  const made = document.createElement(tag);
  if (className !== '') made.className = className;
  made.append(...content);
  return made;
}

/** What stands in a field, which is no file. */
export function textIn(form: FormData, name: string): string {
  const value = form.get(name);
  return typeof value === 'string' ? value : '';
}
