import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { InjectOptions } from 'fastify';
import { createApp, type AppOptions } from '../../src/app.module.js';
import { PROJECTIONS } from '../../src/installation/projections.js';
import { LocalOperator } from '../../src/edge/local-operator.js';
import { RouteTable, type Route } from '../../src/edge/route-table.js';
import { toNowhere } from '../../src/edge/operations-log.js';
import type { AccessScope } from '../../src/features/access/access.events.js';
import { ACCESS_VIEW } from '../../src/features/access/views/access.projection.js';
import { CATALOGUE } from '../../src/features/catalogue/catalogue.js';
import type { EngineChoice } from '../../src/installation/engine-choice.js';
import { InstallationHost } from '../../src/installation/installation-host.js';
import { openInstallation, type Installation, type InstallationOptions } from '../../src/installation/installation.js';
import { ScriptClock } from '../../src/installation/script-clock.js';
import { SystemIds } from '../../src/installation/system-ids.js';
import type { Role } from '../../src/kernel/actor.js';
import type { Id } from '../../src/kernel/ids.js';
import type { Instant } from '../../src/kernel/instant.js';
import type { Position } from '../../src/kernel/position.js';
import { CONNECTION_STRING, freshNamespace } from './eventstoredb.js';
import { NOW } from './given.js';

const ADMITTED_WITHIN_MS = 30_000;

/** What is not said to be kept elsewhere is kept in memory, or on the server of MUSTER_TEST_EVENTSTOREDB where that is asked for. */
export const KEPT_ON_SERVER = process.env['MUSTER_TEST_ENGINE'] === 'kurrentdb';
const STANDARD: TestEngine = KEPT_ON_SERVER ? { server: CONNECTION_STRING ?? '' } : 'memory';

export interface AppUnderTest extends Pick<Installation, 'log' | 'views' | 'keys' | 'deciding'> {
  readonly clock: ScriptClock;
  /** Where everything is kept; absent in memory. */
  readonly folder?: string;
  /** One request through the whole stack, without a socket. */
  inject(method: 'GET' | 'POST' | 'HEAD' | 'PUT', url: string, request?: TestRequest): Promise<TestAnswer>;
  /** Serves on a socket too; answers the address. */
  listen(): Promise<string>;
  /** Every route that it serves. */
  readonly routes: readonly Route[];
  /** An access token for someone; answers its secret once it is known. */
  admit(role: Role, scope?: TestScope): Promise<string>;
  close(): Promise<void>;
}

export interface TestScope extends AccessScope {
  /** Who he is; one more person, where none is given. */
  readonly actor?: Id;
  readonly expiresAt?: Instant;
}

export interface TestRequest {
  readonly token?: string;
  /** An object goes as JSON, a string as it is. */
  readonly body?: object | string;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface TestAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly text: string;
  /** Undefined where the text is no JSON. */
  readonly body: unknown;
}

export interface StartOptions extends AppOptions {
  readonly engine?: TestEngine;
  readonly clock?: ScriptClock;
  readonly catalogue?: InstallationOptions['catalogue'];
  readonly projections?: InstallationOptions['projections'];
}

/** Kept in memory, in a folder, or on the EventStoreDB of this connection string, in a namespace of its own. */
export type TestEngine = 'memory' | 'sqlite' | { readonly server: string };

/**
 * The application on an empty installation, on a clock that the test alone moves; it reads NOW to begin with. Where some
 * features are named it has these alone; one of them must be the one that grants access.
 */
export async function startApp(options: StartOptions = {}): Promise<AppUnderTest> {
  const { engine = STANDARD, catalogue = CATALOGUE, projections = PROJECTIONS } = options;
  const { clock = new ScriptClock(NOW) } = options;
  const place = placeOf(engine);
  const ids = new SystemIds();
  const installation = await openInstallation({ engine: place.choice, clock, ids, catalogue, projections });
  const localOperator = new LocalOperator(ids.next());
  const app = await createApp(new InstallationHost(installation), {
    ...{ write: toNowhere, commands: 'as found', localOperator, ...options },
  });
  await app.init();
  const inject: AppUnderTest['inject'] = async (method, url, request) =>
    answerOf(await app.inject(injectionOf(method, url, request)));
  return {
    ...installation,
    ...('folder' in place.choice ? { folder: place.choice.folder } : {}),
    clock,
    inject,
    routes: app.get(RouteTable).all(),
    listen: async () => {
      await app.listen(0, '127.0.0.1');
      return app.getUrl();
    },
    admit: async (role, scope) => {
      const body = { name: 'Somebody', role, ...scope };
      const granted = await inject('POST', '/api/commands/GrantAccessToken', { token: localOperator.secret, body });
      return secretOf(granted, installation.views);
    },
    close: async () => {
      await app.close();
      await installation.close();
      place.remove();
    },
  };
}

async function secretOf({ status, body, text }: TestAnswer, views: Installation['views']): Promise<string> {
  if (status !== 200) throw new Error(`nobody was admitted: ${text}`);
  const { secret, position } = body as { readonly secret: string; readonly position: Position };
  await views.reached(position, ADMITTED_WITHIN_MS, [ACCESS_VIEW]);
  return secret;
}

function placeOf(engine: TestEngine): { readonly choice: EngineChoice; remove(): void } {
  if (engine === 'memory') return { choice: { engine }, remove: () => undefined };
  const folder = mkdtempSync(join(tmpdir(), 'muster-test-'));
  const remove = (): void => rmSync(folder, { recursive: true, force: true });
  if (engine === 'sqlite') return { choice: { engine, folder }, remove };
  const server = { engine: 'kurrentdb', url: engine.server, namespace: freshNamespace() } as const;
  return { choice: { ...server, folder }, remove };
}

function injectionOf(method: InjectOptions['method'], url: string, request: TestRequest = {}): InjectOptions {
  const { token, body, headers } = request;
  return {
    ...(method === undefined ? {} : { method }),
    url,
    headers: {
      ...(typeof body === 'string' ? { 'content-type': 'application/json' } : {}),
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      ...headers,
    },
    ...(body === undefined ? {} : { payload: body }),
  };
}

interface Injected {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, number | string | string[] | undefined>>;
  readonly payload: string;
}

function answerOf({ statusCode, headers, payload }: Injected): TestAnswer {
  const texts = Object.entries(headers).map(([name, value]) => [name, value?.toString()]);
  return {
    status: statusCode,
    headers: Object.fromEntries(texts) as TestAnswer['headers'],
    text: payload,
    body: jsonOf(payload),
  };
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
