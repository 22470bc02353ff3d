import { ask, MUCH_LATER, person } from './asking.js';
import { at, Chronicle, idOf, lasting, SIX_HOURS, strike } from './chronicle.js';
import { difference } from './difference.js';
import { claimHistory } from './history.js';

const scope = { missions: [idOf('training')] };

describe('the example of section 3', () => {
  const chronicle = strike(['ann']).at('23:10');
  chronicle.safe('ann', at('23:09'));

  it('is all safe when asked live, until the lapse', () => {
    expect(ask(chronicle, ['ann'], { now: at('23:10') })).toEqual({
      claim: 'ALL_SAFE',
      denominator: 1,
      accounted: 1,
      safe: 1,
      unmet: {},
      people: {
        ann: {
          accountability: 'ACCOUNTED',
          condition: 'SAFE',
          lapsesAt: at('1 05:09'),
          conflicts: 0,
          flags: [],
          standing: 'MEMBER',
        },
      },
    });
    expect(ask(chronicle, ['ann'], { asOf: at('1 05:09') })).toMatchObject({
      claim: 'PARTIAL',
      unmet: { FRESHNESS: ['ann'] },
      people: { ann: { accountability: 'STALE', condition: 'SAFE' } },
    });
  });

  it('has no evidence as known five minutes before, by instant and by position', () => {
    const unheard = { claim: 'PARTIAL', accounted: 0, unmet: { EVIDENCE: ['ann'] } };
    expect(ask(chronicle, ['ann'], { knownAt: at('23:05') })).toMatchObject(unheard);
    const opening = chronicle.events[2]?.position;
    expect(opening).toBeDefined();
    if (opening === undefined) return;
    expect(ask(chronicle, ['ann'], { knownAt: opening })).toMatchObject(unheard);
    expect(ask(chronicle, ['ann'], { knownAt: opening, asOf: at('1 12:00') })).toMatchObject(unheard);
  });

  it('is not open before its opening, on either axis', () => {
    const closed = { claim: 'UNKNOWN', denominator: 0, accounted: 0, safe: 0, unmet: { NOT_OPEN: [] }, people: {} };
    expect(ask(chronicle, ['ann'], { asOf: at('22:59') })).toEqual(closed);
    expect(ask(chronicle, ['ann'], { knownAt: at('22:59'), asOf: at('23:30') })).toEqual(closed);
  });

  it('has a history of three turns, the last a lapse without an event', () => {
    const turns = claimHistory(chronicle.events, { rollCall: idOf('rc'), now: MUCH_LATER });
    expect(turns).toEqual([
      { at: at('23:00'), claim: 'PARTIAL', denominator: 1, accounted: 0, safe: 0 },
      { at: at('23:10'), claim: 'ALL_SAFE', denominator: 1, accounted: 1, safe: 1 },
      { at: at('1 05:09'), claim: 'PARTIAL', denominator: 1, accounted: 0, safe: 0 },
    ]);
  });

  it('differs between before and after the check-in in accountability and condition', () => {
    const asked = { rollCall: idOf('rc'), now: at('23:10') };
    expect(difference(chronicle.events, { ...asked, from: { knownAt: at('23:05') }, to: {} })).toEqual({
      [idOf('ann')]: ['accountability', 'condition'],
    });
    expect(difference(chronicle.events, { ...asked, from: { asOf: at('22:00') }, to: {} })).toEqual({
      [idOf('ann')]: ['member', 'accountability', 'condition'],
    });
  });
});

