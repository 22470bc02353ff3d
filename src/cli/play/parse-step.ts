import { parseInstant, type Instant } from '../../kernel/instant.js';
import { Fields } from './fields.js';
import { differenceExpectation, doExpectation, timelineExpectation, verdictExpectation } from './parse-expect.js';
import type { Axes, Check, DoStep, KnownAt, Step } from './script.js';
import { COMMANDS } from './vocabulary.js';
import { plainMapping, type ReportFault, type Tree } from './yaml-tree.js';

/** What every step has, whatever it does. */
interface StepHead {
  readonly number: number;
  readonly line: number;
  readonly at?: Instant;
  readonly as?: string;
}

const HEAD = ['at', 'as', 'id', 'expect'];

/** Reads the steps in their order, for a step may name only what stands before it. */
export class StepReader {
  private clock: Instant | undefined;
  private readonly labels = new Set<string>();
  /** Of the labels those of steps that record something, so that there can be a last event of theirs. */
  private readonly recording = new Set<string>();

  constructor(
    private readonly people: ReadonlySet<string>,
    private readonly fault: ReportFault,
  ) {}

  read(tree: Tree, number: number): Step | undefined {
    const fields = Fields.of(tree, 'a step', this.fault);
    if (fields === undefined) return undefined;
    const head = this.head(fields, number);
    const [command, check] = [fields.get('do'), fields.get('check')];
    if ((command === undefined) === (check === undefined)) {
      this.fault(fields.line, 'a step has either do or check');
      return undefined;
    }
    return command === undefined ? this.check(fields, head) : this.doing(fields, head);
  }

  private head(fields: Fields, number: number): StepHead {
    const at = fields.instant('at');
    if (at !== undefined) this.moveClock(at, fields.lineOf('at'));
    const as = fields.text('as');
    if (as !== undefined && !this.people.has(as)) this.fault(fields.lineOf('as'), `${as} is none of the people`);
    return { number, line: fields.line, ...(at !== undefined && { at }), ...(as !== undefined && { as }) };
  }

  private moveClock(at: Instant, line: number): void {
    if (this.clock !== undefined && at < this.clock) {
      this.fault(line, `the clock goes back from ${this.clock} to ${at}`);
      return;
    }
    this.clock = at;
  }

  private doing(fields: Fields, head: StepHead): DoStep | undefined {
    fields.only(['do', 'with', ...HEAD]);
    const name = fields.text('do');
    const command = COMMANDS.find((each) => each === name);
    if (name !== undefined && command === undefined) this.fault(fields.lineOf('do'), `there is no command ${name}`);
    const tree = fields.get('with');
    const given = tree && Fields.of(tree, 'with', this.fault);
    const list = command === 'RecordCheckIns' ? given?.get('checkIns') : undefined;
    const places = list?.kind === 'list' ? list.items.length : 0;
    const id = this.label(fields, true, places);
    const expect = doExpectation(fields, command, places);
    if (command === undefined || expect === undefined) return undefined;
    const commandFields = given === undefined ? {} : plainMapping(given.tree);
    return { ...head, kind: 'do', command, fields: commandFields, expect, ...(id !== undefined && { id }) };
  }

  private label(fields: Fields, records: boolean, places: number): string | undefined {
    const id = fields.text('id');
    if (id === undefined) return undefined;
    const line = fields.lineOf('id');
    if (parseInstant(id) !== undefined) this.fault(line, `the id ${id} would be taken for an instant`);
    for (const label of [id, ...Array.from({ length: places }, (_, place) => `${id}.${place}`)]) {
      if (this.labels.has(label)) this.fault(line, `the id ${label} was given before`);
      this.labels.add(label);
      if (records) this.recording.add(label);
    }
    return id;
  }

  private check(fields: Fields, head: StepHead): Check | undefined {
    this.label(fields, false, 0);
    const kind = fields.text('check');
    switch (kind) {
      case undefined:
        return undefined;
      case 'verdict':
        return this.verdict(fields, head);
      case 'timeline':
        return this.timeline(fields, head);
      case 'difference':
        return this.difference(fields, head);
      default:
        this.fault(fields.lineOf('check'), `there is no check ${kind} (verdict, timeline, difference)`);
        return undefined;
    }
  }

  private verdict(fields: Fields, head: StepHead): Check | undefined {
    fields.only(['check', 'rollCall', 'asOf', 'knownAt', ...HEAD]);
    const rollCall = fields.requiredText('rollCall');
    const axes = this.axes(fields);
    const expect = verdictExpectation(fields);
    if (rollCall === undefined || expect === undefined) return undefined;
    return { ...head, kind: 'verdict', rollCall, axes, expect };
  }

  private timeline(fields: Fields, head: StepHead): Check | undefined {
    fields.only(['check', 'incident', 'asOf', 'knownAt', ...HEAD]);
    const incident = fields.requiredText('incident');
    const axes = this.axes(fields);
    const expect = timelineExpectation(fields);
    if (incident === undefined || expect === undefined) return undefined;
    return { ...head, kind: 'timeline', incident, axes, expect };
  }

  private difference(fields: Fields, head: StepHead): Check | undefined {
    fields.only(['check', 'rollCall', 'from', 'to', ...HEAD]);
    const rollCall = fields.requiredText('rollCall');
    const [from, to] = [this.point(fields, 'from'), this.point(fields, 'to')];
    const expect = differenceExpectation(fields);
    if (rollCall === undefined || from === undefined || to === undefined || expect === undefined) return undefined;
    return { ...head, kind: 'difference', rollCall, from, to, expect };
  }

  private point(fields: Fields, name: 'from' | 'to'): Axes | undefined {
    const tree = fields.get(name);
    if (tree === undefined) this.fault(fields.line, `a difference needs ${name}`);
    const point = tree && Fields.of(tree, name, this.fault);
    point?.only(['asOf', 'knownAt']);
    return point && this.axes(point);
  }

  private axes(fields: Fields): Axes {
    const asOf = fields.instant('asOf');
    const knownAt = this.knownAt(fields);
    return { ...(asOf !== undefined && { asOf }), ...(knownAt !== undefined && { knownAt }) };
  }

  private knownAt(fields: Fields): KnownAt | undefined {
    const text = fields.text('knownAt');
    if (text === undefined) return undefined;
    const at = parseInstant(text);
    if (at !== undefined) return { kind: 'instant', at };
    if (!this.recording.has(text)) {
      this.fault(fields.lineOf('knownAt'), `knownAt is an instant or the id of an earlier do, and ${text} is neither`);
    }
    return { kind: 'step', id: text };
  }
}
