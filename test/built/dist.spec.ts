import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';

const run = promisify(execFile);

// A build and a dozen processes, perhaps on a machine that has other work.
jest.setTimeout(240_000);

const ROOT = process.cwd();
const STARTED_WITHIN_MS = 90_000;
const POLL_MS = 50;

interface Address {
  readonly url: string;
  readonly secret: string;
}

/** Of the operations log. */
interface Line {
  readonly event: string;
}

/** What is shipped, built once and started for real: other processes, a socket, a lasting folder. */
describe('the built application', () => {
  const place = mkdtempSync(join(tmpdir(), 'muster-dist-'));
  const data = join(place, 'data');
  const dist = join(place, 'dist');
  const env = { ...process.env, MUSTER_DATA: data, PORT: '0' };
  const running = new Set<ChildProcess>();

  const node = (args: readonly string[], more: NodeJS.ProcessEnv = {}) =>
    run(process.execPath, [...args], { cwd: place, env: { ...env, ...more } });
  const muster = (...args: readonly string[]) => node([join(dist, 'cli', 'main.js'), ...args]);

  beforeAll(async () => {
    for (const name of ['node_modules', 'package.json', 'messages', 'scenarios'])
      symlinkSync(join(ROOT, name), join(place, name));
    const compiler = join(ROOT, 'node_modules', 'typescript', 'bin', 'tsc');
    const project = join(ROOT, 'tsconfig.build.json');
    // Unchecked: the same files come out, in half the time, and `npm run types` has its own say.
    await run(process.execPath, [compiler, '--project', project, '--noCheck', '--outDir', dist]);
  });

  afterAll(() => {
    for (const child of running) child.kill('SIGKILL');
    rmSync(place, { recursive: true, force: true });
  });

  it('serves, lets in whoever is granted a token, ends in good order on SIGTERM, and knows it all again', async () => {
    const first = await start(['main.js']);
    const { stdout } = await muster('token', 'create', '--role', 'commander', '--name', 'The commander', '--json');
    const { secret } = JSON.parse(stdout) as { readonly secret: string };
    const established = await establish(first.address, secret);
    expect(established.status).toBe(200);
    const { id } = (await established.json()) as { readonly id: string };
    expect(await stop(first.child)).toEqual([0, null]);
    expect(existsSync(join(data, 'server.json'))).toBe(false);

    const second = await start(['cli', 'main.js'], 'serve');
    const read = await fetch(new URL(`/api/missions/${id}`, second.address.url), {
      headers: { authorization: `Bearer ${secret}` },
    });
    expect([read.status, await read.json()]).toMatchObject([200, { name: { text: 'Police training' } }]);
    expect((await muster('verify')).stdout).toContain('ok: ');
    expect(await stop(second.child)).toEqual([0, null]);
  });

  it('ends in good order also where the signal goes to npm, which started it', async () => {
    const npm = spawn('npm', ['start'], { cwd: place, env, stdio: ['ignore', 'pipe', 'ignore'] });
    running.add(npm);
    const told: string[] = [];
    createInterface(npm.stdout).on('line', (line) => told.push(line));
    const { url } = await addressOf(npm, () => told.join('\n'));
    // Not before everybody who can write to it has gone: npm, its shell and the server.
    const closed = once(npm, 'close');
    await stop(npm);
    await closed;
    const events = told.filter((line) => line.startsWith('{')).map((line) => (JSON.parse(line) as Line).event);
    expect(events.slice(-2)).toEqual(['stopping', 'stopped']);
    await expect(fetch(new URL('/livez', url))).rejects.toThrow();
  });

  it('refuses to serve a folder that is being served, with exit code 2', async () => {
    const { child } = await start(['main.js']);
    const again = await failure(node([join(dist, 'main.js')]));
    expect(again).toMatchObject({ code: 2, stderr: expect.stringContaining('already has a writer') });
    const served = await failure(muster('serve'));
    expect(served).toMatchObject({ code: 2 });
    await stop(child);
  });

  it('helps without loading a single package, so that it answers at once', async () => {
    for (const asked of [['--help'], ['board', '--help'], ['play', '--help'], ['demo', '--help']]) {
      const coverage = mkdtempSync(join(place, 'coverage-'));
      const { stdout } = await node([join(dist, 'cli', 'main.js'), ...asked], { NODE_V8_COVERAGE: coverage });
      expect(stdout).toContain('Usage: muster ');
      expect(modulesIn(coverage).filter((url) => url.includes('node_modules'))).toEqual([]);
      expect(modulesIn(coverage).some((url) => url.endsWith('/dist/cli/main.js'))).toBe(true);
    }
  });

  it('passes on what the shell needs: exit codes, and errors apart from answers', async () => {
    const nothing = await failure(muster('bord'));
    expect(nothing).toMatchObject({ code: 2, stdout: '', stderr: expect.stringContaining('unknown command') });
    const script = join(place, 'scenarios', 'example.yaml');
    expect((await muster('play', script)).stdout).toBe('1 script, 3 checks: all hold\n');
  });

  async function start(file: readonly string[], ...args: readonly string[]) {
    mkdirSync(data, { recursive: true });
    const child = spawn(process.execPath, [join(dist, ...file), ...args], { env, stdio: ['ignore', 'ignore', 'pipe'] });
    running.add(child);
    let said = '';
    child.stderr.on('data', (piece: Buffer) => (said += piece.toString()));
    return { child, address: await addressOf(child, () => said) };
  }

  async function addressOf(child: ChildProcess, said: () => string): Promise<Address> {
    const deadline = Date.now() + STARTED_WITHIN_MS;
    for (;;) {
      const address = addressIn(join(data, 'server.json'));
      if (address !== undefined) return address;
      if (child.exitCode !== null || Date.now() > deadline) throw new Error(`it did not start: ${said()}`);
      await new Promise((resolve) => setTimeout(resolve, POLL_MS));
    }
  }

  async function stop(child: ChildProcess): Promise<readonly unknown[]> {
    const ended = once(child, 'exit');
    child.kill('SIGTERM');
    const how: readonly unknown[] = await ended;
    running.delete(child);
    return how;
  }
});

function addressIn(file: string): Address | undefined {
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Address) : undefined;
}

function establish({ url }: Address, secret: string): Promise<Response> {
  return fetch(new URL('/api/commands/EstablishMission', url), {
    method: 'POST',
    headers: { authorization: `Bearer ${secret}`, 'content-type': 'application/json' },
    body: JSON.stringify({ name: 'Police training' }),
  });
}

/** How a process ended that must not end well. */
async function failure(ending: Promise<unknown>): Promise<unknown> {
  try {
    return { ended: 'well', ...((await ending) as object) };
  } catch (error) {
    return error;
  }
}

/** The scripts that a process loaded, as the engine's own coverage lists them. */
function modulesIn(coverage: string): readonly string[] {
  const [report] = readdirSync(coverage);
  if (report === undefined) throw new Error('the process left no coverage');
  const { result } = JSON.parse(readFileSync(join(coverage, report), 'utf8')) as {
    readonly result: readonly { readonly url: string }[];
  };
  return result.map(({ url }) => url);
}
