import type { Chance } from '../support/chance.js';
import { jsonOf } from './bodies.js';
import { headOf, HOST, JSON_TYPE, raw, sound, type FuzzCase, type Headers, type Piece } from './cases.js';
import { COMMANDS } from './document.js';

type Make = (chance: Chance) => FuzzCase;

const TOKEN: Headers = [['Authorization', 'Bearer {dutyOfficer}']];
/** Milliseconds between the pieces of a slow request. */
const SLOW_MS = 5;
/** Milliseconds for which half a request is left standing. */
const LEFT_MS = 20;

function post(chance: Chance, more: Headers, body: string, version = '1.1'): string {
  const { path } = chance.oneOf(COMMANDS);
  return `${headOf(`POST ${path} HTTP/${version}`, [HOST, ...TOKEN, JSON_TYPE, ...more])}${body}`;
}

function someBody(chance: Chance): string {
  return jsonOf(chance.oneOf(COMMANDS).body.example);
}

function lengthOf(body: string): Headers {
  return [['Content-Length', String(body.length)]];
}

function chunked(pieces: readonly string[]): string {
  return [...pieces, ''].map((piece) => `${piece.length.toString(16)}\r\n${piece}\r\n`).join('');
}

/** Pieces of the same bytes, one after another. */
function slowly(bytes: string, chance: Chance): readonly Piece[] {
  const cut = chance.below(bytes.length);
  const second = chance.between(cut, bytes.length);
  return [bytes.slice(0, cut), bytes.slice(cut, second), bytes.slice(second)].map((piece) => ({
    ...{ bytes: piece, afterMs: SLOW_MS },
  }));
}

const CHUNKED = ['Transfer-Encoding', 'chunked'] as const;

