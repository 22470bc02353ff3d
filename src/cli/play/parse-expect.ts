import { parseInstant } from '../../kernel/instant.js';
import { Fields, isCount, isNull, isText, textsOf } from './fields.js';
import type { CheckExpectation, DoExpectation, Refused } from './script.js';
import { ACCOUNTABILITIES, ASPECTS, CLAIMS, CONDITIONS, DISPOSITIONS, UNMET } from './vocabulary.js';
import type { CommandName } from './vocabulary.js';
import { plainMapping, type ReportFault, type Tree } from './yaml-tree.js';

type Shape = (tree: Tree, name: string, fault: ReportFault) => void;

/** Undefined where it is reported. `places` is the length of a RecordCheckIns' list. */
export function doExpectation(
  fields: Fields,
  command: CommandName | undefined,
  places: number,
): DoExpectation | undefined {
  const tree = fields.get('expect');
  if (tree === undefined || isNull(tree) || (isText(tree) && tree.value === 'ok')) {
    return command === 'RecordCheckIns' ? { kind: 'places', refused: [] } : { kind: 'stored' };
  }
  const refused = refusedOf(tree, fields.fault);
  if (refused !== undefined) return refused;
  if (tree.kind !== 'mapping') {
    fields.fault(tree.line, 'expect of a do is ok, refused or { refused: ... }');
    return undefined;
  }
  const list = Fields.of(tree, 'expect', fields.fault)?.get('refused');
  if (list?.kind !== 'list') return undefined;
  if (command !== 'RecordCheckIns') fields.fault(list.line, 'only RecordCheckIns has places to be refused');
  return { kind: 'places', refused: placesOf(list.items, places, fields.fault) };
}

function placesOf(items: readonly Tree[], places: number, fault: ReportFault): readonly number[] {
  const refused = new Set<number>();
  for (const item of items) {
    if (!isCount(item) || item.value >= places) fault(item.line, `a place is a number from 0 to ${places - 1}`);
    else if (refused.has(item.value)) fault(item.line, `the place ${item.value} is named twice`);
    else refused.add(item.value);
  }
  return [...refused];
}

/** `refused`, or `{ refused: type }`; faults in a mapping are reported, a list of places is left to the caller. */
function refusedOf(tree: Tree, fault: ReportFault): Refused | undefined {
  if (isText(tree)) return tree.value === 'refused' ? { kind: 'refused' } : undefined;
  if (tree.kind !== 'mapping') return undefined;
  const fields = Fields.of(tree, 'expect', fault);
  const problem = fields?.get('refused');
  fields?.only(['refused']);
  if (problem === undefined) fault(tree.line, 'expect needs refused');
  else if (isText(problem)) return { kind: 'refused', problem: problem.value };
  else if (problem.kind !== 'list') fault(problem.line, 'refused is a problem type, or a list of places');
  return undefined;
}

/** A check expects an answer with certain members, or (where someone may not ask) a refusal, as of a do. */
function checkExpectation(
  fields: Fields,
  members: Record<string, Shape>,
  others?: Shape,
): CheckExpectation | undefined {
  const tree = fields.get('expect');
  if (tree === undefined) {
    fields.fault(fields.line, 'a check needs expect');
    return undefined;
  }
  if (isText(tree) || (tree.kind === 'mapping' && tree.members.has('refused'))) {
    const refused = refusedOf(tree, fields.fault);
    if (refused === undefined) fields.fault(tree.line, 'expect of a check is a mapping, refused or { refused: type }');
    return refused;
  }
  const given = Fields.of(tree, 'expect', fields.fault);
  if (given === undefined) return undefined;
  if (others === undefined) given.only(Object.keys(members));
  for (const [name, member] of given.tree.members) {
    const shape = Object.hasOwn(members, name) ? members[name] : others;
    shape?.(member.value, name, fields.fault);
  }
  return { kind: 'answer', members: plainMapping(given.tree) };
}

export function verdictExpectation(fields: Fields): CheckExpectation | undefined {
  const members = { claim: oneOf(CLAIMS), denominator: count, accounted: count, safe: count, unmet, people };
  return checkExpectation(fields, members, anything);
}

export function timelineExpectation(fields: Fields): CheckExpectation | undefined {
  return checkExpectation(fields, { count, types, contains: typesOrOne });
}

export function differenceExpectation(fields: Fields): CheckExpectation | undefined {
  return checkExpectation(fields, { changed });
}

const anything: Shape = () => undefined;

const count: Shape = (tree, name, fault) => {
  if (!isCount(tree)) fault(tree.line, `${name} is a count`);
};

const types: Shape = (tree, name, fault) => {
  if (textsOf(tree) === undefined) fault(tree.line, `${name} is a list of event types`);
};

const typesOrOne: Shape = (tree, name, fault) => {
  if (!isText(tree)) types(tree, name, fault);
};

/** One of the words; null where there is none to have. */
function oneOf(words: readonly string[]): Shape {
  return (tree, name, fault) => {
    if (isNull(tree) || (isText(tree) && words.includes(tree.value))) return;
    fault(tree.line, `${name} is one of ${words.join(', ')}`);
  };
}

const instantOrNull: Shape = (tree, name, fault) => {
  if (isNull(tree) || (isText(tree) && parseInstant(tree.value) !== undefined)) return;
  fault(tree.line, `${name} is an instant of RFC 3339 with an offset, or null`);
};

const flags: Shape = (tree, name, fault) => {
  if (textsOf(tree) === undefined) fault(tree.line, `${name} is a list of flags`);
};

const unmet: Shape = (tree, name, fault) => {
  const fields = Fields.of(tree, name, fault);
  fields?.only(UNMET);
  for (const each of fields?.tree.members.values() ?? []) {
    if (textsOf(each.value) === undefined && !isNull(each.value))
      fault(each.value.line, 'what is unmet lists deployments');
  }
};

const PERSON: Record<string, Shape> = {
  accountability: oneOf(ACCOUNTABILITIES),
  condition: oneOf(CONDITIONS),
  disposition: oneOf(DISPOSITIONS),
  lapsesAt: instantOrNull,
  conflicts: count,
  flags,
};

const people: Shape = (tree, name, fault) => {
  for (const [person, member] of Fields.of(tree, name, fault)?.tree.members ?? []) {
    const fields = Fields.of(member.value, person, fault);
    fields?.only(Object.keys(PERSON));
    for (const [key, each] of fields?.tree.members ?? []) {
      if (Object.hasOwn(PERSON, key)) PERSON[key]?.(each.value, key, fault);
    }
  }
};

const changed: Shape = (tree, name, fault) => {
  for (const each of Fields.of(tree, name, fault)?.tree.members.values() ?? []) {
    const words: readonly string[] = ASPECTS;
    if (textsOf(each.value)?.every((word) => words.includes(word)) !== true) {
      fault(each.value.line, `what changed is a list of ${ASPECTS.join(', ')}`);
    }
  }
};
