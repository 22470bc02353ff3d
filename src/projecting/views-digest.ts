import { createHash } from 'node:crypto';
import { closeSync, existsSync, openSync, readFileSync, readSync, rmSync, writeFileSync } from 'node:fs';

/** Bytes read at a time. */
const CHUNK = 1_048_576;
const OWNER_ONLY = 0o600;

/** Of what a views file held when it was closed in good order; SQLite itself notices no damage within a row. */
function digestFile(path: string): string {
  return `${path}.digest`;
}

/** Notes what a closed file holds. Where that cannot be written there is no note, and a later opening has to do without. */
export function noteDigest(path: string): void {
  try {
    writeFileSync(digestFile(path), digestOf(path), { mode: OWNER_ONLY });
  } catch {
    dropDigest(path);
  }
}

export function dropDigest(path: string): void {
  rmSync(digestFile(path), { force: true });
}

/** Whether the file holds what was noted of it, or nothing was. From now on nothing is: the file is about to change. */
export function takeDigest(path: string): boolean {
  const file = digestFile(path);
  if (!existsSync(file)) return true;
  const noted = readFileSync(file, 'utf8');
  rmSync(file);
  return noted === digestOf(path);
}

function digestOf(path: string): string {
  const hash = createHash('sha256');
  const chunk = Buffer.alloc(CHUNK);
  const file = openSync(path, 'r');
  try {
    for (let length = readSync(file, chunk); length > 0; length = readSync(file, chunk)) {
      hash.update(chunk.subarray(0, length));
    }
  } finally {
    closeSync(file);
  }
  return hash.digest('hex');
}