describe('the denominator (2.4)', () => {
  it('holds a tour that was in scope since the hazard as pending until it is added', () => {
    const chronicle = strike(['ann']).at('23:10');
    chronicle.safe('ann', at('23:05'));
    chronicle.tour('bob', 'training', at('22:00'));
    chronicle.checkIn('bob', { condition: 'INJURED', grade: 2, observedAt: at('23:00') });
    expect(ask(chronicle, ['ann', 'bob'], { asOf: at('23:10') })).toMatchObject({
      claim: 'PARTIAL',
      denominator: 1,
      accounted: 1,
      unmet: { DENOMINATOR: ['bob'], SAFETY: ['bob'] },
      people: { bob: { standing: 'PENDING', condition: 'INJURED' } },
    });
    const data = { deployment: idOf('bob'), effectiveAt: at('23:05') };
    chronicle.at('23:20').ofRollCall('rc', { type: 'OfficerAddedToRollCall', data });
    expect(ask(chronicle, ['ann', 'bob'], { asOf: at('23:04') }).unmet).toMatchObject({ DENOMINATOR: ['bob'] });
    expect(ask(chronicle, ['ann', 'bob'], { asOf: at('23:10') })).toMatchObject({
      claim: 'ALL_ACCOUNTED',
      denominator: 2,
      unmet: { SAFETY: ['bob'] },
    });
  });

  it('counts an assignment up to, not at, its end, and from the beginning of the hazard on', () => {
    const chronicle = strike(['ann']).at('23:30');
    for (const [tour, end] of [
      ['bob', at('22:30')],
      ['cat', at('22:31')],
    ] as const) {
      chronicle.tour(tour, 'training', at('20:00'));
      chronicle.ofTour(tour, { type: 'DeploymentEnded', data: { endedAt: end } });
    }
    chronicle.tour('dan', 'elsewhere', at('20:00'));
    const assignment = { assignment: idOf('a'), mission: idOf('training'), from: at('23:20') };
    chronicle.ofTour('dan', { type: 'AssignmentStarted', data: assignment });
    const everyone = ['ann', 'bob', 'cat', 'dan'];
    expect(ask(chronicle, everyone, { asOf: at('23:19') }).unmet['DENOMINATOR']).toEqual(['cat']);
    expect(ask(chronicle, everyone, { asOf: at('23:20') }).unmet['DENOMINATOR']).toEqual(['cat', 'dan']);
  });

  it('brings an excluded tour back as pending only by what is recorded after its exclusion', () => {
    const chronicle = strike(['ann', 'bob']).at('23:10');
    chronicle.safe('ann', at('23:05'));
    chronicle.ofRollCall('rc', { type: 'OfficerExcludedFromRollCall', data: { deployment: idOf('bob') } });
    expect(ask(chronicle, ['ann', 'bob'], { asOf: at('23:09') })).toMatchObject({ denominator: 2 });
    expect(ask(chronicle, ['ann', 'bob'], { asOf: at('23:10') })).toMatchObject({ claim: 'ALL_SAFE', denominator: 1 });
    chronicle.at('23:20').ofTour('bob', { type: 'DeploymentEnded', data: { endedAt: at('23:00') } });
    expect(ask(chronicle, ['ann', 'bob'], { asOf: at('23:20') })).toMatchObject({ claim: 'ALL_SAFE' });
    chronicle.at('23:30').ofTour('bob', { type: 'DeploymentReinstated', data: {} });
    expect(ask(chronicle, ['ann', 'bob'], { asOf: at('23:30') }).unmet).toEqual({ DENOMINATOR: ['bob'] });
    chronicle.ofRollCall('rc', { type: 'ExclusionReversed', data: { deployment: idOf('bob') } });
    expect(ask(chronicle, ['ann', 'bob'], { asOf: at('23:30') }).unmet).toEqual({ EVIDENCE: ['bob'] });
  });

  it('ends at the closing while the roll call is closed', () => {
    const chronicle = strike(['ann']).at('23:10');
    chronicle.safe('ann', at('23:05'));
    const data = { outcome: 'COMPLETE' as const, open: [], decidedAt: chronicle.end };
    chronicle.at('23:20').ofRollCall('rc', { type: 'RollCallClosed', data });
    chronicle.at('23:40').tour('bob', 'training', at('23:30'));
    expect(ask(chronicle, ['ann', 'bob'], { asOf: at('23:40') })).toMatchObject({ claim: 'ALL_SAFE' });
    chronicle.at('23:50').ofRollCall('rc', { type: 'RollCallReopened', data: {} });
    expect(ask(chronicle, ['ann', 'bob'], { asOf: at('23:49') })).toMatchObject({ claim: 'ALL_SAFE' });
    expect(ask(chronicle, ['ann', 'bob'], { asOf: at('23:50') }).unmet).toEqual({ DENOMINATOR: ['bob'] });
  });

  it('keeps the last to begin of two tours of one officer, and the bad news of the other', () => {
    const chronicle = new Chronicle();
    chronicle.tour('first', 'training', at('20:00'), { officer: 'ann' }).at('22:40');
    chronicle.ofTour('first', { type: 'DeploymentEnded', data: { endedAt: at('22:35') } });
    chronicle.tour('second', 'training', at('22:35'), { officer: 'ann' });
    chronicle.at('23:00').incident('strike', { earliest: at('22:30'), latest: at('22:50') });
    chronicle.opens('rc', { of: 'strike', scope, policy: SIX_HOURS, listing: ['first', 'second'] }).at('23:10');
    chronicle.safe('second', at('23:05'));
    expect(ask(chronicle, ['first', 'second'], { asOf: at('23:10') })).toMatchObject({
      claim: 'ALL_SAFE',
      denominator: 1,
      people: { first: { standing: 'NOT_KEPT' }, second: { standing: 'MEMBER' } },
    });
    chronicle.checkIn('first', { condition: 'INJURED', grade: 4, observedAt: at('23:00') });
    expect(ask(chronicle, ['first', 'second'], { asOf: at('23:10') })).toMatchObject({
      claim: 'ALL_ACCOUNTED',
      unmet: { SAFETY: ['first'] },
    });
  });

  it('takes a reference instant after the hazard for both ref and since', () => {
    const chronicle = new Chronicle();
    chronicle.tour('ann', 'training', at('20:00')).at('22:55');
    chronicle.tour('bob', 'training', at('20:00'));
    chronicle.ofTour('bob', { type: 'DeploymentEnded', data: { endedAt: at('22:45') } });
    chronicle.at('23:00').incident('strike', { earliest: at('22:30'), latest: at('22:40') });
    const referenceInstant = at('22:50');
    chronicle.opens('rc', { of: 'strike', scope, policy: SIX_HOURS, listing: ['ann'], referenceInstant }).at('23:10');
    chronicle.safe('ann', at('22:50'));
    expect(ask(chronicle, ['ann', 'bob'], { asOf: at('23:10') }).unmet).toEqual({ EVIDENCE: ['ann'] });
    const hazard = { earliest: at('22:30'), latest: at('22:50') };
    chronicle.ofIncident('strike', { type: 'HazardRefined', data: { hazard } });
    expect(ask(chronicle, ['ann', 'bob'], { asOf: at('23:05') }).unmet).toEqual({
      DENOMINATOR: ['bob'],
      EVIDENCE: ['ann'],
    });
  });

  it('is UNKNOWN when it is empty', () => {
    expect(ask(strike([]), [], { asOf: at('23:10') })).toMatchObject({ claim: 'UNKNOWN', unmet: { DENOMINATOR: [] } });
  });
});

