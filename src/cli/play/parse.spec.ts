import { readdirSync, readFileSync } from 'node:fs';
import { expectOneFault, faultsOf, faultsOfStep, PEOPLE, scriptOf } from '../../../test/support/script-faults.js';
import { MAX_SCRIPT_BYTES } from './parse.js';
import { MAX_DEPTH } from './yaml-tree.js';

describe('reading a script', () => {
  const folder = new URL('../../../scenarios/', import.meta.url);

  const scenarios = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.yaml'));

  it.each(scenarios)('finds the scenario %s valid', (file) => {
    expect(faultsOf(readFileSync(new URL(file, folder), 'utf8'))).toEqual([]);
  });

  it('keeps the steps in order, with their numbers and lines', () => {
    const script = scriptOf(`${PEOPLE}\nsteps:\n  - { do: LogNote }\n\n  - do: LogNote\n    as: chief\n`);
    expect(script.steps).toEqual([
      { kind: 'do', command: 'LogNote', fields: {}, expect: { kind: 'stored' }, number: 1, line: 3 },
      { kind: 'do', command: 'LogNote', fields: {}, expect: { kind: 'stored' }, number: 2, line: 5, as: 'chief' },
    ]);
  });

  it('takes an instant for the text that it is, in a field too', () => {
    const step = scriptOf(`${PEOPLE}\nsteps: [{ do: StartLeave, with: { from: 2020-01-01T00:00:00Z, deployment: 3 } }]`)
      .steps[0];
    expect(step).toMatchObject({ fields: { from: '2020-01-01T00:00:00Z', deployment: 3 } });
  });

  it('puts the clock at the first instant given, or where there is none at the start of 2020', () => {
    const at = '{ at: 2024-03-01T10:00:00+02:00, do: LogNote }';
    expect(scriptOf(`${PEOPLE}\nsteps: [{ do: LogNote }, ${at}]`).startsAt).toBe('2024-03-01T08:00:00.000Z');
    expect(scriptOf(`${PEOPLE}\nsteps: []`).startsAt).toBe('2020-01-01T00:00:00.000Z');
  });

  it('follows aliases and names the line of the alias as the step', () => {
    const script = scriptOf(`${PEOPLE}\nsteps:\n  - &note { do: LogNote, with: { text: A } }\n  - *note\n`);
    expect(script.steps.map((step) => step.line)).toEqual([3, 4]);
    expect(script.steps[1]).toMatchObject({ fields: { text: 'A' } });
  });

  it('reads JSON, for that is YAML', () => {
    const json = JSON.stringify({ people: { watch: 'dutyOfficer' }, steps: [{ do: 'LogNote', with: { text: 'A' } }] });
    expect(scriptOf(json).steps).toHaveLength(1);
  });

  it('reads how far the roles of people reach', () => {
    const people = [
      'a: { role: teamLead, missions: [x, y] }',
      'b: { role: deployedOfficer, deployment: z }',
      'c: { role: liaison, agency: Halifax }',
      'd: { role: auditor }',
    ];
    expect(scriptOf(`people: { ${people.join(', ')} }\nsteps: []`).people).toEqual([
      { name: 'a', role: 'teamLead', missions: ['x', 'y'] },
      { name: 'b', role: 'deployedOfficer', deployment: 'z' },
      { name: 'c', role: 'liaison', agency: 'Halifax' },
      { name: 'd', role: 'auditor' },
    ]);
  });

  it('takes the absence of an expectation of a list for none being refused', () => {
    const step = scriptOf(`${PEOPLE}\nsteps: [{ do: RecordCheckIns, with: { checkIns: [{}] } }]`).steps[0];
    expect(step).toMatchObject({ expect: { kind: 'places', refused: [] } });
  });

  it('knows the places of an earlier list as events to ask about', () => {
    const list = '{ id: list, do: RecordCheckIns, with: { checkIns: [{}, {}] }, expect: { refused: [0] } }';
    expect(faultsOfStep(list, '{ check: verdict, rollCall: rc, knownAt: list.1, expect: {} }')).toEqual([]);
    expect(faultsOfStep(list, '{ check: verdict, rollCall: rc, knownAt: list.2, expect: {} }')).toEqual([
      'a.yaml:4: knownAt is an instant or the id of an earlier do, and list.2 is neither',
    ]);
  });
});

