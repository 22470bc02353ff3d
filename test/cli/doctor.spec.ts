import { chmodSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { grant, muster, startServerOn, temporaryFolder } from './support.js';

let folder: ReturnType<typeof temporaryFolder>;

beforeEach(() => {
  folder = temporaryFolder();
});

afterEach(() => folder.remove());

interface Told {
  readonly ok: boolean;
  readonly findings: readonly { readonly check: string; readonly status: string; readonly remedy?: string }[];
}

async function diagnosed(env: Readonly<Record<string, string>> = {}): Promise<Told & { readonly code: number }> {
  const { code, out } = await muster(['doctor', '--data', folder.path, '--json'], { env });
  return { code, ...(JSON.parse(out) as Told) };
}

function faultsOf({ findings }: Told): readonly string[] {
  return findings.filter(({ status }) => status === 'fault').map(({ check }) => check);
}

async function recordSomething(): Promise<void> {
  const server = await startServerOn(folder.path);
  await grant(server, 'auditor');
  await server.close();
}

describe('muster doctor', () => {
  it('finds no fault with an installation that is served, nor once it is stopped', async () => {
    const server = await startServerOn(folder.path);
    await grant(server, 'auditor');
    const served = await diagnosed();
    await server.close();
    expect([served.code, faultsOf(served)]).toEqual([0, []]);
    expect((await diagnosed()).code).toBe(0);
  });

  it('names what is wrong, each with what to do, and ends with 1', async () => {
    await recordSomething();
    rmSync(join(folder.path, 'master.key'));
    writeFileSync(join(folder.path, 'log.db'), 'no log at all');
    const told = await diagnosed({ PORT: 'http' });
    expect(told.code).toBe(1);
    expect(faultsOf(told)).toEqual(['settings', 'keys', 'log']);
    for (const { status, remedy } of told.findings)
      expect(remedy !== undefined).toBe(status !== 'ok' && status !== 'skipped');
  });

  it('finds a master key of another installation', async () => {
    await recordSomething();
    const told = await diagnosed({ MUSTER_MASTER_KEY: Buffer.alloc(32, 7).toString('base64') });
    expect(faultsOf(told)).toEqual(['keys']);
  });

  it('warns of a folder that others may read, and of a variable that is no setting', async () => {
    chmodSync(folder.path, 0o755);
    const { findings, code } = await diagnosed({ MUSTER_MASTERKEY: 'x' });
    const warned = findings.filter(({ status }) => status === 'warning').map(({ check }) => check);
    expect(warned).toEqual(expect.arrayContaining(['settings', 'folder']));
    expect(code).toBe(0);
  });
});

describe('muster config show', () => {
  it('shows every value with its source, no secret, and what is wrong', async () => {
    const file = join(folder.path, 'token');
    writeFileSync(file, 'a-secret-in-a-file\n');
    const env = { PORT: '70000', HOST: '0.0.0.0', MUSTER_TOKEN_FILE: file, EVENT_LOG: 'memory', MUSTER_DTA: 'x' };
    const { code, out } = await muster(['config', 'show', '--json'], { env });
    expect(code).toBe(1);
    expect(out).not.toContain('a-secret');
    const { settings, unknown } = JSON.parse(out) as { settings: { name: string }[]; unknown: string[] };
    expect(unknown).toEqual(['MUSTER_DTA']);
    expect(Object.fromEntries(settings.map((setting) => [setting.name, setting]))).toMatchObject({
      PORT: { value: '70000', source: { from: 'environment' }, fault: expect.stringContaining('PORT must be') },
      HOST: { value: '0.0.0.0', source: { from: 'environment' } },
      MUSTER_DATA: { value: './data', source: { from: 'default' } },
      MUSTER_TOKEN: { value: '(hidden)', source: { from: 'file', path: file } },
      EVENT_LOG: { value: 'memory' },
    });
  });

  it('says it in words too', async () => {
    const { code, out } = await muster(['config', 'show']);
    expect(code).toBe(0);
    expect(out).toMatch(/^PORT +3000 +default$/m);
  });
});