const KINDS: readonly Make[] = [
  function slow(chance) {
    const body = someBody(chance);
    return { ...raw('slow', slowly(post(chance, lengthOf(body), body), chance)), certain: true };
  },
  function half(chance) {
    const body = someBody(chance);
    const bytes = post(chance, lengthOf(body), body);
    return raw('half', [{ bytes: bytes.slice(0, chance.below(bytes.length)) }, { bytes: '', afterMs: LEFT_MS }]);
  },
  function lengthTooLarge(chance) {
    const body = someBody(chance);
    const more = [['Content-Length', String(body.length + chance.oneOf([1, 100, 2_000_000_000]))]] as const;
    return raw('length too large', [{ bytes: post(chance, more, body) }, { bytes: '', afterMs: LEFT_MS }]);
  },
  function lengthTooSmall(chance) {
    const body = someBody(chance);
    return raw(
      'length too small',
      [{ bytes: post(chance, [['Content-Length', String(chance.below(body.length))]], body) }],
      2,
    );
  },
  function lengthNoNumber(chance) {
    const length = chance.oneOf(['-1', 'x', '0x10', '1e3', '', '1,1', '99999999999999999999999', '+5', ' 7 7']);
    return raw('length no number', [{ bytes: post(chance, [['Content-Length', length]], someBody(chance)) }], 2);
  },
  function twoLengths(chance) {
    const body = someBody(chance);
    return raw('two lengths', [{ bytes: post(chance, [...lengthOf(body), ['Content-Length', '3']], body) }], 2);
  },
  function lengthAndChunks(chance) {
    const body = someBody(chance);
    return raw('length and chunks', [{ bytes: post(chance, [...lengthOf(body), CHUNKED], chunked([body])) }], 2);
  },
  function inChunks(chance) {
    const body = someBody(chance);
    const cut = chance.below(body.length) + 1;
    const pieces = [body.slice(0, cut), body.slice(cut)].filter((piece) => piece !== '');
    return { ...raw('chunks', slowly(post(chance, [CHUNKED], chunked(pieces)), chance)), certain: true };
  },
  function noChunks(chance) {
    const garbage = chance.oneOf([
      'zz\r\nx\r\n',
      '-1\r\n',
      'fffffffffffffffff\r\n',
      '5;x=y\r\nab',
      '1\r\nab\r\n0\r\n\r\n',
      '\x00\x00',
    ]);
    return raw('garbage for chunks', [{ bytes: post(chance, [CHUNKED], garbage) }, { bytes: '', afterMs: LEFT_MS }]);
  },
  function endlessChunks(chance) {
    const bytes = post(chance, [CHUNKED], chunked(Array.from({ length: 300 }, () => 'x'.repeat(4_096))));
    return raw('more chunks than a body may have', [{ bytes }]);
  },
  function otherCoding(chance) {
    const coding = chance.oneOf([
      'gzip',
      'chunked, gzip',
      'identity',
      'xchunked',
      'chunked\t',
      ', chunked',
      'chunked, chunked',
    ]);
    return raw(
      'another coding',
      [{ bytes: post(chance, [['Transfer-Encoding', coding]], chunked([someBody(chance)])) }],
      2,
    );
  },
  function expecting(chance) {
    const body = someBody(chance);
    const expectation = chance.oneOf(['100-continue', '100-Continue', '200-ok', '', 'x'.repeat(500)]);
    const bytes = post(chance, [...lengthOf(body), ['Expect', expectation]], '');
    return raw('expects', [{ bytes }, { bytes: body, afterMs: SLOW_MS }]);
  },
  function pipelined(chance) {
    const count = chance.between(2, 12);
    const bytes = Array.from({ length: count }, () => {
      const body = someBody(chance);
      return post(chance, lengthOf(body), body);
    });
    return { ...raw('pipelined', [{ bytes: bytes.join('') }], count), certain: true };
  },
  function hangingUp(chance) {
    const body = someBody(chance);
    const count = chance.between(1, 8);
    const bytes = Array.from({ length: count }, () => post(chance, lengthOf(body), body)).join('');
    return raw('hangs up', [{ bytes }]);
  },
  function old(chance) {
    const body = someBody(chance);
    const version = chance.oneOf(['1.0', '0.9', '2.0', '1.2', '9.9', 'x']);
    return raw('another version', [{ bytes: post(chance, lengthOf(body), body, version) }]);
  },
  function absolute(chance) {
    const target = chance.oneOf([
      'http://muster/api/missions',
      'http://evil.example/livez',
      'muster:443',
      '*',
      'http://',
      'file:///etc/passwd',
    ]);
    const method = chance.oneOf(['GET', 'OPTIONS', 'CONNECT', 'POST']);
    return raw('another form of address', [{ bytes: headOf(`${method} ${target} HTTP/1.1`, [HOST, ...TOKEN]) }]);
  },
  function host(chance) {
    const hosts: readonly Headers[] = [
      [],
      [HOST, HOST],
      [['Host', '']],
      [['Host', '\xff']],
      [['Host', 'a b']],
      [['Host', 'x'.repeat(2_000)]],
    ];
    return raw('odd host', [{ bytes: headOf('GET /livez HTTP/1.1', chance.oneOf(hosts)) }]);
  },
  function largeHead(chance) {
    const size = chance.oneOf([10_000, 17_000, 70_000]);
    return raw('large head', [{ bytes: headOf('GET /api/missions HTTP/1.1', [HOST, ['X-Large', 'x'.repeat(size)]]) }]);
  },
  function longAddress(chance) {
    const bytes = headOf(`GET /api/missions/${'a'.repeat(chance.oneOf([9_000, 20_000]))} HTTP/1.1`, [HOST, ...TOKEN]);
    return raw('long address', [{ bytes }]);
  },
  function upgrade(chance) {
    const to = chance.oneOf(['websocket', 'h2c', 'x']);
    const more: Headers = [
      ['Connection', 'Upgrade'],
      ['Upgrade', to],
      ['HTTP2-Settings', 'x'],
    ];
    return raw('upgrade', [{ bytes: headOf('GET /api/missions HTTP/1.1', [HOST, ...TOKEN, ...more]) }]);
  },
  function garbage(chance) {
    const length = chance.between(1, 300);
    const bytes = Array.from({ length }, () => String.fromCharCode(chance.below(256))).join('');
    return raw('garbage', [{ bytes: `${bytes}\r\n\r\n` }]);
  },
  function flipped(chance) {
    const body = someBody(chance);
    const bytes = post(chance, lengthOf(body), body);
    const place = chance.below(bytes.length);
    const other = String.fromCharCode(chance.below(256));
    return raw('one byte otherwise', [
      { bytes: `${bytes.slice(0, place)}${other}${bytes.slice(place + 1)}` },
      { bytes: '', afterMs: LEFT_MS },
    ]);
  },
  function otherProtocol(chance) {
    const hello = [
      '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03',
      'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n',
      'SSH-2.0-x\r\n',
      '\r\n\r\n\r\n',
      '\x00'.repeat(50),
    ];
    return raw('another protocol', [{ bytes: chance.oneOf(hello) }, { bytes: '', afterMs: LEFT_MS }]);
  },
  function headerLines(chance) {
    const line = chance.oneOf([
      'X: a\r\n b',
      'X : a',
      ': a',
      'X\x00: a',
      'X: a\x00b',
      'X: a\nY: b',
      'X: a\rY: b',
      '\xffX: a',
      'X',
    ]);
    return raw('odd header lines', [{ bytes: `GET /api/missions HTTP/1.1\r\nHost: muster\r\n${line}\r\n\r\n` }]);
  },
  function bodyWithGet(chance) {
    const body = someBody(chance);
    return sound({
      about: 'a body with a question',
      method: 'GET',
      target: '/api/missions',
      headers: [...TOKEN, JSON_TYPE],
      body,
    });
  },
];

/** What is wrong, odd, slow or half as HTTP. */
export function wireCase(chance: Chance): FuzzCase {
  return chance.oneOf(KINDS)(chance);
}
