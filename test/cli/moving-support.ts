import { Api } from '../../src/cli/api.js';
import { playNight } from '../../src/cli/demo/demo-night.js';
import { openApplication } from '../../src/cli/opened-folder.js';
import { toNowhere } from '../../src/edge/operations-log.js';
import { readWholeLog } from '../../src/event-log/event-log.js';
import type { EngineChoice } from '../../src/installation/engine-choice.js';
import { ScriptClock } from '../../src/installation/script-clock.js';
import type { Installation } from '../../src/installation/installation.js';
import { instant } from '../../src/kernel/instant.js';

const REACHED_WITHIN_MS = 60_000;
/** Long after the night that is played. */
const LATER = instant('2020-02-01T00:00:00Z');

/** Plays the night of Iraq into a folder, and answers the secret of an auditor, who may ask everything. */
export async function playedInto(folder: string): Promise<string> {
  const { failed, faults } = await playNight(folder, { err: () => undefined });
  if (failed.length + faults.length > 0) throw new Error('the night is not played as it should be');
  return withApplication({ engine: 'sqlite', folder }, async (_, transportAs) => {
    const granted = await transportAs().give('GrantAccessToken', { name: 'Auditor', role: 'auditor' });
    return (granted as { readonly secret: string }).secret;
  });
}

/** Whatever can be asked of a log, in which every position is the number of its event. */
export interface Picture {
  readonly rollCalls: readonly unknown[];
  /** Of each roll call, the verdict as it was known after each event. */
  readonly verdicts: readonly (readonly unknown[])[];
  readonly boards: readonly unknown[];
  readonly histories: readonly unknown[];
  readonly timelines: readonly unknown[];
}

/** The same questions of every installation, by the auditor of the one that was copied. */
export function pictureOf(engine: EngineChoice, secret: string): Promise<Picture> {
  return withApplication(engine, async ({ log }, apiAs) => {
    const positions = (await readWholeLog(log)).map(({ position }) => position);
    const numbers = new Map<unknown, string>(positions.map((position, place) => [position, `event ${place}`]));
    // What an event says of itself stays as it was written, also where it is a position of the log it was written to.
    const numbered = (member: string, value: unknown): unknown =>
      member === 'decidedAt' ? value : (numbers.get(value) ?? value);
    const api = apiAs(secret);
    const ask = async (path: string, query: Record<string, string> = {}): Promise<unknown> =>
      JSON.parse(JSON.stringify(await api.get(path, query), numbered));
    const rollCalls = await listed(api, '/api/roll-calls', 'rollCall');
    const incidents = await listed(api, '/api/incidents', 'incident');
    const asOf = LATER;
    return {
      rollCalls: await each(rollCalls, (id) => ask(`/api/roll-calls/${id}`)),
      verdicts: await each(rollCalls, (id) =>
        each(positions, async (knownAt) => verdictOr(() => ask(`/api/roll-calls/${id}/verdict`, { knownAt, asOf }))),
      ),
      boards: await each(rollCalls, (id) => ask(`/api/roll-calls/${id}/board`)),
      histories: await each(rollCalls, (id) => ask(`/api/roll-calls/${id}/history`)),
      timelines: await each(incidents, (id) => ask(`/api/incidents/${id}/timeline`)),
    };
  });
}

/** Before it was opened nothing is known of a roll call, which is an answer too. */
async function verdictOr(ask: () => Promise<unknown>): Promise<unknown> {
  return ask().catch((error: unknown) => (error instanceof Error ? error.message : error));
}

async function listed(api: Api, path: string, id: string): Promise<readonly string[]> {
  const { items } = (await api.get(path)) as { readonly items: readonly Readonly<Record<string, string>>[] };
  if (items.length === 0) throw new Error(`there is nothing in ${path} to compare`);
  return items.map((item) => item[id] ?? '');
}

async function each<Item, Answer>(items: readonly Item[], ask: (item: Item) => Promise<Answer>): Promise<Answer[]> {
  const answers: Answer[] = [];
  for (const item of items) answers.push(await ask(item));
  return answers;
}

type ApiAs = (secret?: string) => Api;

export async function withApplication<Result>(
  engine: EngineChoice,
  work: (installation: Installation, apiAs: ApiAs) => Promise<Result>,
): Promise<Result> {
  const opened = await openApplication(engine, new ScriptClock(LATER), toNowhere);
  try {
    const { log, views } = opened.installation;
    await views.reached((await log.end()).position, REACHED_WITHIN_MS);
    return await work(opened.installation, (secret = opened.secret) => new Api(opened.transport, secret));
  } finally {
    await opened.close();
  }
}
