import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { READS_ALL } from '../../src/api/policy.js';
import type { Route } from '../../src/edge/route-table.js';
import { ROLES, type Role } from '../../src/kernel/actor.js';
import { COMMAND_ROLES, COMMANDS } from '../../src/kernel/authority.js';
import { startApp, type AppUnderTest, type TestAnswer, type TestScope } from '../support/app.js';
import { id } from '../support/given.js';

const SCOPES: Readonly<Partial<Record<Role, TestScope>>> = {
  teamLead: { missions: [id('training')] },
  deployedOfficer: { deployment: id('tour') },
  liaison: { agency: 'Saskatoon' },
};

/** Whoever asks a route; a stranger has no token. */
const CALLERS = ['stranger', ...ROLES] as const;

let app: AppUnderTest;
const tokens = new Map<string, string>();

beforeAll(async () => {
  app = await startApp();
  for (const role of ROLES) tokens.set(role, await app.admit(role, SCOPES[role]));
});

afterAll(() => app.close());

/** About a thing that does not exist, with a body that says nothing; of an answer that does not end its head. */
function ask({ method: asked, path }: Route, caller: string): Promise<TestAnswer> {
  const method = path.endsWith('/stream') ? 'HEAD' : asked;
  const token = tokens.get(caller);
  const url = path.replaceAll(/:\w+/g, id('nothing'));
  const body = method === 'POST' ? { body: {} } : {};
  return app.inject(method as 'GET' | 'HEAD' | 'POST', url, { ...(token === undefined ? {} : { token }), ...body });
}

function expectedOf({ policy }: Route, caller: (typeof CALLERS)[number]): 'let in' | number {
  if (policy === 'anyone') return 'let in';
  if (caller === 'stranger') return 401;
  return policy.includes(caller) ? 'let in' : 403;
}

describe('the authorization matrix', () => {
  it('is that of the route table, for every route and every role', async () => {
    const wrong: string[] = [];
    for (const route of app.routes) {
      for (const caller of CALLERS) {
        const { status } = await ask(route, caller);
        const expected = expectedOf(route, caller);
        const right = expected === 'let in' ? status !== 401 && status < 500 : status === expected;
        if (!right) wrong.push(`${route.method} ${route.path} answers a ${caller} ${status} and not ${expected}`);
      }
    }
    expect(wrong).toEqual([]);
  });

  it('stores nothing, whoever asks', async () => {
    const before = await app.log.end();
    for (const route of app.routes.filter(({ path }) => path.startsWith('/api/commands/'))) {
      for (const caller of CALLERS) await ask(route, caller);
    }
    expect(await app.log.end()).toEqual(before);
  });

  it('gives each command to the roles of the one table', () => {
    const routed = app.routes.filter(({ path }) => path.startsWith('/api/commands/'));
    const policies = routed.map(({ path, policy }) => [path.slice('/api/commands/'.length), policy] as const);
    expect(Object.fromEntries(policies)).toEqual(COMMAND_ROLES);
    expect(routed).toHaveLength(COMMANDS.length);
  });

  it('lets whoever reads all ask every question about people', () => {
    const aboutPeople = app.routes.filter(
      ({ method, path }) => method === 'GET' && /^\/api\/(?!projections|access|openapi|configuration)/.test(path),
    );
    expect(aboutPeople.length).toBeGreaterThan(5);
    for (const { policy } of aboutPeople) expect(policy).toEqual(expect.arrayContaining([...READS_ALL]));
  });

  it('lets the operator read nobody', () => {
    const his = app.routes.filter(({ policy }) => policy !== 'anyone' && policy.includes('operator'));
    for (const { path } of his)
      expect(path).toMatch(
        /^\/(metrics$|api\/(me$|projections|events(\/stream)?$|configuration$|access-tokens|actors$|commands\/(\w+AccessToken|IssueSignInLink|EraseTexts)))/,
      );
  });
});
