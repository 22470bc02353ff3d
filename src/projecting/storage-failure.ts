/** Of the database and not of what was asked of it: trying again, or making the views anew, may mend them. */
const STORAGE_CODES = /^SQLITE_(FULL|IOERR|CORRUPT|NOTADB|BUSY|LOCKED|NOMEM|READONLY|CANTOPEN|PROTOCOL)/;
const DAMAGE_CODES = /^SQLITE_(CORRUPT|NOTADB)/;
const IN_USE_CODES = /^SQLITE_(BUSY|LOCKED)/;

export function isStorageFailure(error: unknown): boolean {
  return hasCode(error, STORAGE_CODES);
}

export function isDamage(error: unknown): boolean {
  return hasCode(error, DAMAGE_CODES);
}

export function isInUse(error: unknown): boolean {
  return hasCode(error, IN_USE_CODES);
}

/** By the code alone: an error may come from another realm, where its class is another. */
function hasCode(error: unknown, codes: RegExp): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && codes.test(String(error.code));
}
