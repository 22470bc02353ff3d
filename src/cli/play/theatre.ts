import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { createApp } from '../../app.module.js';
import { PROJECTIONS } from '../../installation/projections.js';
import { LocalOperator } from '../../edge/local-operator.js';
import { toNowhere } from '../../edge/operations-log.js';
import { readWholeLog, type EventLog } from '../../event-log/event-log.js';
import { FoldedFacts } from '../../features/accountability/facts/folded-facts.js';
import { StoredFacts } from '../../features/accountability/facts/stored-facts.js';
import { CATALOGUE } from '../../features/catalogue/catalogue.js';
import type { EngineChoice } from '../../installation/engine-choice.js';
import { InstallationHost, type Answering } from '../../installation/installation-host.js';
import { openInstallation, type Installation } from '../../installation/installation.js';
import { ScriptClock } from '../../installation/script-clock.js';
import { SystemIds } from '../../installation/system-ids.js';
import { instantOf, type Instant } from '../../kernel/instant.js';
import { canonicalJson } from '../../kernel/json.js';
import type { Position } from '../../kernel/position.js';
import { buildViews } from '../../projecting/folded-views.js';
import { parsed } from '../api.js';
import type { Admission, Stage, StageAnswer, StageRequest, Theatre } from './stage.js';

/** Every script begins later, wherever it sets its clock first. */
const BEFORE_ALL_SCRIPTS = instantOf(Date.UTC(1900, 0, 1));

/** Hexadecimal: 96 bits of chance. */
const NAMESPACE_DIGITS = 24;

/** Milliseconds of the machine for the views to learn of what has been recorded. */
const CAUGHT_UP_WITHIN_MS = 10_000;

/** Where the logs of the stages are kept. */
export type StageEngine =
  | { readonly engine: 'memory' | 'sqlite' }
  /** On one server, each log in a namespace of its own. */
  | { readonly engine: 'kurrentdb'; readonly url: string };

export type TheatreOptions = StageEngine & {
  /** Ask every question also of views built anew and of a fold of the log; where they differ, the answer is a failure. */
  readonly repeatLive?: boolean;
};

/** What all stages of a theatre have in common. */
interface House {
  readonly app: NestFastifyApplication;
  readonly host: InstallationHost;
  readonly operator: LocalOperator;
  readonly engine: StageEngine;
  readonly repeatLive: boolean;
}

/** The application, started once; each stage is an installation of its own, of which nothing is left. */
export class ApplicationTheatre implements Theatre {
  private constructor(
    private readonly house: House,
    private readonly unused: Installation,
  ) {}

  static async open({ repeatLive = false, ...engine }: TheatreOptions): Promise<ApplicationTheatre> {
    const unused = await emptyInstallation({ engine: 'memory' }, new ScriptClock(BEFORE_ALL_SCRIPTS));
    const host = new InstallationHost(unused);
    const operator = new LocalOperator(new SystemIds().next());
    const app = await createApp(host, { write: toNowhere, localOperator: operator });
    await app.init();
    return new ApplicationTheatre({ app, host, operator, engine, repeatLive }, unused);
  }

  async open(): Promise<ApplicationStage> {
    const clock = new ScriptClock(BEFORE_ALL_SCRIPTS);
    const place = placeFor(this.house.engine);
    return new ApplicationStage(this.house, await emptyInstallation(place.choice, clock), clock, place);
  }

  async close(): Promise<void> {
    await this.house.app.close();
    await this.unused.close();
  }
}

export class ApplicationStage implements Stage {
  constructor(
    private readonly house: House,
    private readonly installation: Installation,
    private readonly clock: ScriptClock,
    private readonly place: Place,
  ) {}

  /** What the script has recorded. */
  get log(): Pick<EventLog, 'readAll'> {
    return this.installation.log;
  }

  setClock(at: Instant): void {
    this.clock.moveTo(at);
  }

  async admit(person: Admission): Promise<string> {
    const url = '/api/commands/GrantAccessToken';
    const { status, body } = await this.request('POST', url, { token: this.house.operator.secret, body: person });
    if (status !== 200) throw new Error(`${person.name} was not admitted: ${JSON.stringify(body)}`);
    const { secret, position } = body as { readonly secret: string; readonly position: Position };
    await this.caughtUp(position);
    return secret;
  }