describe('a document that is no script', () => {
  it('names every error of the YAML with its line', () => {
    expect(faultsOf('people: {\nsteps: [')[0]).toMatch(/^a\.yaml:\d: /);
  });

  it('refuses a key that stands twice, however it is written', () => {
    expect(faultsOf(`${PEOPLE}\nsteps: []\nsteps: []`)[0]).toMatch(/^a\.yaml:3: .*unique/);
    expect(faultsOfStep('{ do: LogNote, with: { 1: a, "1": b } }')).toEqual(['a.yaml:3: the key 1 stands twice']);
  });

  it('refuses what has two documents, an unknown tag or no mapping', () => {
    expect(faultsOf(`${PEOPLE}\nsteps: []\n---\n{}`)).not.toEqual([]);
    expect(faultsOf(`${PEOPLE}\nsteps: !mine []`)).not.toEqual([]);
    expect(faultsOf('- 1')).toEqual(['a.yaml:1: a script is a mapping']);
    expect(faultsOf('')).toEqual(['a.yaml:1: a script is a mapping']);
  });

  it('refuses an alias that nothing before it bears', () => {
    expect(faultsOf(`${PEOPLE}\nsteps: [*later, &later { do: LogNote }]`)).toEqual([
      'a.yaml:2: nothing before it bears the anchor later',
    ]);
  });

  it('refuses one that is too long, without reading it', () => {
    expect(faultsOf('#'.repeat(MAX_SCRIPT_BYTES + 1))).toEqual([
      `a.yaml:1: the script is longer than ${MAX_SCRIPT_BYTES} bytes`,
    ]);
  });

  it('refuses an alias within its own anchor, and aliases that unfold without end', () => {
    expect(faultsOf(`${PEOPLE}\nsteps: &all [*all]`)[0]).toMatch(new RegExp(`nested deeper than ${MAX_DEPTH}`));
    const levels = Array.from({ length: 9 }, (_, n) => `l${n + 1}: &l${n + 1} [${`*l${n}, `.repeat(9)}*l${n}]`);
    expect(faultsOf(['l0: &l0 [a]', ...levels].join('\n'))[0]).toMatch(/unfolds to more than/);
  });

  it('refuses keys of its own, a blank scenario, a zone that does not exist and people who are nobody', () => {
    expect(faultsOf(`title: A\nscenario: ""\nzone: Mars/Olympus\npeople: {}\nsteps: 3`)).toEqual([
      'a.yaml:1: a script has no title (it has scenario, zone, people, steps)',
      'a.yaml:2: scenario is a text that is not blank',
      'a.yaml:3: Mars/Olympus is no time zone',
      'a.yaml:4: people names who acts',
      'a.yaml:5: steps is a list',
    ]);
  });

  it('refuses people without a role, of none, or whose role reaches nowhere', () => {
    const people = [
      'a: chief',
      'b: teamLead',
      'c: {}',
      'd: { role: liaison }',
      'e: { role: auditor, agency: A }',
      'f: 1',
    ];
    expect(faultsOf(`people:\n  ${people.join('\n  ')}\nsteps: []`).map((fault) => fault.slice(0, 9))).toEqual([
      'a.yaml:2:',
      'a.yaml:3:',
      'a.yaml:4:',
      'a.yaml:5:',
      'a.yaml:6:',
      'a.yaml:7:',
    ]);
    expect(faultsOf(`people: { a: { role: teamLead, missions: [] } }\nsteps: []`)).toHaveLength(1);
  });
});

