import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from '@jest/globals';
import { Api, overHttp } from '../../src/cli/api.js';
import type { Manifest } from '../../src/installation/backup/manifest.js';
import type { RunningServer } from '../../src/installation/server.js';
import { grant, muster, playSmallNight, startServerOn, temporaryFolder, type SmallNight } from './support.js';

/** A running server after a small night, whose folder is backed up. */
export interface Source {
  readonly path: string;
  readonly masterKey: string;
  readonly server: RunningServer;
  readonly night: SmallNight;
  /** An officer, Cid Example, who is on no tour. */
  readonly cid: string;
  close(): Promise<void>;
}

export async function openSource(): Promise<Source> {
  const folder = temporaryFolder();
  const server = await startServerOn(folder.path);
  const night = await playSmallNight(server);
  const commander = new Api(overHttp(server.url), night.token);
  const somebody = { name: 'Cid Example', rank: 'Constable', homeAgency: 'Peel' };
  const { id: cid } = (await commander.give('RegisterOfficer', somebody)) as { readonly id: string };
  const close = async (): Promise<void> => {
    await server.close();
    folder.remove();
  };
  return { path: folder.path, masterKey: join(folder.path, 'master.key'), server, night, cid, close };
}

/** What a run says that does what it should, without a word of complaint. */
export async function done(...args: readonly string[]): Promise<string> {
  const { code, out, err } = await muster(args);
  expect({ args, code, err }).toEqual({ args, code: 0, err: '' });
  return out;
}

/** What is said by a run that cannot be done, and is no fault of Muster. */
export async function refused(...args: readonly string[]): Promise<string> {
  const { code, out, err } = await muster(args);
  expect({ args, code, out }).toEqual({ args, code: 2, out: '' });
  expect(err).not.toContain('fault of Muster');
  return err;
}

export function manifestOf(backup: string): Manifest {
  return JSON.parse(readFileSync(join(backup, 'manifest.json'), 'utf8')) as Manifest;
}

/** The verdict about the roll call of the night, at one moment of both axes. */
export function verdictOf({ url }: RunningServer, { token, rollCall, checkedIn }: SmallNight): Promise<unknown> {
  const moment = { asOf: '2100-01-01T00:00:00Z', knownAt: checkedIn };
  return new Api(overHttp(url), token).get(`/api/roll-calls/${rollCall}/verdict`, moment);
}

export async function officerOn(running: RunningServer, id: string): Promise<unknown> {
  return new Api(overHttp(running.url), await grant(running, 'auditor')).get(`/api/officers/${id}`);
}

/** Serves a folder for as long as the work takes. */
export async function onServerOf<Result>(
  folder: string,
  work: (running: RunningServer) => Promise<Result>,
): Promise<Result> {
  const running = await startServerOn(folder);
  try {
    const { position } = await running.installation.log.end();
    await running.installation.views.reached(position, 20_000);
    return await work(running);
  } finally {
    await running.close();
  }
}
