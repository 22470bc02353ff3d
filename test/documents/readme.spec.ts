import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { COMMANDS } from '../../src/kernel/authority.js';
import { muster } from '../cli/support.js';
import { callerWith, type TestCaller } from '../support/api.js';
import { startApp, type AppUnderTest } from '../support/app.js';
import { NOW } from '../support/given.js';

const PROJECT = fileURLToPath(new URL('../../', import.meta.url));
const PAGES = globSync(['*.md', 'docs/**/*.md'], { cwd: PROJECT });

function read(file: string): string {
  return readFileSync(join(PROJECT, file), 'utf8');
}

const README = read('README.md');

function found(text: string, pattern: RegExp): readonly string[] {
  return [...text.matchAll(pattern)].map(([, name = '']) => name);
}

/** The anchor that a heading gets. */
function anchorOf(heading: string): string {
  return heading
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N} _-]/gu, '')
    .replaceAll(' ', '-');
}

function leadsSomewhere(page: string, link: string): boolean {
  if (/^https?:/.test(link)) return true;
  const [path = '', anchor] = link.split('#');
  const target = path === '' ? page : join(dirname(page), path);
  if (!existsSync(join(PROJECT, target))) return false;
  return (
    anchor === undefined ||
    found(read(target), /^#+ (.+)$/gm)
      .map(anchorOf)
      .includes(anchor)
  );
}

describe('The documents', () => {
  it.each(PAGES)('lead somewhere with every link of %s', (page) => {
    const links = found(read(page), /\]\(([^)\s]+)\)/g);
    expect(links.filter((link) => !leadsSomewhere(page, link))).toEqual([]);
  });

  it('name no npm script that is not there', () => {
    const { scripts } = JSON.parse(read('package.json')) as { readonly scripts: Readonly<Record<string, string>> };
    const named = PAGES.flatMap((page) => found(read(page), /npm run (?:-s )?([a-z][\w:-]*)/g));
    expect([...new Set(named)].filter((script) => !(script in scripts))).toEqual([]);
  });

  it('name no command of the command line that is not there, and README names them all', async () => {
    const { out } = await muster(['--help']);
    const known = found(out, /^ {2}([a-z]+(?: [a-z]+)?) {2}/gm);
    const table = README.slice(README.indexOf('## The command line'), README.indexOf('## The HTTP API'));
    const named = found(
      table,
      /(?<=\| |, )`([a-z]+(?: create| list| revoke| erasures| erase| rotate| verify| prepare| copy| show)?)[^`]*`(?=[ ,])/g,
    );
    expect([...new Set(named)].sort()).toEqual(known.toSorted());
  });

  it('name no route that is not there', () => {
    const { paths } = JSON.parse(read('docs/openapi.json')) as { readonly paths: object };
    const routes = found(README, /`(\/api\/[a-z][\w/{}.-]*)`/g);
    expect(routes.length).toBeGreaterThan(5);
    expect(routes.filter((route) => !(route in paths) && route !== '/api/commands/{name}')).toEqual([]);
  });
});

describe('The walk in README', () => {
  const walk = README.slice(README.indexOf('export MUSTER_TOKEN=$(secret'), README.indexOf('The questions:'));
  const variables = new Map([...walk.matchAll(/^([A-Z]+)=(\S+)$/gm)].map(([, name = '', value = '']) => [name, value]));
  let app: AppUnderTest;
  let watch: TestCaller;

  beforeAll(async () => {
    app = await startApp();
    watch = callerWith(app, await app.admit('dutyOfficer'));
  });

  afterAll(() => app.close());

  /** A line as the shell would read it. */
  function expanded(line: string): string {
    return line
      .replaceAll('$(date -u +%FT%TZ)', NOW)
      .replaceAll(/\$([A-Z]+)/g, (_, name: string) => variables.get(name) ?? '')
      .replaceAll("'", '');
  }

  it('goes from an empty installation to all safe, each line doing what is said beside it', async () => {
    const claims: unknown[] = [];
    for (const line of walk.split('\n')) {
      const [word, name = '', ...rest] = line.split(' ');
      if (word === 'give') await watch.record(name, JSON.parse(expanded(rest.join(' '))) as object);
      if (word === 'ask') claims.push((await watch.ask(expanded(name))).body);
    }
    expect(claims).toMatchObject([
      { claim: 'PARTIAL', unmet: { EVIDENCE: [variables.get('TOUR')] } },
      { claim: 'ALL_SAFE', unmet: {} },
    ]);
  });

  it('asks nothing afterwards that is not answered', async () => {
    const paths = found(README, /^ask "([^"]+)"/gm);
    expect(paths).toHaveLength(4);
    for (const path of paths) expect(await watch.ask(expanded(path))).toMatchObject({ status: 200 });
  });

  it('gives commands alone that there are', () => {
    const named = found(README, /(?:^give |api\/commands\/)([A-Z]\w+)/gm);
    expect(named.filter((name) => !(COMMANDS as readonly string[]).includes(name))).toEqual([]);
  });
});