describe('a step that is not valid', () => {
  it('is no mapping, does nothing, or does two things', () => {
    expectOneFault('LogNote', /a step is a mapping/);
    expectOneFault('{ at: 2020-01-01T00:00:00Z }', /either do or check/);
    expectOneFault('{ do: LogNote, check: verdict }', /either do or check/);
  });

  it('names a command, a check or a key that there is not', () => {
    expectOneFault('{ do: Explode }', /no command Explode/);
    expectOneFault('{ check: weather, expect: {} }', /no check weather/);
    expectOneFault('{ do: LogNote, what: {} }', /no what/);
    expectOneFault('{ check: verdict, rollCall: rc, from: {}, expect: {} }', /no from/);
  });

  it('acts as someone who is none of the people', () => {
    expectOneFault('{ do: LogNote, as: nobody }', /nobody is none of the people/);
  });

  it('gives its command no mapping', () => {
    expectOneFault('{ do: LogNote, with: [] }', /with is a mapping/);
  });

  it('has an instant without an offset, or one of no calendar', () => {
    expectOneFault('{ at: 2020-01-01T00:00:00, do: LogNote }', /at is an instant/);
    expectOneFault('{ at: 2020-02-31T00:00:00Z, do: LogNote }', /at is an instant/);
    expectOneFault('{ check: verdict, rollCall: rc, asOf: yesterday, expect: {} }', /asOf is an instant/);
  });

  it('turns the clock back, but not one that stands still', () => {
    const first = '{ at: 2020-01-01T00:00:00Z, do: LogNote }';
    expect(faultsOfStep(first, '{ at: 2020-01-01T01:00:00+01:00, do: LogNote }')).toEqual([]);
    expect(faultsOfStep(first, '{ at: 2019-12-31T23:59:59Z, do: LogNote }')).toEqual([
      'a.yaml:4: the clock goes back from 2020-01-01T00:00:00.000Z to 2019-12-31T23:59:59.000Z',
    ]);
  });

  it('has an id that was given before, or that would be taken for an instant', () => {
    expect(faultsOfStep('{ id: a, do: LogNote }', '{ id: a, do: LogNote }')).toEqual([
      'a.yaml:4: the id a was given before',
    ]);
    expect(faultsOfStep('{ id: a.0, do: LogNote }', '{ id: a, do: RecordCheckIns, with: { checkIns: [{}] } }')).toEqual(
      ['a.yaml:4: the id a.0 was given before'],
    );
    expectOneFault('{ id: 2020-01-01T00:00:00Z, do: LogNote }', /taken for an instant/);
  });

  it('asks about an event that no earlier step recorded', () => {
    const check = '{ check: verdict, rollCall: rc, knownAt: later, expect: {} }';
    const labelled = '{ id: later, check: verdict, rollCall: rc, expect: {} }';
    expect(faultsOfStep(check, '{ id: later, do: LogNote }')).toHaveLength(1);
    expect(faultsOfStep(labelled, check)).toHaveLength(1);
    expect(faultsOfStep('{ id: later, do: LogNote }', check)).toEqual([]);
  });

  it('asks about nothing, or between less than two points', () => {
    expectOneFault('{ check: verdict, expect: {} }', /needs rollCall/);
    expectOneFault('{ check: timeline, expect: {} }', /needs incident/);
    expectOneFault('{ check: difference, rollCall: rc, from: {}, expect: {} }', /needs to/);
    expectOneFault('{ check: difference, rollCall: rc, from: {}, to: { at: 1 }, expect: {} }', /to has no at/);
  });

  it('names every fault of every step, in the order of lines', () => {
    const faults = faultsOfStep('{ do: Explode, as: nobody }', '{ check: verdict, asOf: now }');
    expect(faults.map((fault) => fault.slice(0, 9))).toEqual([
      'a.yaml:3:',
      'a.yaml:3:',
      'a.yaml:4:',
      'a.yaml:4:',
      'a.yaml:4:',
    ]);
  });
});
