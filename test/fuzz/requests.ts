import { COMMAND_ROLES, type CommandName } from '../../src/kernel/authority.js';
import { Chance } from '../support/chance.js';
import { jsonOf, spoilt } from './bodies.js';
import { JSON_TYPE, raw, someAuthorization, sound, type FuzzCase } from './cases.js';
import { COMMANDS, OPERATIONS, QUESTIONS, STREAMS, exampleOf, type Command, type Operation } from './document.js';
import { EVENT_IDS, oddHeaders } from './headers.js';
import { broken, someId, someInstant, wellShaped } from './values.js';
import { wireCase } from './wire-cases.js';

/** Would leave nothing in force for the others to be tried on: they name what is not there. */
export const ENDING: ReadonlySet<string> = new Set<CommandName>([
  ...(['CloseDutyPost', 'EndMission', 'EndDeployment', 'CloseIncident', 'CloseRollCall'] as const),
  ...(['RevokeAccessToken', 'EraseTexts'] as const),
]);

type Make = (chance: Chance) => FuzzCase;

/** How often each kind is made, of all. */
const KINDS: readonly (readonly [number, Make])[] = [
  [18, (chance) => command('well-shaped', chance, ({ body }) => jsonOf(wellShaped(body.example, body.schema, chance)))],
  [24, (chance) => command('broken', chance, ({ body }) => jsonOf(broken(body.example, chance)))],
  [10, (chance) => command('spoilt', chance, ({ body }) => spoilt(body.example, chance))],
  [12, (chance) => command('odd headers', chance, ({ body }) => jsonOf(body.example), true)],
  [18, question],
  [5, misdirected],
  [11, wireCase],
  [2, stream],
];

const WEIGHTS = KINDS.reduce((sum, [weight]) => sum + weight, 0);

/** The case of a seed and a number: the same in every run. */
export function caseOf(seed: number, number: number): FuzzCase {
  const chance = new Chance(seed * 1_000_003 + number);
  let place = chance.below(WEIGHTS);
  for (const [weight, make] of KINDS) {
    if (place < weight) return make(chance);
    place -= weight;
  }
  throw new Error('the weights are those of the kinds');
}

function command(kind: string, chance: Chance, body: (given: Command) => string, odd = false): FuzzCase {
  const given = withoutEnding(chance.oneOf(COMMANDS), chance);
  const roles = COMMAND_ROLES[given.name as CommandName];
  const more = odd || chance.happens(0.05) ? oddHeaders(chance) : [];
  const named = more.some(([name]) => name === 'Content-Type') ? [] : [JSON_TYPE];
  return sound({
    about: `${kind} ${given.name}`,
    ...{ method: 'POST', target: given.path, body: body(given) },
    headers: [...someAuthorization(chance, roles), ...named, ...more],
  });
}

function withoutEnding(given: Command, chance: Chance): Command {
  if (!ENDING.has(given.name)) return given;
  const isId = (value: unknown): boolean => typeof value === 'string' && /^[0-9a-f-]{36}$/.test(value);
  const example = Object.fromEntries(
    Object.entries(given.body.example).map(([name, value]) => [name, isId(value) ? someId(chance) : value]),
  );
  return { ...given, body: { ...given.body, example } };
}

/** Whatever a client puts into an address. */
const TEXTS: readonly string[] = [
  ...[
    '',
    '%00',
    '%20',
    '%F0%9F%92%A9',
    '-1',
    '0',
    '1',
    '50',
    '200',
    '201',
    '1e9',
    "'",
    '..%2F..',
    '[]',
    '%7B%7D',
    '%',
    '%zz',
    '%ff',
  ],
  ...[
    '%c0%ae',
    '%ED%A0%80',
    '2020-01-07',
    '2020-01-07T23:00:00',
    '2020-01-07T23:00:00%2B99:00',
    '1899-12-31T23:59:59Z',
  ],
  ...['9999-01-01T00:00:00Z', 'bm9uZQ', 'WyJhIl0', 'x'.repeat(5_000), '1900-01-01T00:00:00Z', '8999-12-31T23:59:59Z'],
  ...['%2B2020', 'true', 'false', 'a%26b', '%23', '%0d%0aX-Y:%20z', '__proto__', '%u0041', '1&1', '0x1', '%2e%2e'],
];

/** What may be a position that the log has not reached, so that it is waited for. */
const POSITIONS: readonly string[] = [
  '0',
  '000000000000001',
  '000000000000040',
  '9999999999999999',
  'null',
  'zzz',
  '-',
  '_',
];
const TAKES_POSITION: ReadonlySet<string> = new Set(['after', 'knownAt', 'fromKnownAt', 'toKnownAt']);
const WAITING = /[?&](?:after|knownAt|fromKnownAt|toKnownAt)=[0-9A-Za-z_-]+/;

