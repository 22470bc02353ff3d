import { describe, expect, it } from '@jest/globals';
import { isToDo, planRoster, type Plan, type There } from '../../web/src/screens/setup/roster.js';

const HEADER = ['name', 'rank', 'agency', 'language', 'mission', 'post', 'position', 'began', 'planned end'];

const THERE: There = {
  missions: [
    { mission: 'm-training', name: { text: 'Police training' } },
    { mission: 'm-advice', name: { text: 'Advice' } },
  ],
  posts: new Map([['m-training', [{ post: 'p-gate', name: { text: 'Gate' } }]]]),
  officers: [],
  zone: 'Asia/Baghdad',
  now: Date.parse('2020-01-07T20:00:00Z'),
};

const ANN = {
  ...{ name: 'Ann Example', rank: 'Constable', agency: 'Saskatoon', mission: 'Police training', post: 'gate' },
  ...{ began: '2019-10-01', 'planned end': '2020-10-01 12:00' },
};

const BEGAN = '2019-09-30T21:00:00.000Z';
const PLANNED_END = '2020-10-01T09:00:00.000Z';

function planned(...rows: readonly Readonly<Record<string, string>>[]): Plan['lines'] {
  return planRoster(HEADER, rows, THERE).lines;
}

function faultsOf(row: Readonly<Record<string, string>>): readonly string[] {
  return planned(row).flatMap(({ faults }) => faults.map(({ column, kind }) => `${column} ${kind}`));
}

function withAnn(tours: There['officers'][number]['tours'], rank = 'Constable'): There {
  const ann = { officer: 'o-ann', name: { text: 'Ann EXAMPLE' }, rank: { text: rank }, homeAgency: 'Saskatoon', tours };
  return { ...THERE, officers: [ann] };
}

describe('The plan of a roster', () => {
  it('sends whoever is not there to his mission and post, in the times of its zone', () => {
    const [ann] = planned(ANN);
    expect(ann).toMatchObject({ line: 2, faults: [], differences: [] });
    expect(ann?.officer).toBeUndefined();
    expect(ann?.tour).toEqual({ mission: 'm-training', post: 'p-gate', beganAt: BEGAN, plannedEndAt: PLANNED_END });
  });

  it('registers whoever has no mission, and begins nothing', () => {
    const [bob] = planned({ name: 'Bob', rank: 'Sergeant', agency: 'Halifax' });
    expect(bob).toMatchObject({ faults: [] });
    expect(bob?.tour).toBeUndefined();
    expect(bob !== undefined && isToDo(bob)).toBe(true);
  });

  it('reads the columns in either language, however they are written', () => {
    const header = ['Nom', 'GRADE', 'Organisme', 'Mission', 'Début', 'fin_prévue'];
    const row = {
      Nom: 'Zoé',
      GRADE: 'Agente',
      Organisme: 'SQ',
      Mission: 'advice',
      Début: '2019-12-01',
      fin_prévue: '2020-12-01',
    };
    const { lines, lacking, unread } = planRoster(header, [row], THERE);
    expect([lacking, unread]).toEqual([[], []]);
    expect(lines[0]).toMatchObject({ faults: [], tour: { mission: 'm-advice' } });
  });

  it('names the columns that are lacking, and those that nobody reads', () => {
    expect(planRoster(['name', 'shoe size'], [], THERE)).toMatchObject({
      lacking: ['rank', 'agency'],
      unread: ['shoe size'],
    });
  });

  it.each([
    ['a name', { ...ANN, name: ' ' }, ['name MISSING']],
    ['the end of a tour', { ...ANN, 'planned end': '' }, ['plannedEnd MISSING']],
    ['a mission that is there', { ...ANN, mission: 'Elsewhere' }, ['mission NO_SUCH_MISSION']],
    ['a post that its mission has', { ...ANN, post: 'Roof' }, ['post NO_SUCH_POST']],
    ['a time that clocks show', { ...ANN, began: '2019-02-30' }, ['began NOT_A_TIME']],
    ['a beginning that is past', { ...ANN, began: '2020-01-08' }, ['began AHEAD']],
    ['an end after its beginning', { ...ANN, 'planned end': '2019-09-01' }, ['plannedEnd ENDS_BEFORE']],
    ['a language tag', { ...ANN, language: 'French, mostly' }, ['language NOT_A_LANGUAGE']],
  ])('names the fault of a line that lacks %s', (_what, row, faults) => {
    expect(faultsOf(row)).toEqual(faults);
  });

  it('names every fault of a line at once', () => {
    expect(faultsOf({ name: 'Ann', mission: 'Elsewhere', began: 'soon' })).toEqual([
      ...['rank MISSING', 'agency MISSING', 'plannedEnd MISSING', 'mission NO_SUCH_MISSION', 'began NOT_A_TIME'],
    ]);
  });

  it('names whoever stands in the file twice', () => {
    const [first, second] = planned(ANN, { ...ANN, name: 'ann  EXAMPLE'.replace('  ', ' ') });
    expect(first?.faults).toEqual([]);
    expect(second?.faults).toEqual([{ column: 'name', kind: 'TWICE' }]);
  });

  it('recognises whoever is registered, and begins what has not begun, so that an import that broke off goes on', () => {
    const [ann] = planRoster(HEADER, [ANN], withAnn([])).lines;
    expect(ann).toMatchObject({ officer: 'o-ann', faults: [], tour: { mission: 'm-training' } });
  });

  it('has nothing to do for whoever is on his tour, and names what differs', () => {
    const tours = [{ plannedEndAt: '2020-11-01T00:00:00.000Z', missions: ['m-advice'] }];
    const [ann] = planRoster(HEADER, [ANN], withAnn(tours, 'Sergeant')).lines;
    expect(ann !== undefined && isToDo(ann)).toBe(false);
    expect(ann?.differences).toEqual([
      { column: 'rank', there: 'Sergeant', roster: 'Constable' },
      { column: 'mission', there: 'Advice', roster: 'Police training' },
      { column: 'plannedEnd', there: '2020-11-01T00:00:00.000Z', roster: PLANNED_END },
    ]);
  });

  it('takes nobody for one of two namesakes', () => {
    const there = withAnn([]);
    const [ann] = planRoster(HEADER, [ANN], { ...there, officers: [...there.officers, ...there.officers] }).lines;
    expect(ann?.faults).toEqual([{ column: 'name', kind: 'AMBIGUOUS' }]);
  });
});
