import { expectOneFault, faultsOfStep } from '../../../test/support/script-faults.js';

describe('an expectation that is not valid', () => {
  it.each([
    ['yes', /expect of a do is/],
    ['[]', /expect of a do is/],
    ['{}', /needs refused/],
    ['{ refused: 3 }', /a problem type, or a list of places/],
    ['{ refused: closed, stored: 1 }', /no stored/],
    ['{ refused: [0] }', /only RecordCheckIns/],
  ])('of a command: %s', (expectation, fault) => {
    const faults = faultsOfStep(`{ do: LogNote, expect: ${expectation} }`);
    expect(faults.join('\n')).toMatch(fault);
  });

  it.each([
    ['[2]', /a number from 0 to 1/],
    ['[-1]', /a number from 0 to 1/],
    ['[first]', /a number from 0 to 1/],
    ['[1, 1]', /named twice/],
  ])('of the places of a list: %s', (places, fault) => {
    expectOneFault(`{ do: RecordCheckIns, with: { checkIns: [{}, {}] }, expect: { refused: ${places} } }`, fault);
  });

  it.each([
    ['ALL_SAFE', /a mapping, refused/],
    ['[]', /a mapping/],
    ['{ claim: EVERYBODY_SAFE }', /claim is one of/],
    ['{ denominator: "1" }', /denominator is a count/],
    ['{ safe: 1.5 }', /safe is a count/],
    ['{ unmet: [EVIDENCE] }', /unmet is a mapping/],
    ['{ unmet: { EVIDENSE: [] } }', /no EVIDENSE/],
    ['{ unmet: { EVIDENCE: ann } }', /lists deployments/],
    ['{ people: [ann] }', /people is a mapping/],
    ['{ people: { ann: SAFE } }', /ann is a mapping/],
    ['{ people: { ann: { safe: true } } }', /ann has no safe/],
    ['{ people: { ann: { accountability: SAFE } } }', /accountability is one of/],
    ['{ people: { ann: { condition: STALE } } }', /condition is one of/],
    ['{ people: { ann: { lapsesAt: soon } } }', /lapsesAt is an instant/],
    ['{ people: { ann: { conflicts: none } } }', /conflicts is a count/],
    ['{ people: { ann: { flags: CLOCK_AHEAD } } }', /flags is a list/],
  ])('of a verdict: %s', (expectation, fault) => {
    expectOneFault(`{ check: verdict, rollCall: rc, expect: ${expectation} }`, fault);
  });

  it.each([
    ['timeline, incident: i', '{ types: NoteLogged }', /types is a list/],
    ['timeline, incident: i', '{ length: 3 }', /no length/],
    ['difference, rollCall: rc, from: {}, to: {}', '{ changed: [ann] }', /changed is a mapping/],
    ['difference, rollCall: rc, from: {}, to: {}', '{ changed: { ann: [rank] } }', /member, accountability/],
  ])('of a %s: %s', (check, expectation, fault) => {
    expectOneFault(`{ check: ${check}, expect: ${expectation} }`, fault);
  });

  it('is absent from a check, which would hold whatever came', () => {
    expectOneFault('{ check: verdict, rollCall: rc }', /needs expect/);
  });

  it('is none where an absence, a mark or a refusal is expected', () => {
    const person = '{ accountability: MISSING, disposition: null, lapsesAt: null, flags: [] }';
    expect(
      faultsOfStep(
        `{ check: verdict, rollCall: rc, expect: { claim: null, subset: true, unmet: { NOT_OPEN: }, people: { ann: ${person} } } }`,
        '{ check: verdict, rollCall: rc, as: chief, expect: refused }',
        '{ check: timeline, incident: i, expect: { contains: NoteLogged } }',
        '{ check: difference, rollCall: rc, from: {}, to: {}, expect: { changed: { ann: [] } } }',
      ),
    ).toEqual([]);
  });
});
