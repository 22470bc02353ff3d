import { ROLES, type Role } from '../../kernel/actor.js';
import { instant, type Instant } from '../../kernel/instant.js';
import { Fields, isText } from './fields.js';
import { StepReader } from './parse-step.js';
import type { Fault, Person, Script, Step } from './script.js';
import { readYaml, type ReportFault, type Tree } from './yaml-tree.js';

/** Of UTF-8. A script is written by hand or generated small; longer is no script. */
export const MAX_SCRIPT_BYTES = 16 * 1024 * 1024;

/** Where the clock of a script stands that never sets it. */
const NO_INSTANT_GIVEN = instant('2020-01-01T00:00:00Z');

export type Parsed =
  { readonly ok: true; readonly script: Script } | { readonly ok: false; readonly faults: readonly Fault[] };

/**
 * Reads a script and finds every fault that can be found before it is played. What a command's fields hold is for the
 * API to judge.
 */
export function parseScript(file: string, text: string): Parsed {
  const faults: Fault[] = [];
  const fault: ReportFault = (line, message) => faults.push({ script: file, line, message });
  const script = scriptOf(file, text, fault);
  if (script === undefined || faults.length > 0) return { ok: false, faults: inOrderOfLines(faults) };
  return { ok: true, script };
}

function inOrderOfLines(faults: readonly Fault[]): readonly Fault[] {
  return faults.toSorted((a, b) => a.line - b.line);
}

function scriptOf(file: string, text: string, fault: ReportFault): Script | undefined {
  if (Buffer.byteLength(text) > MAX_SCRIPT_BYTES) {
    fault(1, `the script is longer than ${MAX_SCRIPT_BYTES} bytes`);
    return undefined;
  }
  const tree = readYaml(text, fault);
  const fields = tree && Fields.of(tree, 'a script', fault);
  if (fields === undefined) return undefined;
  fields.only(['scenario', 'zone', 'people', 'steps']);
  const scenario = fields.text('scenario');
  checkZone(fields);
  const people = peopleOf(fields);
  const steps = stepsOf(fields, people);
  const [first, ...others] = people;
  if (first === undefined) return undefined;
  const startsAt: Instant = steps.find((step) => step.at !== undefined)?.at ?? NO_INSTANT_GIVEN;
  return { file, ...(scenario !== undefined && { scenario }), people: [first, ...others], startsAt, steps };
}

function checkZone(fields: Fields): void {
  const zone = fields.text('zone');
  if (zone === undefined) return;
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone });
  } catch {
    fields.fault(fields.lineOf('zone'), `${zone} is no time zone`);
  }
}

function peopleOf(fields: Fields): readonly Person[] {
  const tree = fields.get('people');
  const people = tree && Fields.of(tree, 'people', fields.fault);
  if (people === undefined || people.tree.members.size === 0) {
    if (tree === undefined || people !== undefined) fields.fault(fields.lineOf('people'), 'people names who acts');
    return [];
  }
  return [...people.tree.members].flatMap(([name, member]) => personOf(name, member.value, fields.fault) ?? []);
}

/** Which member of a person says how far his role reaches. */
const SCOPES: Partial<Record<Role, 'missions' | 'deployment' | 'agency'>> = {
  teamLead: 'missions',
  deployedOfficer: 'deployment',
  liaison: 'agency',
};

/** The person, with what could be read of him even where that was faulty, so that his name is known to the steps. */
function personOf(name: string, tree: Tree, fault: ReportFault): Person | undefined {
  if (isText(tree)) {
    const role = roleOf(tree.value, tree.line, fault);
    const scope = role && SCOPES[role];
    if (scope !== undefined) fault(tree.line, `${name}, a ${tree.value}, needs ${scope}`);
    return { name, role: role ?? 'auditor' };
  }
  const fields = Fields.of(tree, `${name}, where it is no role,`, fault);
  if (fields === undefined) return { name, role: 'auditor' };
  const text = fields.requiredText('role');
  const role = text === undefined ? undefined : roleOf(text, fields.lineOf('role'), fault);
  return role === undefined ? { name, role: 'auditor' } : scopedPerson(name, role, fields);
}

function scopedPerson(name: string, role: Role, fields: Fields): Person {
  const scope = SCOPES[role];
  fields.only(scope === undefined ? ['role'] : ['role', scope]);
  if (scope === undefined) return { name, role };
  if (scope !== 'missions') {
    const text = fields.requiredText(scope);
    return { name, role, ...(text !== undefined && { [scope]: text }) };
  }
  const missions = fields.texts('missions');
  if (missions?.length === 0 || fields.get('missions') === undefined) {
    fields.fault(fields.line, `${name}, a ${role}, needs missions`);
  }
  return { name, role, ...(missions !== undefined && { missions }) };
}

function roleOf(text: string, line: number, fault: ReportFault): Role | undefined {
  const role = ROLES.find((each) => each === text);
  if (role === undefined) fault(line, `${text} is no role (${ROLES.join(', ')})`);
  return role;
}

function stepsOf(fields: Fields, people: readonly Person[]): readonly Step[] {
  const tree = fields.get('steps');
  if (tree?.kind !== 'list') {
    fields.fault(fields.lineOf('steps'), 'steps is a list');
    return [];
  }
  const reader = new StepReader(new Set(people.map((person) => person.name)), fields.fault);
  return tree.items.flatMap((item, index) => reader.read(item, index + 1) ?? []);
}
