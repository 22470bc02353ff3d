import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import Database from 'better-sqlite3';
import { percentile } from '../../bench/statistics.js';
import { counted, printFigures } from '../support/figures.js';
import { compileSources, ServerProcess } from '../support/server-process.js';
import { rush, type RushResult } from './crowd-of-callers.js';
import { setScene } from './scene.js';
import { Watch } from './watch.js';

const SECOND = 1_000;
/** Connections that keep the server busy, and those of a rush. */
const [BUSY, RUSHING] = [64, 1_500];
const TIMES = 10;
const RUSH_SECONDS = Number(process.env['MUSTER_TEST_RUSH_SECONDS'] ?? '60');
const BACK_WITHIN_SECONDS = 5;
/** Of the capacity before: what counts as back, since no two seconds are alike. */
const BACK = 0.8;
/** Milliseconds in which what was taken must have been answered, as the server itself has measured it. */
const BOUND_MS = 2_000;
const MOST_MEMORY = 400 * 1_048_576;

describe('a server that is asked for ten times as much as it can do', () => {
  it(
    'turns away what is too much at once, answers soon what it takes, and can do as much as before soon after',
    async () => {
      const compiled = await compileSources();
      const folder = mkdtempSync(join(tmpdir(), 'muster-overload-'));
      const server = ServerProcess.begin({ main: compiled.main, folder, settings: { MUSTER_RATE_LIMIT: '0' } });
      try {
        const { url, secret } = await server.address();
        const port = Number(new URL(url).port);
        const scene = await setScene({ url, secret });
        const ask = (connections: number, seconds: number, perSecond?: number): Promise<RushResult> =>
          rush({
            ...scene,
            port,
            connections,
            forMs: seconds * SECOND,
            ...(perSecond === undefined ? {} : { perSecond }),
          });
        const warmed = await ask(BUSY, 5);
        const before = await ask(BUSY, 10);
        const capacity = before.accepted / 10;
        const linesBefore = server.lines.length;
        const watch = new Watch(url, () => server.residentBytes());
        const rushed = await ask(RUSHING, RUSH_SECONDS, TIMES * capacity);
        const watched = await watch.end();
        const inServer = millisecondsIn(server.lines.slice(linesBefore));
        const after: RushResult[] = [];
        while (after.length < BACK_WITHIN_SECONDS) after.push(await ask(BUSY, 1));
        const back = after.findIndex(({ accepted }) => accepted >= BACK * capacity) + 1;
        const all = [warmed, before, rushed, ...after];
        for (const line of told(capacity, rushed, inServer)) printFigures(line);
        printFigures(
          `memory ${inMiB(watched.mostBytes)} at most; /livez and /readyz ${counted(watched.asked)} times, ` +
            `${watched.failed} failed, ${watched.slowestMs.toFixed(0)} ms at most; capacity is back after ` +
            `${back} s (${after.map(({ accepted }) => accepted).join(', ')} check-ins/s)`,
        );
        expect(all.flatMap(({ others }) => others)).toEqual([]);
        expect(rushed.turnedAway).toBeGreaterThan(rushed.accepted);
        expect(rushed.withoutRetryAfter).toBe(0);
        expect(percentile(inServer, 100)).toBeLessThan(BOUND_MS);
        expect(watched.failed).toBe(0);
        expect(watched.mostBytes).toBeLessThan(MOST_MEMORY);
        expect(back).toBeGreaterThan(0);
        await server.kill('SIGTERM');
        expect(storedCheckIns(folder)).toBe(all.reduce((sum, { accepted }) => sum + accepted, 0));
      } finally {
        await server.kill('SIGTERM');
        rmSync(folder, { recursive: true, force: true });
        compiled.remove();
      }
    },
    20 * 60 * SECOND,
  );
});

/** What the server has measured of the commands that it took. */
function millisecondsIn(lines: readonly string[]): readonly number[] {
  return lines
    .filter((line) => line.includes('"answered"') && line.includes('RecordCheckIn'))
    .map((line) => (JSON.parse(line) as { readonly milliseconds: number }).milliseconds);
}

function storedCheckIns(folder: string): unknown {
  const db = new Database(join(folder, 'log.db'), { readonly: true });
  const count = db.prepare("SELECT count(*) FROM events WHERE type = 'OfficerAccountedFor'").pluck().get();
  db.close();
  return count;
}

function told(capacity: number, rushed: RushResult, inServer: readonly number[]): readonly string[] {
  const { accepted, turnedAway } = rushed;
  const [perSecond, offered] = [accepted / RUSH_SECONDS, (accepted + turnedAway) / RUSH_SECONDS];
  return [
    `capacity: ${capacity.toFixed(0)} check-ins/s with ${BUSY} connections`,
    `${RUSH_SECONDS} s of a rush on ${counted(RUSHING)} connections: ${offered.toFixed(0)} check-ins/s came ` +
      `(${(offered / capacity).toFixed(1)} times the capacity), ${perSecond.toFixed(0)} a second were taken, ` +
      `${counted(turnedAway)} turned away with 503 and Retry-After`,
    `taken: in the server ${percentiles(inServer)}; with the way there and back ${percentiles(rushed.acceptedMs)}; ` +
      `turned away: ${percentiles(rushed.turnedAwayMs)}`,
  ];
}

function percentiles(values: readonly number[]): string {
  return [50, 99, 100].map((rank) => `p${rank} ${percentile(values, rank).toFixed(0)} ms`).join(', ');
}

function inMiB(bytes: number): string {
  return `${(bytes / 1_048_576).toFixed(0)} MiB`;
}
