import { readFileSync } from 'node:fs';
import { request } from 'node:http';
import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { METRICS } from '../../src/edge/metrics/vocabulary.js';
import { ScrapeToken } from '../../src/edge/scrape-token.js';
import { PROJECTIONS } from '../../src/installation/projections.js';
import { startApp, type AppUnderTest } from '../support/app.js';
import { id } from '../support/given.js';

const SCRAPE = 'a-token-for-scraping';
const NAME = 'Zoltan Unmistakable';

let app: AppUnderTest;
let operator: string;
let auditor: string;

beforeAll(async () => {
  app = await startApp({ engine: 'sqlite', scrapeToken: new ScrapeToken(SCRAPE) });
  operator = await app.admit('operator');
  auditor = await app.admit('auditor');
  const token = await app.admit('dutyOfficer');
  await app.inject('POST', '/api/commands/EstablishMission', { token, body: { name: NAME } });
  await app.inject('POST', '/api/commands/SuspendMission', { token, body: { mission: id('nothing') } });
});

afterAll(() => app.close());

async function scraped(): Promise<string> {
  const { status, text } = await app.inject('GET', '/metrics', { token: SCRAPE });
  expect(status).toBe(200);
  return text;
}

/** What a series says; undefined where it is not there. */
async function valueOf(series: string): Promise<number | undefined> {
  const line = (await scraped()).split('\n').find((text) => text.startsWith(`${series} `));
  return line === undefined ? undefined : Number(line.slice(series.length));
}

describe('what is measured', () => {
  it('is each metric of the vocabulary, as it is described there, and no other', async () => {
    const text = await scraped();
    const told = [...text.matchAll(/^# HELP (\S+) (.+)\n# TYPE \S+ (\w+)$/gm)].map(([, ...parts]) => parts);
    const described = Object.values(METRICS).map(({ name, says, kind }) => [name, says, kind]);
    expect(told.toSorted()).toEqual(described.toSorted());
    expect(text.endsWith('\n')).toBe(true);
  });

  it('counts commands by what became of them, and requests by route and class of status', async () => {
    expect(await valueOf('muster_commands_total{command="EstablishMission",outcome="done"}')).toBe(1);
    expect(await valueOf('muster_commands_total{command="SuspendMission",outcome="invalid-request"}')).toBe(1);
    const route = 'method="POST",route="/api/commands/EstablishMission",status="2xx"';
    expect(await valueOf(`muster_http_request_duration_seconds_count{${route}}`)).toBe(1);
  });

  it('counts the appends and the commits that they shared, and what waits', async () => {
    expect(await valueOf('muster_appends_total{outcome="stored"}')).toBe(4);
    expect(await valueOf('muster_append_duration_seconds_count')).toBe(4);
    expect(await valueOf('muster_commit_appends_sum')).toBe(4);
    expect(await valueOf('muster_appends_waiting')).toBe(0);
    expect(await valueOf('muster_subscriptions')).toBe(1);
  });

  it('says of each view its state and how far it is behind', async () => {
    await app.views.reached((await app.log.end()).position, 20_000);
    for (const { name } of PROJECTIONS) {
      expect(await valueOf(`muster_projection_behind_seconds{projection="${name}"}`)).toBe(0);
      expect(await valueOf(`muster_projection_state{projection="${name}",state="running"}`)).toBe(1);
      expect(await valueOf(`muster_projection_state{projection="${name}",state="stopped"}`)).toBe(0);
    }
  });

  it('says which checks of /readyz hold', async () => {
    for (const check of ['serving', 'log', 'writable', 'views', 'clock']) {
      expect(await valueOf(`muster_ready{check="${check}"}`)).toBe(1);
    }
  });

  it('tells of no person: no name that was recorded, and no id', async () => {
    const text = await scraped();
    expect(text).not.toContain(NAME);
    expect(text).not.toMatch(/[0-9a-f]{8}-[0-9a-f]{4}-/);
  });

  it('counts a live stream for as long as it is open, also where its reader leaves', async () => {
    const address = await app.listen();
    const outgoing = request(`${address}/api/roll-calls/${id('roll call')}/stream`, {
      headers: { authorization: `Bearer ${auditor}` },
    });
    outgoing.end();
    await once(outgoing, 'response');
    outgoing.destroy();
    await untilClosed();
    expect(await valueOf('muster_live_streams')).toBe(0);
  });

  async function untilClosed(): Promise<void> {
    const deadline = Date.now() + 20_000;
    while ((await valueOf('muster_live_streams')) !== 0 && Date.now() < deadline) {
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }
});

describe('/metrics', () => {
  it.each(['', 'nobody'])('is closed to strangers (%s)', async (token) => {
    expect((await app.inject('GET', '/metrics', token === '' ? {} : { token })).status).toBe(401);
  });

  it('is for operators, and for no other role', async () => {
    expect((await app.inject('GET', '/metrics', { token: operator })).status).toBe(200);
    expect((await app.inject('GET', '/metrics', { token: auditor })).status).toBe(403);
  });

  it('is all that the scrape token opens', async () => {
    for (const url of ['/api/projections', '/api/access-tokens', '/api/missions']) {
      expect((await app.inject('GET', url, { token: SCRAPE })).status).toBe(401);
    }
  });

  it('is of one application: another, started beside it, has counted nothing of what this one did', async () => {
    const other = await startApp();
    const token = await other.admit('operator');
    const { text } = await other.inject('GET', '/metrics', { token });
    await other.close();
    expect(text).not.toContain('command="EstablishMission"');
    expect(text).toContain('muster_appends_total{outcome="stored"} 1\n');
  });
});

describe('The dashboard and the alerts in docs/operating', () => {
  const names: readonly string[] = Object.values(METRICS).flatMap(({ name, kind }) =>
    kind === 'histogram' ? ['bucket', 'sum', 'count'].map((part) => `${name}_${part}`) : [name],
  );

  it.each(['alerts.yaml', 'dashboard.json'])('ask for metrics that there are (%s)', (file) => {
    const text = readFileSync(new URL(`../../docs/operating/${file}`, import.meta.url), 'utf8');
    const asked = [...text.matchAll(/\b(?:muster|process|nodejs)_[a-z0-9_]+/g)].map(([name]) => name);
    expect(asked.length).toBeGreaterThan(10);
    expect([...new Set(asked)].filter((name) => !names.includes(name))).toEqual([]);
  });
});
