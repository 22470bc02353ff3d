import { field, MAX_LABEL_LENGTH, must, readAs } from '../../../api/fields.js';

/** Language, script and region. What else a tag may hold could be anybody's words, and a tag is stored in the clear. */
const WITHOUT_WORDS = /^[a-z]{2,3}(?:-[A-Z][a-z]{3})?(?:-(?:[A-Z]{2}|\d{3}))?$/;

/** A language tag (BCP 47) in its canonical spelling, such as fr-CA: the language in which the officer is written to. */
export function LanguageField(): PropertyDecorator {
  const isTag = (value: unknown): boolean => typeof value === 'string' && canonical(value) !== undefined;
  const api = { type: String, example: 'fr-CA', maxLength: MAX_LABEL_LENGTH };
  return field({ optional: true }, api, readAs(canonical), must('isLanguage', 'must be a BCP 47 language tag', isTag));
}

function canonical(tag: string): string | undefined {
  if (tag.length > MAX_LABEL_LENGTH) return undefined;
  try {
    return Intl.getCanonicalLocales(tag).find((found) => WITHOUT_WORDS.test(found));
  } catch {
    return undefined;
  }
}
