import { globSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import { argumentTypes } from '../../src/messages/argument-types.js';
import { LANGUAGES } from '../../src/kernel/language.js';
import { allPatterns, patternsOf, SUBJECTS } from '../../src/messages/catalogue.js';
import { languageName } from '../../src/messages/speaking.js';

const PROJECT = fileURLToPath(new URL('../../', import.meta.url));

/** Where messages are said: whole keys in quotes, and beginnings of keys that the word that was met ends. */
const SOURCES = globSync(['src/**/*.ts', 'web/src/**/*.{ts,tsx}'], { cwd: PROJECT, exclude: ['**/*.spec.ts'] })
  .map((file) => readFileSync(`${PROJECT}/${file}`, 'utf8'))
  .join('\n');
const BEGINNINGS = [...SOURCES.matchAll(/`([a-z]+\.[\w.-]*)\$\{/g)].map(([, beginning = '']) => beginning);

function isSaid(key: string): boolean {
  return SOURCES.includes(`'${key}'`) || BEGINNINGS.some((beginning) => key.startsWith(beginning));
}

describe('The catalogue of messages', () => {
  it.each(LANGUAGES)('has a file of each subject in %s, and no other', (language) => {
    expect(readdirSync(`${PROJECT}/messages/${language}`).sort()).toEqual(SUBJECTS.map((it) => `${it}.json`).sort());
  });

  it.each(SUBJECTS)('has the same messages about %s in both languages, in the same order', (subject) => {
    expect(Object.keys(patternsOf('fr', subject))).toEqual(Object.keys(patternsOf('en', subject)));
  });

  it.each(SUBJECTS)('says the same of the same things about %s in both languages', (subject) => {
    const args = (language: 'en' | 'fr') =>
      Object.fromEntries(
        Object.entries(patternsOf(language, subject)).map(([key, pattern]) => [key, argumentTypes(pattern)]),
      );
    expect(args('fr')).toEqual(args('en'));
  });

  it.each(SUBJECTS)('has messages about %s under keys that begin with it, each with a text', (subject) => {
    for (const language of LANGUAGES) {
      const wrong = Object.entries(patternsOf(language, subject)).filter(
        ([key, pattern]) => !key.startsWith(`${subject}.`) || pattern.trim() === '',
      );
      expect(wrong).toEqual([]);
    }
  });

  it.each(SUBJECTS)('sets signs about %s apart in French as its typography wants them', (subject) => {
    const wrong = Object.entries(patternsOf('fr', subject)).filter(([, pattern]) =>
      /(?<![\u202f(.])[;!?]|(?<=[\p{L}}» ]):|«(?!\u00a0)|(?<!\u00a0)»|'/u.test(pattern),
    );
    expect(wrong).toEqual([]);
  });

  it('has no message that nobody says', () => {
    expect(Object.keys(allPatterns('en')).filter((key) => !isSaid(key))).toEqual([]);
  });

  it('is said in the language that was asked for', () => {
    expect(LANGUAGES.map(languageName)).toEqual(['English', 'Français']);
  });

  it('refuses a pattern that cannot be read, or has tags', () => {
    expect(() => argumentTypes('{count, plural, one {#}')).toThrow();
    expect(() => argumentTypes('<b>bold</b>')).toThrow('A message has no tags.');
  });

  it('knows an argument inside a choice, and counts what is counted anywhere', () => {
    const pattern = '{role, select, lead {{name}, {count, plural, other {#}} and {count}} other {nobody}}';
    expect(argumentTypes(pattern)).toEqual({ count: 'number', name: 'string', role: 'string' });
  });
});
