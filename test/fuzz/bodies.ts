import type { Chance } from '../support/chance.js';
import type { Members } from './document.js';

/** Bytes of a body, one character each. */
export type Bytes = string;

export function bytesOf(text: string): Bytes {
  return Buffer.from(text, 'utf8').toString('latin1');
}

/** Of a value that JSON can say; half characters stay as their escapes. */
export function jsonOf(value: unknown): Bytes {
  return bytesOf(JSON.stringify(value));
}

type Spoil = (sound: Bytes, example: Members, chance: Chance) => Bytes;

const BOM = '\xef\xbb\xbf';
const LARGE = 1_100_000;

/** What can be wrong with a body before anything in it is read as a field. */
const SPOILS: readonly Spoil[] = [
  () => '',
  (sound) => BOM + sound,
  (sound, _, chance) => sound.slice(0, chance.below(sound.length)),
  (sound) => `${sound}${sound}`,
  (sound) => `${sound}\x00`,
  (sound) => `[${sound}]`,
  (sound) => JSON.stringify(sound),
  (sound, _, chance) =>
    inserted(sound, chance.oneOf(['\x00', '\xff', '\xc0\xaf', '\xed\xa0\x80', '\xf4\x90\x80\x80', '\x1f']), chance),
  (sound, _, chance) => inserted(sound, String.fromCharCode(chance.below(256)), chance),
  (_, example) => Buffer.from(JSON.stringify(example), 'utf16le').toString('latin1'),
  (_, example, chance) => nested(example, chance.oneOf(['[', '{"a":']), chance.oneOf([9, 100, 10_000, 100_000])),
  (_, example, chance) => withValue(example, chance, chance.oneOf(NUMBERS)),
  (_, example, chance) => withValue(example, chance, `"${chance.oneOf(ESCAPES)}"`),
  (sound, _, chance) => `{${chance.oneOf(POISONS)},${sound.slice(1)}`,
  (sound) => `${sound.slice(0, -1)},${sound.slice(1)}`,
  (_, example, chance) => withValue(example, chance, `[${'0,'.repeat(chance.oneOf([199, 10_001]))}0]`),
  (_, example, chance) => withValue(example, chance, `{${members(chance.oneOf([60, 10_001]))}}`),
  (sound, _, chance) => (chance.happens(0.05) ? sound + ' '.repeat(LARGE) : `${sound}  `),
  (_, example, chance) =>
    withValue(example, chance, chance.happens(0.05) ? `"${'x'.repeat(LARGE)}"` : `"${'x'.repeat(9_000)}"`),
  () => 'a=1&b=2',
  () => '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY y SYSTEM "file:///etc/passwd">]><x>&y;</x>',
];

const NUMBERS = [
  '1e400',
  '-1e400',
  '1e-400',
  '00',
  '0x10',
  '1.',
  '.5',
  '-',
  'NaN',
  'Infinity',
  '9'.repeat(400),
  '1E+2',
];
const ESCAPES = ['\\ud800', '\\udfff\\ud800', '\\u0000', '\\x41', '\\', '\\u00', '\\ud83d\\udca9', '\n', '\t'];
const POISONS = [
  ...['"__proto__":{"x":1}', '"__proto__":null', '"constructor":{"prototype":{"x":1}}', '"prototype":{}'],
  ...['"toString":"x"', '"hasOwnProperty":1', '"":""', '"\\u005f_proto__":{}', '"__proto__":{"__proto__":{"a":1}}'],
];

export function spoilt(example: Members, chance: Chance): Bytes {
  return chance.oneOf(SPOILS)(jsonOf(example), example, chance);
}

function inserted(sound: Bytes, bytes: Bytes, chance: Chance): Bytes {
  const place = chance.below(sound.length + 1);
  return sound.slice(0, place) + bytes + sound.slice(place);
}

function nested(example: Members, opening: string, depth: number): Bytes {
  const closing = opening === '[' ? ']' : '}';
  const deep = `${opening.repeat(depth)}${opening === '[' ? '' : '1'}${closing.repeat(depth)}`;
  return `${jsonOf(example).slice(0, -1)},"deep":${deep}}`;
}

/** The example with one member said in bytes that may be no JSON. */
function withValue(example: Members, chance: Chance, bytes: Bytes): Bytes {
  const name = chance.oneOf(Object.keys(example));
  const others = Object.entries(example).map(
    ([other, value]) => `"${other}":${other === name ? bytes : jsonOf(value)}`,
  );
  return `{${others.join(',')}}`;
}

function members(count: number): string {
  return Array.from({ length: count }, (_, place) => `"m${place}":0`).join(',');
}
