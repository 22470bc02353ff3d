import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { counted, printFigures } from '../support/figures.js';
import { compileSources, ServerProcess } from '../support/server-process.js';
import { fuzz, type Findings } from './campaign.js';
import { leaveHalf } from './half-requests.js';
import { COLLECTABLE, restingBytes } from './resting-memory.js';
import { setScene } from './scene.js';

const SEED = Number(process.env['MUSTER_TEST_SEED'] ?? '20200108');
const CASES = Number(process.env['MUSTER_TEST_CASES'] ?? '100000');
/** Where the cases begin, for one that was found to be sent again. */
const FROM = Number(process.env['MUSTER_TEST_FROM'] ?? '0');
const TENTHS = 10;
const LANES = 12;
/** Of the memory after the first tenth. */
const MOST_GROWTH = 0.05;

describe('a server process that is sent 100,000 requests of whatever a client can think of', () => {
  it(
    'answers none with a fault of its own, ends each that does not come to its end, and does not grow',
    async () => {
      const compiled = await compileSources();
      const folder = mkdtempSync(join(tmpdir(), 'muster-fuzz-'));
      const server = ServerProcess.begin({ main: compiled.main, folder, flags: COLLECTABLE });
      try {
        const { url, secret } = await server.address();
        const port = Number(new URL(url).port);
        const tokens = await setScene({ url, secret });
        const halves = leaveHalf(port);
        const tenths: Findings[] = [];
        const memory: number[] = [];
        for (let tenth = 0; tenth < TENTHS; tenth += 1) {
          const count = CASES / TENTHS;
          tenths.push(await fuzz({ port, seed: SEED, from: FROM + tenth * count, count, lanes: LANES, tokens }));
          memory.push(await restingBytes(server));
          for (const fault of tenths.at(-1)?.faults ?? []) printFigures(JSON.stringify(fault));
          printFigures(lineOf(tenth, tenths.at(-1), memory.at(-1) ?? 0));
        }
        expect(tenths.flatMap(({ faults }) => faults)).toEqual([]);
        expect(tenths.map(({ turnedAway }) => turnedAway)).toEqual(tenths.map(() => 0));
        expect(await halves).toEqual([]);
        expect(server.told('bug')).toEqual([]);
        expect((await fetch(`${url}/readyz`)).status).toBe(200);
        const [first = NaN, last = NaN] = [memory[0], memory.at(-1)];
        printFigures(`memory: ${inMiB(first)} after the first tenth, ${inMiB(last)} after the last`);
        expect(last / first).toBeLessThanOrEqual(1 + MOST_GROWTH);
      } finally {
        await server.kill('SIGTERM');
        rmSync(folder, { recursive: true, force: true });
        compiled.remove();
      }
    },
    3 * 3_600_000,
  );
});

function lineOf(tenth: number, found: Findings | undefined, bytes: number): string {
  const answers = [...(found?.answers ?? [])].sort(([a], [b]) => a - b);
  const told = answers.map(([status, count]) => `${status}: ${counted(count)}`).join(', ');
  return (
    `tenth ${tenth + 1}: ${told}; ${found?.notCurrent} waited for a position that did not come, ` +
    `${found?.notReady} told that something was missing; ` +
    `${found?.faults.length} faults; ${inMiB(bytes)}`
  );
}

function inMiB(bytes: number): string {
  return `${(bytes / 1_048_576).toFixed(0)} MiB`;
}