function question(chance: Chance): FuzzCase {
  const asked = chance.oneOf(QUESTIONS);
  const target = addressOf(asked, chance);
  const method = chance.oneOf(['GET', 'GET', 'GET', 'GET', 'HEAD']);
  const headers = [...someAuthorization(chance), ...(chance.happens(0.2) ? oddHeaders(chance) : [])];
  return sound({ about: `question ${asked.name}`, method, target, headers, waits: WAITING.test(target) });
}

function addressOf({ path, parameters }: Operation, chance: Chance): string {
  const id = chance.happens(0.15) ? chance.oneOf(TEXTS) : chance.happens(0.5) ? idAt(path) : someId(chance);
  const query = parameters
    .filter((parameter) => parameter.in === 'query' && chance.happens(0.4))
    .map(({ name }) => `${name}=${textFor(name, chance)}`);
  const more = chance.happens(0.05) ? [`${chance.oneOf(TEXTS)}=${chance.oneOf(TEXTS)}`] : [];
  const twice = chance.happens(0.03) ? query.slice(0, 1) : [];
  const search = [...query, ...twice, ...more].join('&');
  return `${path.replace('{id}', id)}${search === '' ? '' : `?${search}`}`;
}

function textFor(name: string, chance: Chance): string {
  // A position that is waited for costs a second.
  if (TAKES_POSITION.has(name)) {
    return chance.oneOf(
      chance.happens(0.05) ? POSITIONS : ['0', '000000000000001', '%', '', '%00', 'a b'.replace(' ', '%20')],
    );
  }
  if (chance.happens(0.3)) return name === 'limit' ? String(chance.between(1, 200)) : someInstant(chance);
  return chance.oneOf(TEXTS);
}

/** Of what the examples have made. */
function idAt(path: string): string {
  const made: readonly (readonly [string, string, string])[] = [
    ['/missions/', 'EstablishMission', 'mission'],
    ['/officers/', 'RegisterOfficer', 'officer'],
    ['/deployments/', 'BeginDeployment', 'deployment'],
    ['/incidents/', 'OpenIncident', 'incident'],
    ['/roll-calls/', 'OpenRollCall', 'rollCall'],
  ];
  const [, name, field = ''] = made.find(([prefix]) => path.includes(prefix)) ?? [];
  const id = exampleOf(name ?? '')[field];
  return typeof id === 'string' ? id : '';
}

const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'HEAD', 'TRACE', 'PROPFIND', 'SEARCH', 'QUERY'];
const PATHS = [
  ...[
    '/',
    '//',
    '/api',
    '/api/',
    '/api//missions',
    '/api/commands/',
    '/api/commands/Nothing',
    '/api/missions/',
    '/API/MISSIONS',
  ],
  ...[
    '/%',
    '/%ff',
    '/%c0%ae%c0%ae/etc/passwd',
    '/..',
    '/../../etc/passwd',
    '/api/missions/%2e%2e/%2e%2e',
    '/favicon.ico',
    '/*',
  ],
  ...[
    '/metrics',
    '/livez',
    '/readyz',
    '/api/openapi.json',
    '/__proto__',
    '/api/commands/__proto__',
    '/api/commands/constructor',
  ],
  ...[
    `/${'a'.repeat(3_000)}`,
    `/${'a/'.repeat(2_000)}`,
    '/api/missions?',
    '/api/missions?&&&=',
    '/api/missions;x=y',
    '/\xff\xfe',
  ],
  ...[
    '/api/missions#x',
    `/api/missions?${'limit=1&'.repeat(800)}`,
    `/api/missions/${'%41'.repeat(500)}`,
    '/api/missions?[]=1&a[b]=1',
  ],
];

/** Methods and paths that fit nothing, or do not fit each other. */
function misdirected(chance: Chance): FuzzCase {
  const method = chance.oneOf(METHODS);
  const target = chance.happens(0.5) ? chance.oneOf(PATHS) : addressOf(chance.oneOf(OPERATIONS), chance);
  const opensStream = /stream/.test(target);
  const headers = someAuthorization(chance);
  const body = chance.happens(0.3)
    ? { body: chance.oneOf(['', '{}', 'x']), headers: [...headers, JSON_TYPE] }
    : { headers };
  const waits = WAITING.test(target);
  if (opensStream) return sound({ about: 'misdirected', method: 'PUT', target, ...body, waits });
  return sound({ about: 'misdirected', method, target, ...body, waits });
}

/** A live stream whose reader leaves after its beginning. */
function stream(chance: Chance): FuzzCase {
  const target = addressOf(chance.oneOf(STREAMS), chance);
  const headers = [...someAuthorization(chance), ['Last-Event-ID', chance.oneOf(EVENT_IDS)] as const];
  const method = chance.oneOf(['GET', 'GET', 'HEAD']);
  const { pieces, head, waits } = sound({ about: '', method, target, headers, waits: WAITING.test(target) });
  return { ...raw('stream', pieces), head, waits, certain: true };
}
