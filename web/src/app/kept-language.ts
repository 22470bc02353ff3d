import { isLanguage, spokenOf, type Language } from '../words/language.js';

const KEPT_AS = 'muster.language';

/** The language that was chosen here before, or else that the browser asks for. */
export function keptLanguage(): Language {
  const kept = readKept();
  return isLanguage(kept) ? kept : spokenOf(navigator.languages);
}

export function keepLanguage(language: Language): void {
  try {
    localStorage.setItem(KEPT_AS, language);
  } catch {
    // A browser that keeps nothing is spoken to in the language of the address, or the one that it asks for.
  }
}

function readKept(): string | null {
  try {
    return localStorage.getItem(KEPT_AS);
  } catch {
    return null;
  }
}
