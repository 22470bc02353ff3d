import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Child } from '../child.js';
import type { Context } from '../figure.js';
import { admitted } from '../load/api.js';
import type { LoadPlan } from '../load/plan.js';
import type { Ask, Contestant, Lags, Listening, Start } from './contestant.js';
import { checkIns, deploy } from './people.js';

const PEOPLE = 1_000;

const PATHS: Readonly<Record<Contestant, string>> = {
  muster: '/api/commands/RecordCheckIn',
  constant: '/like-muster',
  file: '/like-muster',
  'no-op': '/no-op',
};

type Target = Pick<LoadPlan, 'port' | 'path' | 'token' | 'bodies'>;

/** Every contestant, serving in a process of its own, and where the same check-ins are sent to each. */
export class Contenders {
  readonly #servers = new Map<Contestant, Child<Ask, Lags | Listening>>();
  readonly #targets = new Map<Contestant, Target>();

  constructor(private readonly context: Context) {}

  async start(): Promise<void> {
    const muster = await this.#serve('muster');
    const token = await admitted(muster.url, muster.operator, 'dutyOfficer');
    this.context.say(`writing: ${PEOPLE} people are deployed`);
    const bodies = checkIns(await deploy(muster.url, token, PEOPLE));
    this.#aim('muster', muster, token, bodies);
    const { lastEventBytes } = await this.lags();
    for (const contestant of ['constant', 'file'] as const) {
      const like = await this.#serve(contestant, lastEventBytes);
      this.#aim(contestant, like, await admitted(like.url, like.operator, 'dutyOfficer'), bodies);
    }
    this.#aim('no-op', await this.#serve('no-op'), token, bodies);
  }

  targetOf(contestant: Contestant): Target {
    const target = this.#targets.get(contestant);
    if (target === undefined) throw new Error(`${contestant} has not been started`);
    return target;
  }

  /** Of Muster's views, since the last call. */
  async lags(): Promise<Lags> {
    return (await this.#servers.get('muster')?.ask({})) as Lags;
  }

  async stop(): Promise<void> {
    await Promise.all([...this.#servers.values()].map((server) => server.stop()));
  }

  async #serve(contestant: Contestant, bytes = 0): Promise<Listening> {
    const folder = join(this.context.folder, contestant);
    await mkdir(folder);
    const start: Start = { contestant, folder, bytes };
    const module = join(import.meta.dirname, 'serve.js');
    const server = Child.start<Ask, Lags | Listening>(module, [JSON.stringify(start)], join(folder, 'output'));
    this.#servers.set(contestant, server);
    return (await server.told()) as Listening;
  }

  #aim(contestant: Contestant, { port }: Listening, token: string, bodies: readonly string[]): void {
    this.#targets.set(contestant, { port, path: PATHS[contestant], token, bodies });
  }
}
