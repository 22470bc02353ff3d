/** A piece of a page in which everything that came from elsewhere is escaped. */
export class Html {
  constructor(readonly text: string) {}
}

export type HtmlPart = Html | string | number | undefined | readonly HtmlPart[];

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** What is put between is a text, and is shown as it is; only what was made by `markup` itself is markup. */
export function markup(pieces: TemplateStringsArray, ...between: readonly HtmlPart[]): Html {
  return new Html(pieces.map((piece, place) => piece + markupOf(between[place])).join(''));
}

function markupOf(part: HtmlPart): string {
  if (part === undefined) return '';
  if (part instanceof Html) return part.text;
  if (typeof part === 'object') return part.map(markupOf).join('');
  return String(part).replace(/[&<>"']/g, (character) => ESCAPES[character] ?? character);
}
