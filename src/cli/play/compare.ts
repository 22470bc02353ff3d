import { parseInstant } from '../../kernel/instant.js';

/** What was expected and what came, of the members alone that differ. */
export interface Mismatch {
  readonly expected: unknown;
  readonly actual: unknown;
}

type Members = Readonly<Record<string, unknown>>;
type Matches = (expected: unknown, actual: unknown) => boolean;

export function isMembers(value: unknown): value is Members {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * Of the members expected, and no others: null means absent, and so does false of a mark; instants are compared as
 * instants, numbers exactly, lists in order, and objects again by what is expected of them.
 */
export function matches(expected: unknown, actual: unknown): boolean {
  if (expected === null) return actual === null || actual === undefined;
  if (expected === false) return actual === false || actual === undefined;
  if (typeof expected === 'string' && typeof actual === 'string') return sameText(expected, actual);
  if (Array.isArray(expected)) {
    return (
      Array.isArray(actual) &&
      actual.length === expected.length &&
      expected.every((item: unknown, place) => matches(item, actual[place]))
    );
  }
  if (isMembers(expected)) {
    return isMembers(actual) && Object.keys(expected).every((key) => matches(expected[key], actual[key]));
  }
  return expected === actual;
}

function sameText(expected: string, actual: string): boolean {
  if (expected === actual) return true;
  const at = parseInstant(expected);
  return at !== undefined && at === parseInstant(actual);
}

/** Two lists hold the same texts, in whatever order; an absent one holds none. */
export function sameSet(expected: unknown, actual: unknown): boolean {
  const [a, b] = [textSet(expected), textSet(actual)];
  return a !== undefined && b !== undefined && a.size === b.size && [...a].every((item) => b.has(item));
}

function textSet(value: unknown): ReadonlySet<unknown> | undefined {
  if (value === undefined || value === null) return new Set();
  return Array.isArray(value) ? new Set<unknown>(value) : undefined;
}

/** Whole: the same names, and under each the same people. */
function sameUnmet(expected: unknown, actual: unknown): boolean {
  if (!isMembers(expected) || !isMembers(actual)) return false;
  const names = Object.keys(expected);
  return (
    sameSet(names, Object.keys(actual)) &&
    names.every((name) => name in actual && sameSet(expected[name], actual[name]))
  );
}

/** Compares member by member; `how` names what is not compared as usual. */
function differing(expected: Members, actual: Members, how: Readonly<Record<string, Matches>>): Mismatch | undefined {
  const keys = Object.keys(expected).filter((key) => {
    const same = Object.hasOwn(how, key) ? (how[key] ?? matches) : matches;
    return !same(expected[key], actual[key]);
  });
  return keys.length === 0 ? undefined : { expected: picked(expected, keys), actual: picked(actual, keys) };
}

function picked(members: Members, keys: readonly string[]): Members {
  return Object.fromEntries(keys.map((key) => [key, members[key] ?? null]));
}

function joined(mismatches: readonly (readonly [string, Mismatch])[], name: string): Mismatch | undefined {
  if (mismatches.length === 0) return undefined;
  const side = (which: keyof Mismatch): Members =>
    Object.fromEntries(mismatches.map(([key, mismatch]) => [key, mismatch[which]]));
  return { expected: { [name]: side('expected') }, actual: { [name]: side('actual') } };
}

/** `answer` is a verdict as the API gives it, but in handles. */
export function compareVerdict(expected: Members, answer: unknown): Mismatch | undefined {
  if (!isMembers(answer)) return { expected, actual: answer };
  const { people, ...others } = expected;
  const counts = isMembers(answer['counts']) ? answer['counts'] : {};
  const whole = differing(others, { ...answer, ...counts }, { unmet: sameUnmet });
  return merged(whole, people === undefined ? undefined : comparePeople(people, answer['people']));
}

function merged(a: Mismatch | undefined, b: Mismatch | undefined): Mismatch | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  return { expected: spread(a.expected, b.expected), actual: spread(a.actual, b.actual) };
}

function spread(a: unknown, b: unknown): unknown {
  return isMembers(a) && isMembers(b) ? { ...a, ...b } : [a, b];
}

function comparePeople(expected: unknown, list: unknown): Mismatch | undefined {
  const actual = new Map<unknown, Members>();
  for (const person of Array.isArray(list) ? list : []) {
    if (isMembers(person)) actual.set(person['deployment'], person);
  }
  const mismatches = Object.entries(isMembers(expected) ? expected : {}).flatMap(([handle, asked]) => {
    const mismatch = comparePerson(asked, actual.get(handle));
    return mismatch === undefined ? [] : [[handle, mismatch] as const];
  });
  return joined(mismatches, 'people');
}

function comparePerson(expected: unknown, actual: Members | undefined): Mismatch | undefined {
  if (!isMembers(expected) || actual === undefined) return { expected, actual: 'nobody of that name in the answer' };
  return differing(expected, actual, { flags: sameSet });
}

/** `types` are those of the whole timeline, in its order. */
export function compareTimeline(expected: Members, types: readonly unknown[]): Mismatch | undefined {
  const actual = { count: types.length, types, contains: types };
  return differing(expected, actual, { contains: containsAll });
}

/** Each type as often as it is named. */
function containsAll(expected: unknown, actual: unknown): boolean {
  const left = Array.isArray(actual) ? [...(actual as unknown[])] : [];
  return (Array.isArray(expected) ? (expected as unknown[]) : [expected]).every((type) => {
    const place = left.indexOf(type);
    if (place >= 0) left.splice(place, 1);
    return place >= 0;
  });
}

/** `answer` is a difference as the API gives it, but in handles; a deployment that is not in it has not changed. */
export function compareDifference(expected: Members, answer: unknown): Mismatch | undefined {
  const changed = isMembers(answer) ? answer['changed'] : undefined;
  if (!isMembers(changed)) return { expected, actual: answer };
  const asked = isMembers(expected['changed']) ? expected['changed'] : {};
  const mismatches = Object.entries(asked).flatMap(([handle, words]) =>
    sameSet(words, changed[handle]) ? [] : [[handle, { expected: words, actual: changed[handle] ?? [] }] as const],
  );
  return joined(mismatches, 'changed');
}
