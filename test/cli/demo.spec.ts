import { readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { describe, expect, it, jest } from '@jest/globals';
import { ROLES } from '../../src/kernel/actor.js';
import { muster, type Ran } from './support.js';

jest.setTimeout(60_000);

/** What a line that begins with curl asks, as a shell would read it. */
async function pasted(line: string): Promise<{ readonly status: number; readonly body: unknown }> {
  const [, name = '', value = '', url = ''] = /^curl -s -H '([^:']+): ([^']+)' '([^']+)'$/.exec(line) ?? [];
  const answer = await fetch(url, { headers: { [name]: value } });
  return { status: answer.status, body: await answer.json() };
}

function demoFolders(): readonly string[] {
  return readdirSync(tmpdir()).filter((name) => name.startsWith('muster-demo-'));
}

/** Runs the demo until `look` has seen what it printed. */
async function demo(args: readonly string[], look: (printed: string) => Promise<void>): Promise<Ran> {
  const ending = new AbortController();
  let looked: Promise<void> = Promise.reject(new Error('nothing was printed'));
  looked.catch(() => undefined);
  const ran = await muster(['demo', '--port', '0', ...args], {
    interrupted: ending.signal,
    onOut: (text) => {
      looked = look(text).finally(() => ending.abort());
      looked.catch(() => undefined);
    },
  });
  await looked;
  return ran;
}

describe('the demo', () => {
  it('plays the night, prints a token for each role and lines that work when pasted, and leaves nothing behind', async () => {
    const before = demoFolders();
    const answers: unknown[] = [];
    const { code, err } = await demo([], async (printed) => {
      const lines = printed.split('\n');
      for (const role of ROLES) expect(lines.some((line) => line.startsWith(`  ${role} `))).toBe(true);
      for (const line of lines.filter((text) => text.startsWith('curl '))) answers.push(await pasted(line));
    });
    expect([code, err]).toEqual([0, expect.stringContaining('all hold')]);
    expect(answers).toMatchObject([
      { status: 200, body: { claim: 'PARTIAL', counts: { denominator: 12, accounted: 0 } } },
      {
        status: 200,
        body: { events: expect.arrayContaining([expect.objectContaining({ type: 'IncidentOpened' })]) },
      },
      { status: 200, body: { asOf: '2020-01-07T23:12:00.000Z', counts: { denominator: 12, accounted: 4 } } },
      { status: 200, body: { from: { claim: 'PARTIAL' }, to: { claim: 'ALL_SAFE' } } },
    ]);
    expect(demoFolders()).toEqual(before);
  });

  it('gives machines the same as JSON, with tokens that are let in as what they are and links that open', async () => {
    await demo(['--json'], async (printed) => {
      const { url, rollCall, tokens, links } = JSON.parse(printed) as {
        readonly url: string;
        readonly rollCall: string;
        readonly tokens: Readonly<Record<string, string>>;
        readonly links: Readonly<Record<string, string>>;
      };
      expect(Object.keys(links)).toEqual(ROLES);
      for (const link of Object.values(links)) expect((await fetch(link)).status).toBe(200);
      const ask = (role: string, path: string): Promise<Response> =>
        fetch(`${url}/api/${path}`, { headers: { authorization: `Bearer ${tokens[role]}` } });
      const asked = async (role: string): Promise<unknown> => {
        const answer = await ask(role, `roll-calls/${rollCall}/verdict`);
        const { claim = 'none', counts } = (await answer.json()) as {
          claim?: unknown;
          counts?: { denominator: number };
        };
        return [answer.status, claim, counts?.denominator];
      };
      expect(await asked('commander')).toEqual([200, 'PARTIAL', 12]);
      expect(await asked('liaison')).toEqual([200, 'PARTIAL', 2]);
      expect(await asked('teamLead')).toEqual([200, null, 5]);
      expect(await asked('deployedOfficer')).toEqual([403, 'none', undefined]);
      expect(await asked('operator')).toEqual([403, 'none', undefined]);
      expect(await (await ask('operator', 'configuration')).json()).toMatchObject({
        settings: expect.arrayContaining([{ name: 'HOST', value: '127.0.0.1', source: 'environment' }]),
        unknown: [],
      });
    });
  });
});