  async request(method: 'GET' | 'POST', url: string, options: StageRequest): Promise<StageAnswer> {
    const repeats = method === 'GET' && this.house.repeatLive;
    // What is asked of an earlier moment does not wait for the newest event; a rebuilt view has it.
    if (repeats) await this.caughtUp(await this.logEnd());
    const live = await this.ask(this.installation, method, url, options);
    return repeats ? this.repeated(live, url, options) : live;
  }

  private async caughtUp(position: Position): Promise<void> {
    const reached = await this.installation.views.reached(position, CAUGHT_UP_WITHIN_MS);
    if (!reached) throw new Error(`the views did not get to ${position}`);
  }

  private async ask(
    answering: Answering,
    method: 'GET' | 'POST',
    url: string,
    { token, body, headers }: StageRequest,
  ): Promise<StageAnswer> {
    // Awaited within, for a request begins only once somebody waits for its answer.
    const answer = await this.house.host.within(
      answering,
      async () =>
        await this.house.app.inject({
          method,
          url,
          headers: { ...headers, authorization: `Bearer ${token}`, 'content-type': 'application/json' },
          ...(body === undefined ? {} : { payload: JSON.stringify(body) }),
        }),
    );
    return {
      status: answer.statusCode,
      contentType: answer.headers['content-type']?.toString() ?? '',
      body: parsed(answer.payload),
    };
  }

  /** The same question to views built anew from the log, and to a fold of it without any view of the facts. */
  private async repeated(live: StageAnswer, url: string, options: StageRequest): Promise<StageAnswer> {
    const views = await buildViews(this.installation.log, PROJECTIONS);
    try {
      const rebuilt = { ...this.installation, views, facts: new StoredFacts(() => views.db) };
      const folded = { ...rebuilt, facts: FoldedFacts.of(await readWholeLog(this.installation.log)) };
      for (const [name, answering] of Object.entries({ rebuilt, folded })) {
        const answer = await this.ask(answering, 'GET', url, options);
        if (saidBy(answer) !== saidBy(live)) return differing(name, live, answer);
      }
      return live;
    } finally {
      views.close();
    }
  }

  async logEnd(): Promise<Position> {
    return (await this.installation.log.end()).position;
  }

  async close(): Promise<void> {
    await this.installation.close();
    this.place.remove();
  }
}

function emptyInstallation(engine: EngineChoice, clock: ScriptClock): Promise<Installation> {
  return openInstallation({
    ...{ engine, clock, ids: new SystemIds(), catalogue: CATALOGUE, projections: PROJECTIONS },
  });
}

/** Where a stage keeps what it records, until it is taken down. */
interface Place {
  readonly choice: EngineChoice;
  remove(): void;
}

function placeFor(engine: StageEngine): Place {
  switch (engine.engine) {
    case 'memory':
      return { choice: { engine: engine.engine }, remove: () => undefined };
    case 'sqlite':
      return inNewFolder((folder) => ({ engine: engine.engine, folder }));
    case 'kurrentdb':
      return inNewFolder((folder) => ({ ...engine, folder, namespace: newNamespace() }));
  }
}

function inNewFolder(choose: (folder: string) => EngineChoice): Place {
  const folder = mkdtempSync(join(tmpdir(), 'muster-play-'));
  return { choice: choose(folder), remove: () => rmSync(folder, { recursive: true, force: true }) };
}

/** Of a script: nobody else has ever used it, or will. */
function newNamespace(): string {
  return `play_${new SystemIds().next().replaceAll('-', '').slice(0, NAMESPACE_DIGITS)}`;
}

/** What an answer says; a refusal's correlation id is that of its request alone. */
function saidBy({ status, body }: StageAnswer): string {
  const told = typeof body === 'object' && body !== null ? { ...body, correlationId: undefined } : body;
  return canonicalJson({ status, told });
}

/** No answer of the application: what the stage makes of two that contradict each other. */
function differing(name: string, live: StageAnswer, other: StageAnswer): StageAnswer {
  const body = { detail: `The live answer and that of the ${name} log differ.`, live: live.body, [name]: other.body };
  return { status: 500, contentType: 'application/json', body };
}
