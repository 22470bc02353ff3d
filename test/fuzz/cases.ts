import { ROLES } from '../../src/kernel/actor.js';
import type { Chance } from '../support/chance.js';
import type { Bytes } from './bodies.js';

/** Bytes that are written at once; before them it may wait. */
export interface Piece {
  readonly bytes: Bytes;
  readonly afterMs?: number;
}

/** What is sent on one connection, and what must come of it. A token stands as `{role}` and is put in when it is sent. */
export interface FuzzCase {
  readonly about: string;
  readonly pieces: readonly Piece[];
  /** So many answers are waited for. */
  readonly answers: number;
  /** Whether there must be so many: what is no HTTP may be answered by a closed connection. */
  readonly certain: boolean;
  /** Whether the connection can be used for another case. */
  readonly keeps: boolean;
  /** Whether a view may refuse it as not current, since it asks for a position that the log may reach one day. */
  readonly waits: boolean;
  /** Without a body in its answers. */
  readonly head: boolean;
}

export type Headers = readonly (readonly [name: string, value: Bytes])[];

export interface Sound {
  readonly about: string;
  readonly method: string;
  readonly target: Bytes;
  readonly headers?: Headers;
  readonly body?: Bytes;
  readonly waits?: boolean;
}

/** One request that is well-formed HTTP, whatever it asks. */
export function sound({ about, method, target, headers = [], body, waits = false }: Sound): FuzzCase {
  const length = body === undefined ? [] : ([['Content-Length', String(body.length)]] as const);
  const bytes = `${headOf(`${method} ${target} HTTP/1.1`, [HOST, ...headers, ...length])}${body ?? ''}`;
  return { about, pieces: [{ bytes }], answers: 1, certain: true, keeps: true, waits, head: method === 'HEAD' };
}

/** Bytes of any kind, on a connection of their own. What comes of them is heard, if anything does. */
export function raw(about: string, pieces: readonly Piece[], answers = 1): FuzzCase {
  return { about, pieces, answers, certain: false, keeps: false, waits: false, head: false };
}

export const HOST = ['Host', 'muster'] as const;

export const JSON_TYPE = ['Content-Type', 'application/json'] as const;

export function headOf(line: Bytes, headers: Headers): Bytes {
  return `${line}\r\n${headers.map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n`;
}

/** Everybody who may call: with a token of each role, without one, and with what is none. */
export function someAuthorization(chance: Chance, likely: readonly string[] = []): Headers {
  if (likely.length > 0 && chance.happens(0.8)) return [['Authorization', `Bearer {${chance.oneOf(likely)}}`]];
  if (chance.happens(0.8)) return [['Authorization', `Bearer {${chance.oneOf(ROLES)}}`]];
  return chance.oneOf(NO_TOKENS);
}

const NO_TOKENS: readonly Headers[] = [
  [],
  [['Authorization', 'Bearer x']],
  [['Authorization', 'Bearer ']],
  [['Authorization', `Bearer ${'x'.repeat(1_100)}`]],
  [['Authorization', 'Basic dXNlcjpwYXNz']],
  [['Authorization', 'Bearer {commander} ']],
  [['Authorization', 'bEARER   {commander}']],
  [['Authorization', 'Bearer {commander}, Bearer {operator}']],
  [
    ['Authorization', 'Bearer {auditor}'],
    ['Authorization', 'Bearer {commander}'],
  ],
  [['Authorization', '\xff\xfe\x80']],
];
