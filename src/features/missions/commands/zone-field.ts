import { field, MAX_LABEL_LENGTH, must } from '../../../api/fields.js';

/** Begins with a letter: a bare offset is no zone, for it knows no summer time. */
const NAME = /^[A-Za-z][A-Za-z0-9_+/-]*$/;

/** A zone of the IANA database, such as Asia/Baghdad. */
export function ZoneField(): PropertyDecorator {
  const api = { type: String, example: 'Asia/Baghdad', maxLength: MAX_LABEL_LENGTH };
  return field({ optional: true }, api, must('isZone', 'must be a zone of the IANA database', isZone));
}

function isZone(value: unknown): boolean {
  if (typeof value !== 'string' || value.length > MAX_LABEL_LENGTH || !NAME.test(value)) return false;
  try {
    new Intl.DateTimeFormat('en', { timeZone: value });
    return true;
  } catch {
    return false;
  }
}