describe('policy and claim (2.3, 2.4)', () => {
  it('takes the policy with the latest effect at that instant', () => {
    const chronicle = strike(['ann']).at('23:30');
    chronicle.safe('ann', at('23:05'));
    const policy = { freshness: lasting('PT10M'), leastGrade: 2 as const };
    chronicle.ofRollCall('rc', { type: 'FreshnessPolicyAdopted', data: { policy, effectiveAt: at('23:20') } });
    expect(person(chronicle, 'ann', at('23:19'))).toMatchObject({
      accountability: 'ACCOUNTED',
      lapsesAt: at('1 05:05'),
    });
    expect(person(chronicle, 'ann', at('23:20'))).toMatchObject({ accountability: 'STALE', lapsesAt: at('23:15') });
  });

  it('claims no known casualty once somebody was heard, and never of silence', () => {
    const chronicle = strike(['ann', 'bob']);
    expect(ask(chronicle, ['ann', 'bob'], { asOf: at('23:00') }).claim).toBe('PARTIAL');
    chronicle.at('23:10').safe('ann', at('23:05'));
    expect(ask(chronicle, ['ann', 'bob'], { asOf: at('23:10') }).claim).toBe('NO_KNOWN_CASUALTY');
  });

  it('answers a reader of some about these alone', () => {
    const chronicle = strike(['ann', 'bob']).at('23:10');
    chronicle.safe('ann', at('23:05'));
    expect(ask(chronicle, ['ann', 'bob'], { asOf: at('23:10') }, { only: [idOf('ann')] })).toMatchObject({
      claim: 'ALL_SAFE',
      denominator: 1,
      unmet: {},
    });
  });

  it('counts grade 4 as heard, but without a basis', () => {
    const chronicle = strike(['ann']).at('23:10');
    chronicle.safe('ann', at('23:05'), { grade: 4, disposition: 'SHELTERING' });
    expect(ask(chronicle, ['ann'], { asOf: at('23:10') })).toMatchObject({
      unmet: { BASIS: ['ann'] },
      people: { ann: { accountability: 'UNKNOWN', condition: 'NOT_REPORTED', disposition: 'SHELTERING' } },
    });
  });
});
