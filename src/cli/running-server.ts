import { readFileSync } from 'node:fs';
import type { DataFolder } from '../installation/data-folder.js';
import type { ServerAddress } from '../installation/server-file.js';
import { parsed } from './api.js';

/** What a server has left in its folder. Whether it still runs is for a question to find out. */
export function serverOf({ server }: Pick<DataFolder, 'server'>): ServerAddress | undefined {
  const left = parsed(textOf(server));
  return isServerAddress(left) ? left : undefined;
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

function isServerAddress(value: unknown): value is ServerAddress {
  if (typeof value !== 'object' || value === null) return false;
  return 'url' in value && typeof value.url === 'string' && 'secret' in value && typeof value.secret === 'string';
}
