import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startApp, type AppUnderTest } from '../support/app.js';

const PAGE = '<!doctype html><title>Muster</title>';
const SCRIPT = 'globalThis.isRun = true;';
const FOR_PEOPLE = { accept: 'text/html,application/xhtml+xml' };

let folder: string;
let app: AppUnderTest;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'muster-console-'));
  mkdirSync(join(folder, 'assets'));
  writeFileSync(join(folder, 'index.html'), PAGE);
  writeFileSync(join(folder, 'assets', 'main-1a2b3c.js'), SCRIPT);
  writeFileSync(join(folder, 'assets', 'main-1a2b3c.js.gz'), gzipSync(SCRIPT));
  app = await startApp({ console: folder });
});

afterAll(async () => {
  await app.close();
  rmSync(folder, { recursive: true });
});

describe('The console', () => {
  it.each(['/', '/roll-calls/0b54f7a2-9a51-4b0c-8a49-58c5b5b7a001', '/status?lang=fr'])(
    'is at %s, for whoever wants a page',
    async (path) => {
      const { status, text, headers } = await app.inject('GET', path, { headers: FOR_PEOPLE });
      expect([status, text, headers['content-type']]).toEqual([200, PAGE, 'text/html; charset=utf-8']);
      expect(headers['cache-control']).toBe('no-store');
    },
  );

  it('runs no script and takes no style but those of this host, and none from within the page', async () => {
    const { headers } = await app.inject('GET', '/', { headers: FOR_PEOPLE });
    const policy = headers['content-security-policy'] ?? '';
    expect(policy).toContain("default-src 'none'; script-src 'self'; style-src 'self'");
    expect(policy).not.toMatch(/unsafe|https?:|\*/);
  });

  it('has assets that may be kept for ever, compressed for whoever takes that', async () => {
    const plain = await app.inject('GET', '/assets/main-1a2b3c.js');
    expect([plain.status, plain.text]).toEqual([200, SCRIPT]);
    expect(plain.headers['cache-control']).toBe('public, max-age=31536000, immutable');
    expect(plain.headers['x-content-type-options']).toBe('nosniff');
    const packed = await app.inject('GET', '/assets/main-1a2b3c.js', { headers: { 'accept-encoding': 'gzip' } });
    expect(packed.headers['content-encoding']).toBe('gzip');
  });

  it('leaves what is not there to the API, which says so as a problem', async () => {
    const found = [
      await app.inject('GET', '/api/nothing', { headers: FOR_PEOPLE }),
      await app.inject('GET', '/nothing'),
      await app.inject('GET', '/assets/none.js'),
    ];
    for (const { status, body } of found)
      expect([status, body]).toEqual([404, expect.objectContaining({ status: 404 })]);
  });

  it('serves no file that is not an asset', async () => {
    for (const path of ['/assets/../index.html', '/assets/%2e%2e/index.html', '/index.html']) {
      expect((await app.inject('GET', path)).status).toBe(404);
    }
  });

  it('keeps a command from being asked instead of given', async () => {
    const { status, headers } = await app.inject('GET', '/api/commands/LogNote', { headers: FOR_PEOPLE });
    expect([status, headers['allow']]).toEqual([405, 'POST']);
  });
});
