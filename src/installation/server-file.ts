import { renameSync, rmSync, writeFileSync } from 'node:fs';

const OWNER_ONLY = 0o600;

/** How the command line of the same machine reaches the server that has the data folder open. */
export interface ServerAddress {
  readonly url: string;
  /** Of the local operator: who can read this file can read the log too. */
  readonly secret: string;
}

/** Whoever reads the file meanwhile finds the old one or the new one, whole. */
export function writeServerFile(file: string, { url, secret }: ServerAddress): void {
  const beside = `${file}.new`;
  rmSync(beside, { force: true });
  writeFileSync(beside, `${JSON.stringify({ url, secret })}\n`, { mode: OWNER_ONLY, flag: 'wx' });
  renameSync(beside, file);
}

export function removeServerFile(file: string): void {
  rmSync(file, { force: true });
}
