import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { apiDocument } from '../../src/installation/api-document.js';
import type { Role } from '../../src/kernel/actor.js';
import { COMMAND_ROLES, COMMANDS, type CommandName } from '../../src/kernel/authority.js';
import { instant } from '../../src/kernel/instant.js';
import { startApp, type AppUnderTest } from '../support/app.js';

/** What a client can put where a field is due. */
const HOSTILE: readonly unknown[] = [
  ...[null, true, 0, -1, 1.5, 1e308, '', ' ', '\u0000', '\ud800', 'x'.repeat(5_000), '__proto__', "'; DROP TABLE fact"],
  ...['2020-02-30T00:00:00Z', '9999-12-31T23:59:59Z', '1900-01-01T00:00:00Z', 'PT9999999999S', 'P1Y', '-PT1H'],
  ...['00000000-0000-0000-0000-000000000000', 'AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA'],
  ...[
    [],
    [null],
    [[]],
    ['x'],
    {},
    { a: { b: {} } },
    { earliest: null, latest: [] },
    [{}],
    { '1': 'PT1H', '9': 'PT1H' },
  ],
];

/** Every field gets every value in the long run, and every third of them otherwise, beginning elsewhere each time. */
const STEP = process.env['JEST_LONG'] === '1' ? 1 : 3;

/** Would leave nothing in force for the others to be tried on. */
const ENDING: ReadonlySet<CommandName> = new Set([
  ...(['CloseDutyPost', 'EndMission', 'EndDeployment', 'CloseIncident', 'CloseRollCall', 'RevokeAccessToken'] as const),
]);

type Members = Readonly<Record<string, unknown>>;

let app: AppUnderTest;
const tokens = new Map<Role, string>();
let examples: ReadonlyMap<CommandName, Members>;

beforeAll(async () => {
  app = await startApp();
  for (const role of ['commander', 'operator'] as const) tokens.set(role, await app.admit(role));
  const { paths } = JSON.parse(await apiDocument()) as { paths: Readonly<Record<string, CommandPath>> };
  examples = new Map(COMMANDS.map((name) => [name, exampleOf(paths[`/api/commands/${name}`])]));
  await begin();
});

/** Gives each command as its example has it, so that the hostile ones meet a mission, a tour and a roll call. */
async function begin(): Promise<void> {
  app.clock.moveTo(instant('2020-02-10T00:00:00Z'));
  let accepted = 0;
  for (const [name, body] of examples) {
    if (ENDING.has(name)) continue;
    const answer = await app.inject('POST', `/api/commands/${name}`, { token: tokenFor(name), body });
    accepted += answer.status === 200 ? 1 : 0;
  }
  expect(accepted).toBeGreaterThan(25);
}

function tokenFor(name: CommandName): string {
  const role = COMMAND_ROLES[name].find((candidate) => tokens.has(candidate)) ?? 'commander';
  return tokens.get(role) ?? '';
}

afterAll(() => app.close());

interface CommandPath {
  readonly post: { readonly requestBody: { readonly content: Readonly<Record<string, ExampleMedia>> } };
}

interface ExampleMedia {
  readonly examples: { readonly example: { readonly value: Members } };
}

function exampleOf(path: CommandPath | undefined): Members {
  const example = path?.post.requestBody.content['application/json']?.examples.example.value;
  if (example === undefined) throw new Error('a command has an example');
  return example;
}

let turn = 0;

function someHostile(): readonly unknown[] {
  turn += 1;
  return HOSTILE.filter((_, place) => (place + turn) % STEP === 0);
}

/** The example with each field, and each field within it, in turn made hostile or left out. */
function* mutations(example: Members): Generator<Members> {
  for (const [field, value] of Object.entries(example)) {
    const { [field]: _, ...rest } = example;
    yield rest;
    for (const hostile of someHostile()) yield { ...example, [field]: hostile };
    if (isMembers(value)) for (const inner of mutations(value)) yield { ...example, [field]: inner };
    if (Array.isArray(value) && isMembers(value[0])) {
      for (const inner of mutations(value[0])) yield { ...example, [field]: [inner] };
    }
  }
}

function isMembers(value: unknown): value is Members {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

it.each(COMMANDS)(
  '%s answers whatever a client sends without a fault of its own, and stores all or nothing',
  async (name) => {
    const token = tokenFor(name);
    const faults: unknown[] = [];
    for (const body of mutations(examples.get(name) ?? {})) {
      const before = await app.log.end();
      const answer = await app.inject('POST', `/api/commands/${name}`, { token, body });
      const moved = before.position !== (await app.log.end()).position;
      const isProblem = answer.headers['content-type']?.startsWith('application/problem+json') === true;
      const right = answer.status < 300 ? !isProblem : answer.status < 500 && isProblem && !moved;
      if (!right) faults.push({ body, status: answer.status, told: answer.body, moved });
    }
    expect(faults).toEqual([]);
  },
);

/** What a client can put into an address. A position that the log does not have yet is waited for, and is no hostility. */
const HOSTILE_TEXTS: readonly string[] = [
  ...['', '%00', '%20', '%F0%9F%92%A9', '-1', '0', '1e9', '201', "'", '..%2F..', 'null', '[]', '%7B%7D'],
  ...[
    '2020-01-07',
    '2020-01-07T23:00:00',
    '2020-01-07T23:00:00%2B99:00',
    '1899-12-31T23:59:59Z',
    '9999-01-01T00:00:00Z',
  ],
  ...['bm9uZQ', 'x'.repeat(5_000), '1900-01-01T00:00:00Z', '8999-12-31T23:59:59Z', '%2B2020'],
];

it('every question answers whatever a client puts into its address without a fault of its own', async () => {
  const { paths } = JSON.parse(await apiDocument()) as { paths: Readonly<Record<string, QuestionPath>> };
  const faults: unknown[] = [];
  for (const [path, { get }] of Object.entries(paths)) {
    for (const url of get === undefined || path.endsWith('/stream') ? [] : addresses(path, get)) {
      for (const token of tokens.values()) {
        const { status, body } = await app.inject('GET', url, { token });
        if (status >= 500) faults.push({ url, status, body });
      }
    }
  }
  expect(faults).toEqual([]);
});

it('afterwards every view still runs', async () => {
  expect(await app.inject('GET', '/readyz')).toMatchObject({ status: 200 });
});

interface QuestionPath {
  readonly get?: { readonly parameters?: readonly { readonly name: string; readonly in: string }[] };
}

function* addresses(path: string, { parameters = [] }: NonNullable<QuestionPath['get']>): Generator<string> {
  const found = path.replace('{id}', idFor(path));
  for (const text of HOSTILE_TEXTS) {
    if (path !== found) yield path.replace('{id}', text);
    for (const { name } of parameters.filter((parameter) => parameter.in === 'query' && parameter.name !== 'after')) {
      yield `${found}?${name}=${text}`;
    }
  }
}

/** Of what the examples have made. */
function idFor(path: string): string {
  const made: readonly (readonly [string, CommandName, string])[] = [
    ['/missions/', 'EstablishMission', 'mission'],
    ['/officers/', 'RegisterOfficer', 'officer'],
    ['/deployments/', 'BeginDeployment', 'deployment'],
    ['/incidents/', 'OpenIncident', 'incident'],
    ['/roll-calls/', 'OpenRollCall', 'rollCall'],
  ];
  const [, name, field] = made.find(([prefix]) => path.includes(prefix)) ?? [];
  return name === undefined ? '' : String(examples.get(name)?.[field ?? '']);
}
