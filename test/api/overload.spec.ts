import { connect, type Socket } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { callerWith, expectProblem, storedEvents, type TestCaller } from '../support/api.js';
import { startApp, type AppUnderTest, type TestAnswer } from '../support/app.js';
import { id } from '../support/given.js';
import { untilTrue } from '../support/waiting.js';

const COMMANDS = 4;
const QUESTIONS = 3;
const ARRIVING_BYTES = 100_000;

let app: AppUnderTest;
let watch: TestCaller;
let lines: string[];

beforeEach(async () => {
  lines = [];
  app = await startApp({
    admission: { commands: COMMANDS, questions: QUESTIONS, arrivingBytes: ARRIVING_BYTES },
    write: (line) => lines.push(line),
  });
  watch = callerWith(app, await app.admit('dutyOfficer'));
});

afterEach(() => app.close());

/** No append is taken up until it is let go. */
function holdTheLog(): { readonly held: () => number; readonly letGo: () => void } {
  const append = app.log.append.bind(app.log);
  let held = 0;
  let letGo: () => void = () => undefined;
  const goes = new Promise<void>((resolve) => (letGo = resolve));
  app.log.append = async (request) => {
    held += 1;
    await goes;
    return append(request);
  };
  return { held: () => held, letGo };
}

function establish(number: number): Promise<TestAnswer> {
  return watch.give('EstablishMission', { mission: id(`mission ${number}`), name: 'Training' });
}

/** So many commands that the log holds. */
async function fill(held: () => number): Promise<readonly Promise<TestAnswer>[]> {
  const given = Array.from({ length: COMMANDS }, (_, number) => establish(number));
  await untilTrue(() => held() === COMMANDS);
  return given;
}

function statuses(answers: readonly TestAnswer[]): readonly number[] {
  return answers.map(({ status }) => status);
}

function told(event: string): readonly object[] {
  return lines.map((line) => JSON.parse(line) as { readonly event: string }).filter((line) => line.event === event);
}

describe('commands on top of those that are under way', () => {
  it('are turned away at once and leave no trace, and what was taken is stored, and nothing else', async () => {
    const { held, letGo } = holdTheLog();
    const taken = await fill(held);
    for (const number of [10, 11]) {
      const answer = await establish(number);
      expectProblem(answer, 503, 'overloaded');
      expect(answer.headers['retry-after']).toBe('1');
    }
    letGo();
    expect(statuses(await Promise.all(taken))).toEqual([200, 200, 200, 200]);
    const streams = (await storedEvents(app)).map(({ stream }) => stream);
    expect([...streams].sort()).toEqual([0, 1, 2, 3].map((number) => `mission-${id(`mission ${number}`)}`).sort());
  });

  it('are taken again as soon as these are answered', async () => {
    const { held, letGo } = holdTheLog();
    const taken = await fill(held);
    expect(await establish(10)).toMatchObject({ status: 503 });
    letGo();
    await Promise.all(taken);
    const more = await Promise.all([10, 11, 12, 13].map(establish));
    expect(statuses(more)).toEqual([200, 200, 200, 200]);
  });

  it('do not keep out questions, nor whoever asks whether the process is well', async () => {
    const { held, letGo } = holdTheLog();
    const taken = await fill(held);
    expect(await watch.ask('missions')).toMatchObject({ status: 200 });
    for (const probe of ['/livez', '/readyz']) expect(await app.inject('GET', probe)).toMatchObject({ status: 200 });
    letGo();
    await Promise.all(taken);
  });

  it('are told of together, and not each', async () => {
    const { held, letGo } = holdTheLog();
    const taken = await fill(held);
    const answeredBefore = told('answered').length;
    await Promise.all([10, 11, 12].map(establish));
    expect(told('turned-away')[0]).toMatchObject({ level: 'warning', overloaded: 1 });
    expect(told('turned-away').length).toBeLessThan(3);
    expect(told('answered')).toHaveLength(answeredBefore);
    letGo();
    await Promise.all(taken);
  });

  it('still count where their clients have gone, until what they began is over', async () => {
    const url = await app.listen();
    const token = await app.admit('dutyOfficer');
    const { held, letGo } = holdTheLog();
    const leaving = Array.from({ length: COMMANDS }, (_, number) => beginCommand(url, token, number));
    await untilTrue(() => held() === COMMANDS);
    for (const socket of leaving) socket.destroy();
    expect(await establish(10)).toMatchObject({ status: 503 });
    letGo();
    const storesAgain = async (): Promise<boolean> => (await establish(10)).status === 200;
    await untilTrue(storesAgain);
    expect(statuses(await Promise.all([11, 12, 13, 14].map(establish)))).toEqual([200, 200, 200, 200]);
  });
});

function beginCommand(url: string, token: string, number: number): Socket {
  const body = JSON.stringify({ mission: id(`mission ${number}`), name: 'Training' });
  return begin(url, token, body, Buffer.byteLength(body));
}

/** A request with a body that may not come to its end. */
function begin(url: string, token: string, body: string, length: number): Socket {
  const socket = connect(Number(new URL(url).port), '127.0.0.1');
  socket.on('error', () => undefined);
  const head = ['POST /api/commands/EstablishMission HTTP/1.1', 'Host: muster', `Authorization: Bearer ${token}`];
  socket.write([...head, 'Content-Type: application/json', `Content-Length: ${length}`, '', body].join('\r\n'));
  return socket;
}

describe('bodies that do not come to their end', () => {
  it('keep no command out', async () => {
    const url = await app.listen();
    const token = await app.admit('dutyOfficer');
    const halves = Array.from({ length: 3 * COMMANDS }, () => begin(url, token, '{', 100));
    await Promise.all(halves.map((socket) => new Promise((resolve) => socket.on('connect', resolve))));
    expect(statuses(await Promise.all([0, 1, 2, 3].map(establish)))).toEqual([200, 200, 200, 200]);
    for (const socket of halves) socket.destroy();
  });

  it('leave room for small ones, and are turned away where too many bytes of them are announced', async () => {
    const url = await app.listen();
    const token = await app.admit('dutyOfficer');
    const large = begin(url, token, '{', ARRIVING_BYTES - 1);
    const body = JSON.stringify({ mission: id('mission 0'), name: 'x'.repeat(20_000) });
    const refusesLarge = async (): Promise<boolean> => {
      const answer = await app.inject('POST', '/api/commands/EstablishMission', {
        token,
        body,
        headers: { 'content-length': String(body.length) },
      });
      return answer.status === 503;
    };
    await untilTrue(refusesLarge);
    expect(await establish(0)).toMatchObject({ status: 200 });
    large.destroy();
    await untilTrue(async () => !(await refusesLarge()));
  });
});

describe('questions on top of those that are under way', () => {
  it('are turned away at once, and keep no command out', async () => {
    // Each waits for what the log has not got yet.
    const waiting = Array.from({ length: QUESTIONS }, () => watch.ask('missions?after=zzz'));
    const answer = await watch.ask('missions');
    expectProblem(answer, 503, 'overloaded');
    expect(answer.headers['retry-after']).toBe('1');
    expect(await establish(0)).toMatchObject({ status: 200 });
    for (const late of await Promise.all(waiting)) expectProblem(late, 503, 'not-current');
    expect(await watch.ask('missions')).toMatchObject({ status: 200 });
  });
});
