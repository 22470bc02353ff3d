/**
 * The result code of SQLite in an error, for example `SQLITE_FULL`; undefined for any other error. Told by the code and
 * not by the class, for the native module goes on throwing the class of whoever loaded it first in the process.
 */
export function sqliteCode(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null || !('code' in error)) return undefined;
  return typeof error.code === 'string' && error.code.startsWith('SQLITE_') ? error.code : undefined;
}
