import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Api, overHttp } from '../../src/cli/api.js';
import { runCommandLine } from '../../src/cli/command-line.js';
import type { ExitCode, Io } from '../../src/cli/io.js';
import { toNowhere } from '../../src/edge/operations-log.js';
import { startServer, type RunningServer } from '../../src/installation/server.js';

export interface Ran {
  readonly code: ExitCode;
  readonly out: string;
  readonly err: string;
}

export interface Run {
  readonly env?: Io['env'];
  readonly errIsTerminal?: boolean;
  readonly interrupted?: AbortSignal;
  /** Told of each piece of output as it comes. */
  readonly onOut?: (text: string) => void;
}

/** One run of the command line, with everything of the process that it touches given to it. */
export async function muster(args: readonly string[], run: Run = {}): Promise<Ran> {
  let [out, err] = ['', ''];
  const code = await runCommandLine(args, {
    out: (text) => {
      out += text;
      run.onOut?.(text);
    },
    err: (text) => {
      err += text;
    },
    errIsTerminal: run.errIsTerminal ?? false,
    env: run.env ?? {},
    elapsedMs: () => performance.now(),
    interrupted: () => run.interrupted ?? new AbortController().signal,
  });
  return { code, out, err };
}

/** A folder of the test's own, and how to take it away. */
export function temporaryFolder(): { readonly path: string; remove(): void } {
  const path = mkdtempSync(join(tmpdir(), 'muster-cli-'));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}

export function startServerOn(folder: string): Promise<RunningServer> {
  const settings = { port: 0, host: '127.0.0.1', engine: { engine: 'sqlite', folder } } as const;
  return startServer(settings, { write: toNowhere });
}

/** Two officers on a mission, one of them heard after the strike, and a roll call of both. */
export interface SmallNight {
  readonly token: string;
  readonly rollCall: string;
  readonly heard: string;
  readonly silent: string;
  /** When nobody had been heard yet, and when one had: positions of the log. */
  readonly opened: string;
  readonly checkedIn: string;
}

const HOUR_MS = 3_600_000;

export async function playSmallNight(server: RunningServer): Promise<SmallNight> {
  const before = (hours: number): string => new Date(Date.now() - hours * HOUR_MS).toISOString();
  const token = await grant(server, 'commander');
  const api = new Api(overHttp(server.url), token);
  const give = async (name: string, fields: object): Promise<{ id: string; position: string }> =>
    (await api.give(name, fields)) as { id: string; position: string };
  const { id: mission } = await give('EstablishMission', { name: 'Police training', zone: 'Asia/Baghdad' });
  const tourOf = async (name: string): Promise<string> => {
    const { id: officer } = await give('RegisterOfficer', { name, rank: 'Constable', homeAgency: 'Saskatoon' });
    const tour = { officer, mission, beganAt: before(2_000), plannedEndAt: before(-2_000) };
    return (await give('BeginDeployment', tour)).id;
  };
  const [heard, silent] = [await tourOf('Ann Example'), await tourOf('Bob Example')];
  const hazard = { earliest: before(3), latest: before(2) };
  const { id: incident } = await give('OpenIncident', { name: 'Strike', mode: 'ACTUAL', hazard });
  const policy = { freshness: 'PT6H', leastGrade: 3 };
  const opened = await give('OpenRollCall', { incident, scope: { missions: [mission] }, policy });
  const checkIn = { deployment: heard, condition: 'SAFE', observedAt: before(1), channel: 'PHONE', grade: 1 };
  const { position: checkedIn } = await give('RecordCheckIn', checkIn);
  return { token, rollCall: opened.id, heard, silent, opened: opened.position, checkedIn };
}

/** The secret of a new access token. */
export async function grant(server: Pick<RunningServer, 'url' | 'secret'>, role: string): Promise<string> {
  const operator = new Api(overHttp(server.url), server.secret);
  const { secret } = (await operator.give('GrantAccessToken', { name: 'Somebody', role })) as { secret: string };
  return secret;
}
