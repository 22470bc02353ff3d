import { derivedId } from '../../src/kernel/ids.js';
import type { Chance } from '../support/chance.js';
import { resolved, type Members, type Schema } from './document.js';

/** Ids of things that may or may not be there: those that a command with a fresh id has made are asked for later. */
const KNOWN_IDS = 40;

/** What a client can put where a field is due. */
const HOSTILE: readonly unknown[] = [
  ...[null, true, false, 0, -0, -1, 1.5, 1e308, -1e308, 5e-324, 2 ** 53, Number.MAX_SAFE_INTEGER, 200, 201],
  ...['', ' ', '\t\n', '\u0000', 'a\u0000b', '\ud800', '\udc00\ud800', '\ufeff', '\u202e', '\u2028', 'é'.repeat(200)],
  ...['x'.repeat(201), 'x'.repeat(5_000), '💩'.repeat(2_100), '__proto__', 'constructor', 'toString', 'hasOwnProperty'],
  ...["'; DROP TABLE fact; --", '${jndi:ldap://x}', '../../../etc/passwd', '<script>alert(1)</script>', '%s%n%x'],
  ...['2020-02-30T00:00:00Z', '9999-12-31T23:59:59Z', '1900-01-01T00:00:00Z', '0000-00-00T00:00:00Z', '+275760-09-13'],
  ...[
    '2020-01-07T23:00:00',
    '2020-01-07T23:00:00+99:00',
    '2020-01-07T24:00:00Z',
    '2016-12-31T23:59:60Z',
    '-000001-01-01',
  ],
  ...['PT9999999999S', 'P1Y', '-PT1H', 'PT', 'P', 'PT0.0000000001S', 'P99999999999999999999D', 'PT1H1H'],
  ...[
    '00000000-0000-0000-0000-000000000000',
    'AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA',
    'ffffffff-ffff-ffff-ffff-ffffffffffff',
  ],
  ...['0f6a4d8e-3c1b-4a52-9d7e-2b8c5f1e6a21:1', ':', '0f6a4d8e-3c1b-4a52-9d7e-2b8c5f1e6a21:99999999999999999999'],
  ...[[], [null], [[]], [[[[]]]], ['x'], {}, { a: { b: {} } }, [{}], { length: 1 }, { 0: 'x' }, { then: 1 }],
  ...[{ earliest: null, latest: [] }, { '1': 'PT1H', '9': 'PT1H' }, { toJSON: 1 }, { valueOf: 'x', toString: 'x' }],
  ...[Array.from({ length: 300 }, () => 'x'), Array.from({ length: 300 }, () => null)],
];

const INSTANTS: readonly string[] = [
  ...['2020-01-07T22:00:00Z', '2020-01-07T23:09:00Z', '2020-01-08T00:30:00+01:00', '2020-02-01T00:00:00.5Z'],
  ...['1900-01-01T00:00:00Z', '2019-12-31T23:59:59.999999999Z', '8999-12-31T23:59:59Z', '2026-01-01T00:00:00Z'],
];

export function hostile(chance: Chance): unknown {
  return chance.oneOf(HOSTILE);
}

export function someId(chance: Chance): string {
  return derivedId('fuzz', String(chance.below(KNOWN_IDS)));
}

export function someInstant(chance: Chance): string {
  return chance.oneOf(INSTANTS);
}

/** The example with some of its members, and of those within them, said otherwise but as the schema wants them. */
export function wellShaped(example: unknown, given: Schema, chance: Chance): unknown {
  const schema = resolved(given);
  if (isMembers(example)) {
    const members = Object.entries(example).map(([name, value]) => {
      const inner = schema.properties?.[name];
      return [name, inner === undefined ? value : wellShaped(value, inner, chance)] as const;
    });
    return Object.fromEntries(members.filter(() => !chance.happens(0.03)));
  }
  if (isList(example)) {
    const first = example[0];
    if (!chance.happens(0.2) || first === undefined) return example;
    return Array.from({ length: chance.between(1, 6) }, () => wellShaped(first, schema.items ?? {}, chance));
  }
  return chance.happens(0.25) ? ofSchema(example, schema, chance) : example;
}

function ofSchema(example: unknown, { format, enum: names, type }: Schema, chance: Chance): unknown {
  if (format === 'uuid') return someId(chance);
  if (format === 'date-time') return someInstant(chance);
  if (names !== undefined) return chance.oneOf(names);
  if (type === 'boolean') return chance.happens(0.5);
  if (type === 'integer' || type === 'number') return chance.between(1, 5);
  return example;
}

/** The example with one member at any depth made hostile, left out, doubled under another name or put elsewhere. */
export function broken(example: Members, chance: Chance): Members {
  const names = Object.keys(example);
  if (names.length === 0) return { x: hostile(chance) };
  const name = chance.oneOf(names);
  const value = example[name];
  if (isMembers(value) && chance.happens(0.6)) return { ...example, [name]: broken(value, chance) };
  if (isList(value) && isMembers(value[0]) && chance.happens(0.6)) {
    return { ...example, [name]: [broken(value[0], chance), ...value.slice(1)] };
  }
  const { [name]: _, ...rest } = example;
  if (chance.happens(0.12)) return rest;
  if (chance.happens(0.08)) return { ...rest, [name.toUpperCase()]: value };
  if (chance.happens(0.08)) return { ...example, [chance.oneOf(ODD_NAMES)]: hostile(chance) };
  return { ...example, [name]: hostile(chance) };
}

const ODD_NAMES = ['x', '', 'constructor', 'toString', 'a/b~c', '\ud800', 'prototype', 'then', '0', 'actor', 'role'];

function isList(value: unknown): value is readonly unknown[] {
  return Array.isArray(value);
}

export function isMembers(value: unknown): value is Members {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
