import type { Effect } from '../effect.js';
import { ENGLISH } from './english/english.js';
import type { Language, Telling } from './telling.js';

/** The languages in which a timeline can be told. */
export const LANGUAGES = { en: ENGLISH } satisfies Record<string, Language>;
export type LanguageTag = keyof typeof LANGUAGES;

/** What happened, in plain words. */
export function wordsOf(telling: Telling, language: LanguageTag): string {
  const message = LANGUAGES[language].messages[telling.event.type] as (told: Telling) => string;
  return message({ ...telling, data: telling.event.data });
}

/** What it changed, in plain words. */
export function effectWords(effect: Effect, telling: Telling, language: LanguageTag): readonly string[] {
  return LANGUAGES[language].effect(effect, telling);
}
