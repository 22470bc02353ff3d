import { IntlMessageFormat } from 'intl-messageformat';
import type { MessageArguments, MessageKey } from '../../../messages/messages.js';
import { LOCALES, type Language } from './language.js';

export type { MessageKey };

/** Says a message in one language, with what it must be given, if it must be given anything. */
export type Say = <Key extends MessageKey>(
  key: Key,
  ...values: keyof MessageArguments[Key] extends never ? [] : [MessageArguments[Key]]
) => string;

/** As the build has read them: a text, or the parts of a pattern. */
type Patterns = Readonly<Record<string, string | Parts>>;
type Parts = Exclude<ConstructorParameters<typeof IntlMessageFormat>[0], string>;

const read = new Map<Language, Say>();

/** Reads the catalogue of a language, which is fetched when it is spoken first. */
export async function catalogueOf(language: Language): Promise<Say> {
  const known = read.get(language);
  if (known !== undefined) return known;
  const { patterns } = language === 'fr' ? await import('./fr.js') : await import('./en.js');
  const say = saying(language, patterns);
  read.set(language, say);
  return say;
}

function saying(language: Language, patterns: Patterns): Say {
  const parsed = new Map<string, IntlMessageFormat>();
  return (key, ...[values]) => {
    const pattern = patterns[key] ?? key;
    if (typeof pattern === 'string') return pattern;
    const message = parsed.get(key) ?? new IntlMessageFormat(pattern, LOCALES[language]);
    parsed.set(key, message);
    return String(message.format(values));
  };
}
