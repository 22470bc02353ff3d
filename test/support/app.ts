import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Global, Module, type DynamicModule } from '@nestjs/common';
import type { InjectOptions } from 'fastify';
import type { TokenDirectory } from '../../src/api/token-directory.js';
import { createApp, PROJECTIONS, type AppOptions } from '../../src/app.module.js';
import { hashOf } from '../../src/edge/local-operator.js';
import { toNowhere } from '../../src/edge/operations-log.js';
import { CATALOGUE } from '../../src/features/catalogue/catalogue.js';
import type { EngineChoice } from '../../src/installation/engine.js';
import { InstallationHost } from '../../src/installation/installation-host.js';
import { openInstallation, type Installation, type InstallationOptions } from '../../src/installation/installation.js';
import { ScriptClock } from '../../src/installation/script-clock.js';
import { SystemIds } from '../../src/installation/system-ids.js';
import type { Actor } from '../../src/kernel/actor.js';
import type { Instant } from '../../src/kernel/instant.js';
import { TOKEN_DIRECTORY } from '../../src/kernel/ports.js';
import { NOW } from './given.js';

export interface AppUnderTest extends Pick<Installation, 'log' | 'views' | 'keys'> {
  readonly clock: ScriptClock;
  /** One request through the whole stack, without a socket. */
  inject(method: 'GET' | 'POST' | 'HEAD' | 'PUT', url: string, request?: TestRequest): Promise<TestAnswer>;
  /** An access token for someone; answers its secret. */
  admit(actor: Actor, expiresAt?: Instant): string;
  close(): Promise<void>;
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
  readonly engine?: 'memory' | 'sqlite';
  readonly clock?: ScriptClock;
  readonly catalogue?: InstallationOptions['catalogue'];
  readonly projections?: InstallationOptions['projections'];
}

/** The application on an empty installation, on a clock that the test alone moves; it reads NOW to begin with. */
export async function startApp(options: StartOptions = {}): Promise<AppUnderTest> {
  const { engine = 'memory', catalogue = CATALOGUE, projections = PROJECTIONS } = options;
  const { clock = new ScriptClock(NOW), features = [], commands = [] } = options;
  const place = placeOf(engine);
  const installation = await openInstallation({
    ...{ engine: place.choice, clock, ids: new SystemIds(), catalogue, projections },
  });
  const tokens = new Map<string, { actor: Actor; expiresAt?: Instant }>();
  const app = await createApp(new InstallationHost(installation), {
    ...{ write: toNowhere, ...options, commands },
    features: [...features, tokensModule({ find: (hash) => tokens.get(hash) })],
  });
  await app.init();
  return {
    ...installation,
    clock,
    inject: async (method, url, request) => answerOf(await app.inject(injectionOf(method, url, request))),
    admit: (actor, expiresAt) => {
      const secret = `secret-of-${actor.id}-${tokens.size}`;
      tokens.set(hashOf(secret), { actor, ...(expiresAt === undefined ? {} : { expiresAt }) });
      return secret;
    },
    close: async () => {
      await app.close();
      await installation.close();
      place.remove();
    },
  };
}

@Global()
@Module({})
class TokensModule {}

function tokensModule(tokens: TokenDirectory): DynamicModule {
  const providers = [{ provide: TOKEN_DIRECTORY, useValue: tokens }];
  return { module: TokensModule, providers, exports: [TOKEN_DIRECTORY] };
}

function placeOf(engine: 'memory' | 'sqlite'): { readonly choice: EngineChoice; remove(): void } {
  if (engine === 'memory') return { choice: { engine }, remove: () => undefined };
  const folder = mkdtempSync(join(tmpdir(), 'muster-test-'));
  return { choice: { engine, folder }, remove: () => rmSync(folder, { recursive: true, force: true }) };
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
