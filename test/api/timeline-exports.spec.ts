import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { EXPORT_PAGE_SIZE } from '../../src/features/timeline/queries/export-timeline.query.js';
import { Timelines } from '../../src/features/timeline/reading/timelines.js';
import { expectProblem } from '../support/api.js';
import { ANN, NOBODY, safe, startScene, STRIKE, type Scene } from './timeline-support.js';

let scene: Scene;

beforeEach(async () => {
  scene = await startScene();
  await scene.at('23:10', 'RecordCheckIn', safe(ANN, '23:09', { note: 'She said "all well", twice' }));
});

afterEach(() => scene.app.close());

const csv = (query = '') => scene.auditor.ask(`incidents/${STRIKE}/timeline.csv${query}`);

/** Reads RFC 4180, so that what was written is known by what another reader makes of it. */
function parsed(text: string): readonly (readonly string[])[] {
  const cells = [...text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/g)];
  const lines: string[][] = [[]];
  for (const [, quoted, plain, end] of cells) {
    lines.at(-1)?.push(quoted?.replaceAll('""', '"') ?? plain ?? '');
    if (end === '\r\n') lines.push([]);
  }
  return lines.slice(0, -1);
}

describe('the CSV', () => {
  it('is a file in UTF-8 with named columns, a line for each event', async () => {
    const answer = await csv();
    expect(answer).toMatchObject({
      status: 200,
      headers: {
        'content-type': 'text/csv; charset=utf-8; header=present',
        'content-disposition': `attachment; filename="timeline-${STRIKE}.csv"`,
      },
    });
    const [head, ...lines] = parsed(answer.text);
    expect(head?.join()).toBe(
      'position,recordedAt,happenedAt,zone,type,category,id,revision,entry,actor,role,words,effect,data,texts',
    );
    const { events } = await scene.timeline();
    expect(lines.map((line) => line.length)).toEqual(events.map(() => 15));
    expect(lines.map(([position]) => position)).toEqual(events.map(({ position }) => position));
    expect(lines.map((line) => line[11])).toEqual(events.map(({ words }) => words));
    expect(lines[2]?.[12]).toBe(events[2]?.effect.flatMap(({ words }) => words).join('\n'));
    expect(JSON.parse(lines[2]?.[14] ?? '')).toEqual(events[2]?.texts);
  });

  it('has the same axes, and leaves effects out where they are not wanted', async () => {
    const { position } = await scene.at('23:20', 'LogNote', { incident: STRIKE, text: 'one' });
    await scene.at('23:21', 'LogNote', { incident: STRIKE, text: 'two' });
    expect(parsed((await csv(`?knownAt=${position}`)).text)).toHaveLength(5);
    const lines = parsed((await csv('?effects=false')).text).slice(1);
    expect(lines.map((line) => line[12])).toEqual(lines.map(() => ''));
  });

  it('takes no part in paging, and is refused before a byte is sent', async () => {
    expectProblem(await csv('?limit=5'), 400, 'invalid-request');
    expectProblem(await scene.auditor.ask(`incidents/${NOBODY}/timeline.csv`), 404, 'not-found');
  });

  it('is whole, however many pages it is read in', async () => {
    const lines = EXPORT_PAGE_SIZE + 1;
    for (let number = 0; number < lines; number += 1) {
      await scene.watch.record('LogNote', { incident: STRIKE, text: `=note ${number}` });
    }
    expect(parsed((await csv('?effects=false')).text)).toHaveLength(4 + lines);
  });
});

describe('the JSON', () => {
  it('is one document that holds the events of all pages', async () => {
    const answer = await scene.auditor.ask(`incidents/${STRIKE}/timeline.json`);
    const { incident, events, asOf, knownAt } = await scene.timeline();
    expect(answer.headers['content-type']).toMatch(/^application\/json/);
    expect(answer.headers['content-disposition']).toBe(`attachment; filename="timeline-${STRIKE}.json"`);
    expect(answer.body).toEqual({ incident, asOf, knownAt, events });
  });

  it('is a document too where nothing stands in it', async () => {
    const answer = await scene.auditor.ask(`incidents/${STRIKE}/timeline.json?knownAt=2020-01-07T22:00:00Z`);
    expect(answer).toMatchObject({ status: 200, body: { incident: STRIKE, events: [] } });
  });
});

describe('a file that cannot be read to its end', () => {
  const lines: string[] = [];

  /** The first page can be read, and no other. */
  function failAfterOnePage(): void {
    const read = jest.spyOn(Timelines.prototype, 'events');
    const whole = read.getMockImplementation();
    let pages = 0;
    read.mockImplementation(function (this: Timelines, ...asked) {
      if (pages++ > 0 || whole === undefined) throw new Error('the view is gone');
      return whole.apply(this, asked);
    });
  }

  beforeEach(async () => {
    await scene.app.close();
    lines.length = 0;
    scene = await startScene(undefined, { write: (line) => void lines.push(line) });
  });

  afterEach(() => {
    jest.restoreAllMocks();
  });

  it.each(['csv', 'json'])(
    'breaks the connection off, so that its part never looks whole, and is logged (%s)',
    async (kind) => {
      const url = await scene.app.listen();
      const token = await scene.app.admit('auditor');
      failAfterOnePage();
      const answer = await fetch(`${url}/api/incidents/${STRIKE}/timeline.${kind}`, {
        headers: { authorization: `Bearer ${token}` },
      });
      expect(answer.status).toBe(200);
      await expect(answer.text()).rejects.toThrow();
      const correlationId = answer.headers.get('x-correlation-id');
      expect(lines.map((line) => JSON.parse(line) as object)).toContainEqual(
        expect.objectContaining({
          ...{ level: 'error', event: 'stream', correlationId },
          stack: expect.stringContaining('the view is gone'),
        }),
      );
    },
  );

  it('is no fault of ours where its reader leaves', async () => {
    const url = await scene.app.listen();
    const token = await scene.app.admit('auditor');
    const leaving = new AbortController();
    const answer = await fetch(`${url}/api/incidents/${STRIKE}/timeline.csv`, {
      headers: { authorization: `Bearer ${token}` },
      signal: leaving.signal,
    });
    leaving.abort();
    await expect(answer.text()).rejects.toThrow();
    expect(lines.filter((line) => line.includes('"error"'))).toEqual([]);
  });
});
