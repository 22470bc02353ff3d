import { fileURLToPath } from 'node:url';
import { startServer } from '../../installation/server.js';
import { readSettings } from '../../installation/settings.js';
import { ScriptClock } from '../../installation/script-clock.js';
import type { Role } from '../../kernel/actor.js';
import { instantOf } from '../../kernel/instant.js';
import { Api, overHttp } from '../api.js';
import type { Io } from '../io.js';
import { failuresTo, openApplication } from '../opened-folder.js';
import { playFiles, type Report } from '../play/index.js';
import { DEMO_PEOPLE, demoAnswer, type DemoAnswer } from './demo-text.js';
import { DemoTheatre, grantTo } from './demo-stage.js';

const SCENARIO = fileURLToPath(new URL('../../../scenarios/iraq-2020.yaml', import.meta.url));

/** The script begins later, wherever it sets its clock first. */
const BEFORE_THE_SCRIPT = instantOf(Date.UTC(2000, 0, 1));

export const LOCAL_HOST = '127.0.0.1';

/** Plays the night into the folder, an empty one, through the whole application and on the script's own clock. */
export async function playNight(folder: string, io: Pick<Io, 'err'>): Promise<Report> {
  const clock = new ScriptClock(BEFORE_THE_SCRIPT);
  const opened = await openApplication({ engine: 'sqlite', folder }, clock, failuresTo(io));
  const theatre = new DemoTheatre(opened, clock);
  try {
    return await playFiles(theatre, [SCENARIO]);
  } finally {
    await theatre.close();
  }
}

export interface ServedNight {
  readonly answer: DemoAnswer;
  close(): Promise<void>;
}

/** Goes on with what was played, on the machine's clock. */
export async function serveNight(folder: string, port: number, io: Pick<Io, 'err'>): Promise<ServedNight> {
  const environment = { PORT: String(port), HOST: LOCAL_HOST, MUSTER_DATA: folder };
  const server = await startServer(readSettings(environment), { environment, write: failuresTo(io) });
  try {
    const operator = new Api(overHttp(server.url), server.secret);
    const access = { tokens: await tokensOfAll(operator), links: await linksOfAll(operator, server.url) };
    return { answer: demoAnswer(server.url, access), close: () => server.close() };
  } catch (error) {
    await server.close();
    throw error;
  }
}

/** Each signs one browser in, once, for as long as the demo is likely to be looked at. */
async function linksOfAll(operator: Api, url: string): Promise<Readonly<Record<Role, string>>> {
  const issued: [Role, string][] = [];
  for (const person of DEMO_PEOPLE) {
    const { path } = (await operator.give('IssueSignInLink', person)) as { readonly path: string };
    issued.push([person.role, new URL(path, url).href]);
  }
  return Object.fromEntries(issued) as Record<Role, string>;
}

async function tokensOfAll(operator: Api): Promise<Readonly<Record<Role, string>>> {
  const granted: [Role, string][] = [];
  for (const person of DEMO_PEOPLE) granted.push([person.role, await grantTo(operator, person)]);
  return Object.fromEntries(granted) as Record<Role, string>;
}
