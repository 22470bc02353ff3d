import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import { playNight } from '../../../src/cli/demo/demo-night.js';
import type { Role } from '../../../src/kernel/actor.js';
import { ServerProcess } from '../../support/server-process.js';

const MAIN = join(process.cwd(), 'dist', 'main.js');

export interface Scope {
  readonly missions?: readonly string[];
  readonly deployment?: string;
  readonly agency?: string;
  readonly name?: string;
}

/** The built server on a folder of its own, with the demo night in it or nothing; it can be killed and come back. */
export class Theatre {
  private constructor(
    private readonly folder: string,
    private server: ServerProcess,
    readonly url: string,
    private readonly secret: string,
  ) {}

  /** With the demo night of 2020 as its past, or with nothing at all. */
  static async open(past: 'the demo night' | 'nothing'): Promise<Theatre> {
    if (!existsSync(MAIN)) throw new Error('the browser looks at what is built: npm run build');
    const folder = mkdtempSync(join(tmpdir(), 'muster-browser-'));
    if (past === 'the demo night') await playNight(folder, { err: (line) => process.stderr.write(`${line}\n`) });
    const server = ServerProcess.begin({ main: MAIN, folder });
    const { url, secret } = await server.address();
    return new Theatre(folder, server, url, secret);
  }

  async close(): Promise<void> {
    await this.server.kill('SIGTERM');
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** The process is gone from one moment to the next, and nothing is told to anyone. */
  async kill(): Promise<void> {
    await this.server.kill();
  }

  /** It comes back at the same address. */
  async comeBack(): Promise<void> {
    const port = new URL(this.url).port;
    this.server = ServerProcess.begin({ main: MAIN, folder: this.folder, settings: { PORT: port } });
    await this.server.address();
  }

  /** A token for someone, by the operator of this machine. */
  async token(role: Role, scope: Scope = {}): Promise<string> {
    const { secret } = await this.command<{ secret: string }>(
      'GrantAccessToken',
      { name: role, role, ...scope },
      this.secret,
    );
    return secret;
  }

  /** Gives a command as the bearer of a token; throws what was said where it is refused. */
  async command<Answer>(name: string, body: object, token: string): Promise<Answer> {
    const response = await fetch(`${this.url}/api/commands/${name}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    const answer = (await response.json()) as Answer;
    if (!response.ok) throw new Error(`${name}: ${JSON.stringify(answer)}`);
    return answer;
  }

  async question<Answer>(path: string, token: string): Promise<Answer> {
    const response = await fetch(`${this.url}/api/${path}`, { headers: { authorization: `Bearer ${token}` } });
    const answer = (await response.json()) as Answer;
    if (!response.ok) throw new Error(`${path}: ${JSON.stringify(answer)}`);
    return answer;
  }

  /** The path of a one-time link for someone. */
  async linkFor(role: Role, scope: Scope = {}): Promise<string> {
    const body = { name: role, role, ...scope };
    return (await this.command<{ path: string }>('IssueSignInLink', body, this.secret)).path;
  }

  /** A browser of someone who has just signed in with his one-time link. */
  async signIn(
    browser: Browser,
    role: Role,
    scope: Scope = {},
    options: BrowserContextOptions = {},
  ): Promise<SignedIn> {
    const path = await this.linkFor(role, scope);
    const context = await browser.newContext({ baseURL: this.url, locale: 'en-CA', ...options });
    const page = await context.newPage();
    await page.goto(path);
    await page.getByRole('button').first().click();
    await page.waitForURL((url) => !url.pathname.startsWith('/sign-in'));
    return { context, page };
  }
}

export interface SignedIn {
  readonly context: BrowserContext;
  readonly page: Page;
}
