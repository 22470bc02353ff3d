import { field, MAX_LABEL_LENGTH, must, readAs } from '../../../api/fields.js';

/** A language tag (BCP 47) in its canonical spelling, such as fr-CA: the language in which the officer is written to. */
export function LanguageField(): PropertyDecorator {
  const isTag = (value: unknown): boolean => typeof value === 'string' && canonical(value) !== undefined;
  const api = { type: String, example: 'fr-CA', maxLength: MAX_LABEL_LENGTH };
  return field({ optional: true }, api, readAs(canonical), must('isLanguage', 'must be a BCP 47 language tag', isTag));
}

function canonical(tag: string): string | undefined {
  if (tag.length > MAX_LABEL_LENGTH) return undefined;
  try {
    return Intl.getCanonicalLocales(tag)[0];
  } catch {
    return undefined;
  }
}
