import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { createApp } from '../../src/app.module.js';
import { PROJECTIONS } from '../../src/installation/projections.js';
import { parseScript } from '../../src/cli/play/parse.js';
import { playScript } from '../../src/cli/play/play.js';
import type { Failure } from '../../src/cli/play/report.js';
import type { Admission, Stage, StageAnswer, StageRequest } from '../../src/cli/play/stage.js';
import { LocalOperator } from '../../src/edge/local-operator.js';
import { toNowhere } from '../../src/edge/operations-log.js';
import { CATALOGUE } from '../../src/features/catalogue/catalogue.js';
import { InstallationHost, type Answering } from '../../src/installation/installation-host.js';
import { openInstallation, type Installation } from '../../src/installation/installation.js';
import { ScriptClock } from '../../src/installation/script-clock.js';
import { SystemIds } from '../../src/installation/system-ids.js';
import { instant, type Instant } from '../../src/kernel/instant.js';
import type { Position } from '../../src/kernel/position.js';
import type { GeneratedScript } from '../second-reading/scripts.js';

const BEFORE_ALL_NIGHTS = instant('1990-01-01T00:00:00Z');

/** Milliseconds of the machine for a view to get to the log's end. */
const CAUGHT_UP_WITHIN_MS = 60_000;

/** An answer, and every byte of it. */
export interface WholeAnswer extends StageAnswer {
  readonly text: string;
}

/** The application, started once for all cases of a law; each case has an installation of its own. */
export class House {
  private constructor(
    private readonly app: NestFastifyApplication,
    private readonly host: InstallationHost,
    readonly operator: LocalOperator,
    private readonly standing: Installation,
  ) {}

  static async open(): Promise<House> {
    const standing = await emptyInstallation(new ScriptClock(BEFORE_ALL_NIGHTS));
    const host = new InstallationHost(standing);
    const operator = new LocalOperator(new SystemIds().next());
    const app = await createApp(host, { write: toNowhere, localOperator: operator });
    await app.init();
    return new House(app, host, operator, standing);
  }

  /** Runs a case on an empty installation, of which nothing is left. */
  async within<Result>(work: (room: Room) => Promise<Result>): Promise<Result> {
    const clock = new ScriptClock(BEFORE_ALL_NIGHTS);
    const installation = await emptyInstallation(clock);
    try {
      return await work(new Room(this, installation, clock));
    } finally {
      await installation.close();
    }
  }

  async ask(
    answering: Answering,
    method: 'GET' | 'POST',
    url: string,
    { token, body, headers }: StageRequest,
  ): Promise<WholeAnswer> {
    // Awaited within, for a request begins only once somebody waits for its answer.
    const {
      statusCode,
      payload,
      headers: answered,
    } = await this.host.within(
      answering,
      async () =>
        await this.app.inject({
          ...{ method, url },
          headers: { ...headers, authorization: `Bearer ${token}`, 'content-type': 'application/json' },
          ...(body === undefined ? {} : { payload: JSON.stringify(body) }),
        }),
    );
    const contentType = answered['content-type']?.toString() ?? '';
    return {
      status: statusCode,
      contentType,
      text: payload,
      body: contentType.includes('json') ? JSON.parse(payload) : undefined,
    };
  }

  async close(): Promise<void> {
    await this.app.close();
    await this.standing.close();
  }
}

/** One installation with the application in front of it, on a clock that the case alone moves. */
export class Room implements Stage {
  /** What answers the requests. */
  answering: Answering;

  constructor(
    private readonly house: House,
    readonly installation: Installation,
    readonly clock: ScriptClock,
  ) {
    this.answering = installation;
  }

  setClock(at: Instant): void {
    this.clock.moveTo(at);
  }

  async admit(person: Admission): Promise<string> {
    const token = this.house.operator.secret;
    const answer = await this.house.ask(this.installation, 'POST', '/api/commands/GrantAccessToken', {
      token,
      body: person,
    });
    if (answer.status !== 200) throw new Error(`${person.name} was not admitted: ${answer.text}`);
    await this.caughtUp();
    return (answer.body as { readonly secret: string }).secret;
  }

  request(method: 'GET' | 'POST', url: string, options: StageRequest): Promise<WholeAnswer> {
    return this.house.ask(this.answering, method, url, options);
  }

  ask(answering: Answering, url: string, token: string): Promise<WholeAnswer> {
    return this.house.ask(answering, 'GET', url, { token });
  }

  async logEnd(): Promise<Position> {
    return (await this.installation.log.end()).position;
  }

  async caughtUp(): Promise<void> {
    const reached = await this.installation.views.reached(await this.logEnd(), CAUGHT_UP_WITHIN_MS);
    if (!reached) throw new Error('the views did not get to the end of the log');
  }

  async close(): Promise<void> {}
}

/** Plays a generated night, or a part of it; answers the commands that were to be taken and were refused. */
export async function playNight(stage: Stage, generated: GeneratedScript): Promise<readonly Failure[]> {
  const parsed = parseScript('generated', JSON.stringify(generated.script));
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.faults));
  const failures = await playScript(stage, parsed.script);
  return failures.filter(({ step }) => !generated.mayBeRefused.includes(step - 1));
}

function emptyInstallation(clock: ScriptClock): Promise<Installation> {
  const ids = new SystemIds();
  return openInstallation({ engine: { engine: 'memory' }, clock, ids, catalogue: CATALOGUE, projections: PROJECTIONS });
}
