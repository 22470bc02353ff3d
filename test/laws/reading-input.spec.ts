import { describe, expect, it } from '@jest/globals';
import { getMetadataStorage } from 'class-validator';
import fc from 'fast-check';
import { FEATURES } from '../../src/app.module.js';
import { readInput, readWithFaults } from '../../src/api/read-input.js';
import { soundInput } from '../../src/api/sound-input.js';
import { Refusal } from '../../src/kernel/failure.js';
import { trials } from './trials.js';

/*
 * What a client sends is read in a short way where it is plainly sound. Whatever it is, it must be read exactly as
 * class-transformer and class-validator read it: the same input of the same class, or the same faults in the same words.
 */

type InputClass = new () => object;

const MOST_FAULTS = 50;

/** Of every command and every question: what their routes read. */
const CLASSES: readonly InputClass[] = [...new Set(FEATURES.flatMap(controllersOf).flatMap(inputsOf))];

function controllersOf(feature: object): readonly InputClass[] {
  const module = 'module' in feature ? (feature.module as object) : feature;
  return (Reflect.getMetadata('controllers', module) ?? []) as readonly InputClass[];
}

function inputsOf(controller: InputClass): readonly InputClass[] {
  const prototype = controller.prototype as object;
  return Object.getOwnPropertyNames(prototype).flatMap((method) => {
    const types = (Reflect.getMetadata('design:paramtypes', prototype, method) ?? []) as readonly InputClass[];
    return types.filter((type) => typeof type === 'function' && fieldsOf(type).length > 0);
  });
}

function fieldsOf(type: InputClass): readonly string[] {
  const told = getMetadataStorage().getTargetValidationMetadatas(type, '', false, false);
  return [...new Set(told.map(({ propertyName }) => propertyName))];
}

/** Everything that some field takes, and what none does, in the spellings that readings change. */
const ID = '0d7f6f3e-5b7a-4e43-9c0a-3d3b3f6c1a11';
const OTHER_ID = '9B2C54E1-7F0D-4C52-8D52-1C9A54D6F0AB';
const ENTRY = 'AAAAAAAAgACAAAAAAAAAAAAAAAAAAAAA';
const TEXTS = ['', ' ', ' a ', 'a', 'Zoë \u{1f9ed}', '\ud800', 'x'.repeat(200), 'x'.repeat(201), 'x'.repeat(4_001)];
const WORDS = [
  'SAFE',
  'INJURED',
  'SHELTERING',
  'ACTUAL',
  'EXERCISE',
  'NO_ANSWER',
  'REACHED',
  'dutyOfficer',
  'en',
  'FR-ca',
];
const TIMES = ['2020-01-07T23:09:00Z', '2020-01-07T23:09:00.123456+03:00', '2020-02-31T00:00:00Z', 'PT6H', 'P1Y', '12'];
const LEAVES: readonly unknown[] = [
  ...[...TEXTS, ...WORDS, ...TIMES, ID, OTHER_ID, ENTRY, `officer:${ID}`, 'Asia/Baghdad', 'toString', '__proto__'],
  ...[0, 1, 2, 3, 5, 6, -1, 1.5, 1e21, true, false, null, undefined],
];
const SHAPES: readonly unknown[] = [
  ...[[], [ID], [ID, OTHER_ID], [ID, ID], [ENTRY], [ENTRY, ENTRY], ['a', 1], [null], [[ID]], [{}], {}, { 1: 'PT12H' }],
  ...[{ 1: 'PT12H', 2: 'PT6H' }, { 7: 'PT1H' }, { freshness: 'PT6H', leastGrade: 3 }, { freshness: { 1: 'PT2H' } }],
  ...[{ earliest: TIMES[0], latest: TIMES[1] }, { earliest: 'x' }, { missions: [ID] }, { deployments: [OTHER_ID] }],
  ...[
    { missions: [ID], deployments: [ID] },
    { condition: 'SAFE', grade: 1 },
    { nobody: 1 },
    Object.create(null) as object,
  ],
  ...[{ freshness: 'PT6H', leastGrade: 3, more: 1 }, new Date(0), new Map([['a', 1]]), new URL('urn:a:b')],
];
const VALUES: readonly unknown[] = [...LEAVES, ...SHAPES];

/** Of a field that takes some words alone: those. */
function wordsOf(type: InputClass, field: string): readonly unknown[] {
  const told = getMetadataStorage().getTargetValidationMetadatas(type, '', false, false);
  const lists = told
    .filter(({ propertyName }) => propertyName === field)
    .flatMap(({ constraints }) => constraints as unknown[]);
  return lists.flatMap((list) => (Array.isArray(list) ? (list as readonly unknown[]) : []));
}

function faultsOf(type: InputClass, body: object): readonly { readonly pointer: string }[] {
  const outcome = outcomeOf(() => readWithFaults(type, body, 'body', MOST_FAULTS));
  return outcome instanceof Refusal
    ? ((outcome.details as { errors: { pointer: string }[] } | undefined)?.errors ?? [])
    : [];
}

function outcomeOf(read: () => object): unknown {
  try {
    return read();
  } catch (error) {
    return error;
  }
}

/** Bodies of which most fields are as they must be, so that sound ones and nearly sound ones are met too. */
function bodiesOf(type: InputClass): fc.Arbitrary<object> {
  const valueOf = (field: string): fc.Arbitrary<unknown> => {
    const sound = [...VALUES, ...wordsOf(type, field)].filter(
      (value) =>
        value !== undefined &&
        !faultsOf(type, { [field]: value }).some(({ pointer }) => pointer.startsWith(`/${field}`)),
    );
    const anything = fc.oneof(fc.constantFrom(...VALUES), fc.jsonValue({ maxDepth: 3 }));
    return fc.oneof({ weight: 20, arbitrary: fc.constantFrom(...sound) }, { weight: 1, arbitrary: anything });
  };
  const model = Object.fromEntries(fieldsOf(type).map((field) => [field, valueOf(field)]));
  const known = fc.record(model, { requiredKeys: [] });
  const stranger = fc.dictionary(fc.constantFrom('nobody', 'length', 'target'), fc.constantFrom(...VALUES), {
    maxKeys: 1,
  });
  return fc.oneof(
    { weight: 8, arbitrary: known },
    { weight: 8, arbitrary: fc.record(model) },
    { weight: 1, arbitrary: fc.tuple(known, stranger).map(([some, other]) => ({ ...some, ...other })) },
  );
}

describe('what a client sends', () => {
  it('is read into many classes', () => {
    expect(CLASSES.length).toBeGreaterThan(50);
  });

  it.each(CLASSES.map((type) => [type.name, type] as const))('is read as ever: %s', (_, type) => {
    let short = 0;
    const property = fc.property(bodiesOf(type), (body) => {
      const expected = outcomeOf(() => readWithFaults(type, body, 'body', MOST_FAULTS));
      const outcome = outcomeOf(() => readInput(type, body, 'body', MOST_FAULTS));
      expect(outcome).toStrictEqual(expected);
      if (outcome instanceof Refusal) expect(outcome.details).toStrictEqual((expected as Refusal).details);
      else expect(Object.keys(outcome as object)).toEqual(Object.keys(expected as object));
      if (soundInput(type, body) !== undefined) short += 1;
    });
    fc.assert(property, trials(200));
    expect(short).toBeGreaterThan(0);
  });
});
