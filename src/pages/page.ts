import type { FastifyReply } from 'fastify';
import type { Language } from '../kernel/language.js';
import { LANGUAGES } from '../kernel/language.js';
import { speaking, type Say } from '../messages/speaking.js';
import type { Mode } from '../kernel/mode.js';
import type { Device } from './device.js';
import { deviceTemplate } from './device.template.js';
import { markup, Html } from './markup.js';
import { STYLE, STYLE_DIGEST } from './style.js';

export interface Page {
  readonly title: string;
  readonly content: Html;
  /** For many people at once, which takes more room. */
  readonly wide?: boolean;
  /** What is no real incident says so on every page. */
  readonly mode?: Exclude<Mode, 'ACTUAL'>;
  /** The form of which the name at the top is a button, too. */
  readonly brandForm?: string;
  /** Where the page has a script: what was pressed is kept on the device until the watch has it. */
  readonly device?: Device;
}

/** No other host, no script and no style but our own, framed by nobody; forms go to us. */
const OWN_POLICY = [
  "default-src 'none'",
  `style-src '${STYLE_DIGEST}'`,
  "script-src 'self'",
  "connect-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
].join('; ');

const PAGE_POLICY = `${OWN_POLICY}; frame-ancestors 'none'`;

/** What a page of one language is made with. */
export interface Speech {
  readonly language: Language;
  readonly say: Say;
}

const SPEECHES: Readonly<Record<Language, Speech>> = {
  en: { language: 'en', say: speaking('en') },
  fr: { language: 'fr', say: speaking('fr') },
};

export function speechIn(language: Language): Speech {
  return SPEECHES[language];
}

/** Makes the answer a page, and returns its text. */
export function pageText(reply: FastifyReply, status: number, speech: Speech, page: Page): string {
  const { language, say } = speech;
  void reply.code(status).headers({
    'Content-Type': 'text/html; charset=utf-8',
    'Content-Language': language,
    'Content-Security-Policy': PAGE_POLICY,
  });
  const whole = markup`<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="robots" content="noindex">
<title>${page.title} · ${say('pages.product')}</title>
${page.device === undefined ? undefined : scriptOf(page.device)}
<style>${new Html(STYLE)}</style>
</head>
<body${new Html(page.wide === true ? ' class="wide"' : '')}>
<header>${brand(say('pages.product'), page.brandForm)}${otherLanguages(language)}</header>
<main>
${page.mode === undefined ? undefined : markup`<p class="band">${say('pages.mode', { mode: page.mode })}</p>`}
<h1>${page.title}</h1>
${page.content}
</main>
${page.device === undefined ? undefined : deviceTemplate(say, page.device)}
</body>
</html>
`;
  return whole.text;
}

/** The policy stands in the page, too, for the copy that is opened without a connection. */
function scriptOf({ script }: Device): Html {
  return markup`<meta http-equiv="Content-Security-Policy" content="${OWN_POLICY}">
<script type="module" src="${script}"></script>`;
}

/** What it says where it is pressed: see docs/checking-in.md. */
function brand(product: string, form: string | undefined): Html {
  if (form === undefined) return markup`<b>${product}</b>`;
  return markup`<button class="brand" form="${form}" name="say" value="ok">${product}</button>`;
}

function otherLanguages(current: Language): readonly Html[] {
  return LANGUAGES.filter((language) => language !== current).map(
    (language) =>
      markup`<a href="?language=${language}" lang="${language}" hreflang="${language}" rel="nofollow"
        >${SPEECHES[language].say(`common.language.${language}`)}</a
      >`,
  );
}
