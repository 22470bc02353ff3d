import type { Chance } from '../support/chance.js';
import type { Headers } from './cases.js';

const LONG = 'x'.repeat(5_000);

const KEYS = [
  '',
  ' ',
  'a',
  '\xe9',
  'x'.repeat(128),
  'x'.repeat(129),
  LONG,
  '0f6a4d8e-3c1b-4a52-9d7e-2b8c5f1e6a21',
  '"k"',
  'a, b',
];
const ETAGS = [
  ...[
    '*',
    '"0"',
    '"1"',
    '"4"',
    'W/"1"',
    '1',
    '"',
    '""',
    '"-1"',
    '"1e3"',
    '"99999999999999"',
    '"999999999999999999999"',
  ],
  ...['"1", "2"', '"\xff"', 'W/', LONG, '"01"', '"NaN"', ' '],
];
const CORRELATIONS = [
  'x',
  '',
  '0f6a4d8e-3c1b-4a52-9d7e-2b8c5f1e6a21',
  '0F6A4D8E-3C1B-4A52-9D7E-2B8C5F1E6A21',
  LONG,
  '\xff',
  'a\tb',
];
const TYPES = [
  ...[
    'application/json',
    'application/json; charset=utf-8',
    'application/json;charset=utf-16',
    'APPLICATION/JSON',
    'text/plain',
  ],
  ...[
    'application/json; charset=',
    'application/json;;;',
    'application/jsonx',
    'application/problem+json',
    '',
    ' ',
    ';',
    '/',
  ],
  ...[
    'multipart/form-data; boundary=x',
    'application/x-www-form-urlencoded',
    'application/xml',
    '\xff/\xff',
    'a'.repeat(300),
  ],
  ...['application/json, text/plain', '__proto__', 'constructor'],
];
const ACCEPTS = [
  '*/*',
  'text/html',
  'application/xml',
  '',
  'a/b;q=x',
  '*/*;q=0',
  ','.repeat(500),
  '\xff',
  'text/event-stream',
];
const ENCODINGS = ['gzip', 'br', 'identity', 'x', '', 'gzip, gzip', 'deflate;q=999'];

/** Each a header that says something odd, or two of them. */
const ODD: readonly ((chance: Chance) => Headers)[] = [
  (chance) => [['Idempotency-Key', chance.oneOf(KEYS)]],
  (chance) => [
    ['Idempotency-Key', chance.oneOf(KEYS)],
    ['Idempotency-Key', chance.oneOf(KEYS)],
  ],
  (chance) => [['If-Match', chance.oneOf(ETAGS)]],
  (chance) => [
    ['If-Match', chance.oneOf(ETAGS)],
    ['If-Match', chance.oneOf(ETAGS)],
  ],
  (chance) => [['If-None-Match', chance.oneOf(ETAGS)]],
  (chance) => [['X-Correlation-Id', chance.oneOf(CORRELATIONS)]],
  (chance) => [['X-Request-Id', chance.oneOf(CORRELATIONS)]],
  (chance) => [['Content-Type', chance.oneOf(TYPES)]],
  (chance) => [
    ['Content-Type', chance.oneOf(TYPES)],
    ['Content-Type', 'application/json'],
  ],
  (chance) => [['Accept', chance.oneOf(ACCEPTS)]],
  (chance) => [
    ['Accept-Encoding', chance.oneOf(ENCODINGS)],
    ['Content-Encoding', chance.oneOf(ENCODINGS)],
  ],
  (chance) => [['Accept-Version', chance.oneOf(['1', '1.x', '*', LONG])]],
  (chance) => [['X-Forwarded-For', chance.oneOf(['127.0.0.1', '::1', "'", LONG, ','.repeat(100)])]],
  (chance) => [['X-HTTP-Method-Override', chance.oneOf(['DELETE', 'PUT', LONG])]],
  (chance) => [['Range', chance.oneOf(['bytes=0-0', 'bytes=-1', 'bytes=9-1', LONG])]],
  (chance) => [['If-Modified-Since', chance.oneOf(['Thu, 01 Jan 1970 00:00:00 GMT', 'x'])]],
  (chance) => [['Cookie', chance.oneOf(['a=b', '__proto__=x', LONG, '=;=;='])]],
  (chance) => [[chance.oneOf(['__proto__', 'constructor', 'X-\x7f'.slice(0, 2) + 'A', 'x'.repeat(500)]), 'x']],
  (chance) => Array.from({ length: chance.oneOf([20, 90]) }, (_, place) => [`X-${place}`, 'y'] as const),
  () => [['Connection', 'close']],
  () => [['Expect', '100-continue']],
  (chance) => [['Last-Event-ID', chance.oneOf(EVENT_IDS)]],
];

export const EVENT_IDS = [
  ...[
    '',
    '0',
    '1',
    '-1',
    'x',
    '000000000000041',
    LONG,
    '\xff',
    '1:2',
    '9'.repeat(64),
    'a b',
    '"1"',
    '2020-01-07T23:00:00Z',
  ],
];

export function oddHeaders(chance: Chance): Headers {
  return chance.oneOf(ODD)(chance);
}
