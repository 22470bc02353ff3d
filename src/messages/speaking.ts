import { IntlMessageFormat } from 'intl-messageformat';
import type { MessageArguments, MessageKey } from '../../messages/messages.js';
import { invariant } from '../kernel/failure.js';
import type { Language } from '../kernel/language.js';
import { allPatterns } from './catalogue.js';

/** As numbers and dates are written there. */
const LOCALES = { en: 'en-CA', fr: 'fr-CA' } as const satisfies Record<Language, string>;

/** Says a message in one language, with what it must be given, if it must be given anything. */
export type Say = <Key extends MessageKey>(
  key: Key,
  ...values: keyof MessageArguments[Key] extends never ? [] : [MessageArguments[Key]]
) => string;

/** Reads the catalogue once; a message is parsed when it is said first. */
export function speaking(language: Language): Say {
  const patterns = allPatterns(language);
  const parsed = new Map<string, IntlMessageFormat>();
  return (key, ...[values]) => {
    const pattern = patterns[key];
    invariant(pattern !== undefined, `every message of the catalogue has a text, and ${key} has none`);
    const message = parsed.get(key) ?? new IntlMessageFormat(pattern, LOCALES[language]);
    parsed.set(key, message);
    return String(message.format(values));
  };
}

/** What a language is called by those who speak it. */
export function languageName(language: Language): string {
  return speaking(language)(`common.language.${language}`);
}
