import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { toNowhere } from '../../src/edge/operations-log.js';
import { startServer, type RunningServer } from '../../src/installation/server.js';
import type { Role } from '../../src/kernel/actor.js';
import { fuzz } from './campaign.js';
import { setScene } from './scene.js';

const SEED = Number(process.env['MUSTER_TEST_SEED'] ?? '20200108');
/** The cases from this number on: `MUSTER_TEST_CASE=17 MUSTER_TEST_CASES=1` sends one of them again. */
const FROM = Number(process.env['MUSTER_TEST_CASE'] ?? '0');
const CASES = Number(process.env['MUSTER_TEST_CASES'] ?? '1500');
const LANES = 8;

let folder: string;
let server: RunningServer;
let tokens: ReadonlyMap<Role, string>;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'muster-fuzz-'));
  const engine = { engine: 'sqlite', folder } as const;
  server = await startServer({ port: 0, host: '127.0.0.1', engine }, { write: toNowhere });
  tokens = await setScene(server);
});

afterAll(async () => {
  await server.close();
  rmSync(folder, { recursive: true, force: true });
});

describe('a server that is sent whatever a client can think of', () => {
  it('answers with what the client did wrong, and never with a fault of its own', async () => {
    const port = Number(new URL(server.url).port);
    const found = await fuzz({ port, seed: SEED, from: FROM, count: CASES, lanes: LANES, tokens });
    expect(found.faults).toEqual([]);
    expect(found.turnedAway).toBe(0);
  }, 120_000);

  it('is ready afterwards', async () => {
    expect((await fetch(`${server.url}/readyz`)).status).toBe(200);
  });
});
