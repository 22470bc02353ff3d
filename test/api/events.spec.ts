import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { callerWith, expectProblem, type TestCaller } from '../support/api.js';
import { startApp, type AppUnderTest } from '../support/app.js';
import { id } from '../support/given.js';

interface Told {
  readonly position: string;
  readonly category: string;
  readonly type?: string;
  readonly withheld?: true;
}

interface Page {
  readonly events: readonly Told[];
  readonly older?: string;
  readonly newer: string;
  readonly position: string;
}

let app: AppUnderTest;
let auditor: TestCaller;
let watch: TestCaller;
let operator: TestCaller;

beforeEach(async () => {
  app = await startApp();
  auditor = callerWith(app, await app.admit('auditor'));
  watch = callerWith(app, await app.admit('dutyOfficer'));
  operator = callerWith(app, await app.admit('operator'));
  await watch.record('EstablishMission', { mission: id('training'), name: 'Police training' });
  await watch.record('RegisterOfficer', {
    officer: id('ann'),
    name: 'Ann',
    rank: 'Constable',
    homeAgency: 'Saskatoon',
  });
  const { position } = await app.log.end();
  await app.views.reached(position, 5_000, ['facts']);
});

afterEach(() => app.close());

async function page(reader: TestCaller, query = ''): Promise<Page> {
  const answer = await reader.ask(`events${query}`);
  expect(answer.status).toBe(200);
  return answer.body as Page;
}

function typesOf({ events }: Page): readonly (string | undefined)[] {
  return events.map(({ type }) => type);
}

describe('the events of the log', () => {
  it('are told from the newest on, as they are stored, with their texts opened', async () => {
    const { events, newer, position, older } = await page(auditor, '?limit=1');
    expect(events).toMatchObject([
      {
        ...{ type: 'OfficerRegistered', stream: `officer-${id('ann')}`, revision: 0, schemaVersion: 1 },
        data: { officer: id('ann'), homeAgency: 'Saskatoon' },
        texts: { name: { text: 'Ann' }, rank: { text: 'Constable' } },
        metadata: { role: 'dutyOfficer' },
      },
    ]);
    expect([newer, older]).toEqual([events[0]?.position, events[0]?.position]);
    expect(position).toBe(newer);
  });

  it('are gone through to either end, each once', async () => {
    const newest = await page(auditor, '?limit=2');
    const middle = await page(auditor, `?limit=2&before=${newest.older}`);
    const oldest = await page(auditor, `?limit=2&before=${middle.older}`);
    expect(typesOf(newest)).toEqual(['MissionEstablished', 'OfficerRegistered']);
    expect([...typesOf(oldest), ...typesOf(middle)]).toEqual(Array(3).fill('AccessTokenGranted'));
    expect(oldest.older).toBeUndefined();
    expect((await page(auditor, '?following=0&limit=2')).events).toEqual(
      [...oldest.events, ...middle.events].slice(0, 2),
    );
    expect((await page(auditor, `?following=${middle.newer}&limit=2`)).events).toEqual(newest.events);
  });

  it('are the newest ones before a place that the log does not have yet', async () => {
    expect(await page(auditor, '?limit=2&before=999999999999999')).toEqual(await page(auditor, '?limit=2'));
  });

  it('are told as they come to whoever follows them', async () => {
    const { newer } = await page(auditor);
    expect((await page(auditor, `?following=${newer}`)).events).toEqual([]);
    await watch.record('EstablishMission', { name: 'Advice' });
    expect(typesOf(await page(auditor, `?following=${newer}`))).toEqual(['MissionEstablished']);
  });

  it('tell an operator nothing of people, not even of which kind they are', async () => {
    const { events } = await page(operator);
    expect(typesOf({ events } as Page)).toEqual([...Array<string>(3).fill('AccessTokenGranted'), undefined, undefined]);
    const [told] = events.slice(-1);
    expect(Object.keys(told ?? {}).sort()).toEqual(['category', 'metadata', 'position', 'recordedAt', 'withheld']);
    expect(JSON.stringify(events.slice(-2))).not.toMatch(/Ann|Saskatoon|Registered|revision/);
  });

  it('tell the watch nothing of who was let in', async () => {
    const { events } = await page(watch);
    expect(events.map(({ withheld }) => withheld)).toEqual([true, true, true, undefined, undefined]);
  });

  it('never hold the hash of a secret', async () => {
    const { events } = await page(auditor, '?following=0&limit=1');
    expect(events).toMatchObject([{ type: 'AccessTokenGranted', data: { role: 'auditor' } }]);
    expect(JSON.stringify(events)).not.toContain('hash');
  });

  it('know what a command that was answered has recorded, where they are asked to', async () => {
    const { position } = await watch.record('EstablishMission', { name: 'Advice' });
    expect((await page(watch, `?limit=1&after=${position}`)).newer).toBe(position);
    expectProblem(await watch.ask('events?after=999999999999999'), 503, 'not-current');
  });

  it('are refused from both sides of a place at once', async () => {
    expectProblem(await auditor.ask('events?before=000000000002&following=0'), 400, 'invalid-request');
  });
});
