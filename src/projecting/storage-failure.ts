import { sqliteCode } from '../kernel/sqlite-code.js';

/** Of the database and not of what was asked of it: trying again, or making the views anew, may mend them. */
const STORAGE_CODES = /^SQLITE_(FULL|IOERR|CORRUPT|NOTADB|BUSY|LOCKED|NOMEM|READONLY|CANTOPEN|PROTOCOL)/;
const DAMAGE_CODES = /^SQLITE_(CORRUPT|NOTADB)/;
const IN_USE_CODES = /^SQLITE_(BUSY|LOCKED)/;

export function isStorageFailure(error: unknown): boolean {
  return STORAGE_CODES.test(sqliteCode(error) ?? '');
}

export function isDamage(error: unknown): boolean {
  return DAMAGE_CODES.test(sqliteCode(error) ?? '');
}

export function isInUse(error: unknown): boolean {
  return IN_USE_CODES.test(sqliteCode(error) ?? '');
}
