import { readFileSync } from 'node:fs';
import type { Language } from '../kernel/language.js';

/** Each has a file in each language, and its name is how its keys begin. */
export const SUBJECTS = ['common', 'board', 'person', 'incident', 'replay', 'setup', 'status', 'pages'] as const;
export type Subject = (typeof SUBJECTS)[number];

/** ICU message patterns by key. */
export type Patterns = Readonly<Record<string, string>>;

/** The patterns of one subject in one language, as its file has them. */
export function patternsOf(language: Language, subject: Subject): Patterns {
  const file = new URL(`../../messages/${language}/${subject}.json`, import.meta.url);
  return JSON.parse(readFileSync(file, 'utf8')) as Patterns;
}

/** All that is said in one language. */
export function allPatterns(language: Language): Patterns {
  return Object.assign({}, ...SUBJECTS.map((subject) => patternsOf(language, subject))) as Patterns;
}
