import { ask, person } from './asking.js';
import { at, Chronicle, idOf, lasting, SIX_HOURS, strike } from './chronicle.js';

const ALL_SAFE = { claim: 'ALL_SAFE', unmet: {} };

describe('when it was observed (2.1)', () => {
  it('counts uncertainty against good news, and freshness from the earliest instant of it', () => {
    const chronicle = strike(['ann']).at('23:30');
    chronicle.safe('ann', at('23:00'), { uncertainty: lasting('PT10M') });
    // lo = 22:50 is not after ref = 22:50.
    expect(ask(chronicle, ['ann'], { asOf: at('23:30') }).unmet).toEqual({ EVIDENCE: ['ann'] });
    chronicle.safe('ann', at('23:10'), { uncertainty: lasting('PT10M') });
    // lo = 23:00, hi = 23:20.
    expect(ask(chronicle, ['ann'], { asOf: at('23:19') })).toMatchObject({ claim: 'PARTIAL' });
    expect(ask(chronicle, ['ann'], { asOf: at('23:20') })).toMatchObject(ALL_SAFE);
    expect(person(chronicle, 'ann', at('23:20'))?.lapsesAt).toBe(at('1 05:00'));
  });

  it('takes an observation that is ahead as made at its receipt, and flags it from more than 60 seconds on', () => {
    const chronicle = strike(['ann', 'bob']).at('23:30');
    chronicle.safe('ann', at('23:31'));
    const ahead = chronicle.safe('bob', at('23:31:01'));
    // Ann: [23:29, 23:30].
    expect(person(chronicle, 'ann', at('23:30'))).toMatchObject({ lapsesAt: at('1 05:29'), flags: [] });
    expect(person(chronicle, 'bob', at('23:30'))).toMatchObject({ accountability: 'UNKNOWN', flags: ['CLOCK_AHEAD'] });
    expect(ask(chronicle, ['ann', 'bob'], { asOf: at('23:30') }).unmet).toEqual({ EVIDENCE: ['bob'] });
    chronicle.at('23:50').ofTour('bob', {
      type: 'EntryCorrected',
      data: { entry: ahead, changes: { observedAt: at('23:20') } },
    });
    expect(person(chronicle, 'bob', at('23:30'))).toMatchObject({ lapsesAt: at('1 05:20'), flags: [] });
  });

  it('keeps the receipt of what a correction corrects', () => {
    const chronicle = strike(['ann']).at('23:30');
    const entry = chronicle.safe('ann', at('23:20'), { receivedAt: at('23:25') });
    chronicle.at('23:50').ofTour('ann', {
      type: 'EntryCorrected',
      data: { entry, changes: { observedAt: at('23:40') } },
    });
    // 15 minutes ahead of 23:25.
    expect(person(chronicle, 'ann', at('23:50'))?.flags).toEqual(['CLOCK_AHEAD']);
  });

  it('reads recording stamps as their running maximum', () => {
    const chronicle = strike(['ann']).at('23:30');
    chronicle.ofIncident('strike', { type: 'NoteLogged', data: {} }).at('23:20');
    chronicle.safe('ann', at('23:25'));
    expect(person(chronicle, 'ann', at('23:25'))).toMatchObject({ accountability: 'ACCOUNTED', flags: [] });
    expect(ask(chronicle, ['ann'], { knownAt: at('23:29') }).unmet).toEqual({ EVIDENCE: ['ann'] });
  });
});

describe('bad news (2.2)', () => {
  it('counts at once, at any grade and before the reference instant, until it is answered', () => {
    const chronicle = strike(['ann']).at('23:10');
    chronicle.checkIn('ann', { condition: 'INJURED', grade: 5, observedAt: at('21:00') });
    expect(ask(chronicle, ['ann'], { asOf: at('23:10') }).unmet).toEqual({ EVIDENCE: ['ann'], SAFETY: ['ann'] });
    chronicle.at('23:20').safe('ann', at('23:15'));
    expect(ask(chronicle, ['ann'], { asOf: at('23:14') })).toMatchObject({ claim: 'PARTIAL' });
    expect(ask(chronicle, ['ann'], { asOf: at('23:15') })).toMatchObject(ALL_SAFE);
  });

  it('is not answered by what was received before it, and then conflicts', () => {
    const chronicle = strike(['ann']).at('23:20');
    chronicle.safe('ann', at('23:15'));
    chronicle.at('23:30').checkIn('ann', { condition: 'INJURED', grade: 3, observedAt: at('23:05') });
    expect(person(chronicle, 'ann', at('23:30'))).toMatchObject({
      accountability: 'CONFLICTED',
      condition: 'INJURED',
      conflicts: 1,
    });
  });

  it('makes a conflict with a weaker SAFE that follows it, none with an earlier one', () => {
    const chronicle = strike(['ann', 'bob', 'lead']).at('23:20');
    chronicle.safe('lead', at('23:10'));
    chronicle.checkIn('ann', { condition: 'INJURED', grade: 2, observedAt: at('23:10') });
    chronicle.safe('ann', at('23:15'), { grade: 3, vouchedBy: idOf('lead') });
    chronicle.safe('bob', at('23:05'));
    chronicle.checkIn('bob', { condition: 'INJURED', grade: 2, observedAt: at('23:10') });
    expect(person(chronicle, 'ann', at('23:20'))).toMatchObject({ accountability: 'CONFLICTED', conflicts: 1 });
    expect(person(chronicle, 'bob', at('23:20'))).toMatchObject({
      accountability: 'ACCOUNTED',
      condition: 'INJURED',
      conflicts: 0,
      lapsesAt: at('1 05:10'),
    });
  });

  it('lets touching intervals overlap: a SAFE at the very instant conflicts, a minute later it answers', () => {
    const chronicle = strike(['ann', 'bob']).at('23:20');
    chronicle.checkIn('ann', { condition: 'DETAINED', grade: 2, observedAt: at('23:10') });
    chronicle.safe('ann', at('23:10'), { grade: 1 });
    chronicle.checkIn('bob', { condition: 'DETAINED', grade: 2, observedAt: at('23:10') });
    chronicle.safe('bob', at('23:11'), { grade: 1 });
    expect(ask(chronicle, ['ann', 'bob'], { asOf: at('23:20') })).toMatchObject({
      claim: 'PARTIAL',
      accounted: 1,
      safe: 1,
      unmet: { SAFETY: ['ann'] },
    });
  });

  it('stops counting when set aside, and counts again once what was preferred is retracted', () => {
    const chronicle = strike(['ann']).at('23:20');
    const bad = chronicle.checkIn('ann', { condition: 'DETAINED', grade: 2, observedAt: at('23:10') });
    const safe = chronicle.safe('ann', at('23:10'), { grade: 1 });
    chronicle.ofTour('ann', { type: 'ConflictResolved', data: { prefer: safe, setAside: [bad] } });
    expect(ask(chronicle, ['ann'], { asOf: at('23:20') })).toMatchObject(ALL_SAFE);
    const corrected = chronicle.ofTour('ann', {
      type: 'EntryCorrected',
      data: { entry: safe, changes: { disposition: 'AT_POST' } },
    });
    expect(person(chronicle, 'ann', at('23:20'))?.accountability).toBe('CONFLICTED');
    chronicle.ofTour('ann', { type: 'EntryRetracted', data: { entry: corrected } });
    expect(ask(chronicle, ['ann'], { asOf: at('23:20') })).toMatchObject(ALL_SAFE);
  });
});

describe('modes (2.2)', () => {
  it('do not mix, but real bad news counts in an exercise', () => {
    const chronicle = new Chronicle();
    for (const tour of ['ann', 'bob', 'cat']) chronicle.tour(tour, 'training', at('20:00'));
    chronicle.at('23:00').incident('drill', { earliest: at('22:30'), latest: at('22:50') }, 'EXERCISE');
    const scope = { missions: [idOf('training')] };
    const listing = ['ann', 'bob', 'cat'];
    chronicle.opens('rc', { of: 'drill', mode: 'EXERCISE', scope, policy: SIX_HOURS, listing }).at('23:20');
    chronicle.safe('ann', at('23:10'));
    chronicle.safe('bob', at('23:10'), { mode: 'EXERCISE' });
    chronicle.checkIn('cat', { condition: 'INJURED', grade: 2, observedAt: at('23:10') });
    expect(ask(chronicle, listing, { asOf: at('23:20') })).toMatchObject({
      accounted: 1,
      safe: 1,
      unmet: { MODE: ['ann', 'cat'], SAFETY: ['cat'] },
    });
    expect(person(chronicle, 'cat', at('23:20'))).toMatchObject({ accountability: 'UNKNOWN', condition: 'INJURED' });
  });
});

describe('vouchers (2.3)', () => {
  it('carry the earlier of both lapses, and never a circle', () => {
    const chronicle = strike(['ann', 'bob', 'cat']).at('23:30');
    chronicle.safe('ann', at('23:20'), { grade: 3, vouchedBy: idOf('bob') });
    chronicle.safe('bob', at('23:10'), { grade: 3, vouchedBy: idOf('ann') });
    expect(ask(chronicle, ['ann', 'bob', 'cat'], { asOf: at('23:30') }).unmet).toEqual({
      BASIS: ['ann', 'bob'],
      EVIDENCE: ['cat'],
    });
    chronicle.safe('bob', at('23:00'), { grade: 3, vouchedBy: idOf('cat') });
    chronicle.safe('cat', at('23:15'));
    // Bob by Cat: min(05:00, 05:15); Ann by Bob: min(05:20, 05:00); Bob by Ann by Bob is a circle.
    expect(person(chronicle, 'bob', at('23:30'))?.lapsesAt).toBe(at('1 05:00'));
    expect(person(chronicle, 'ann', at('23:30'))?.lapsesAt).toBe(at('1 05:00'));
  });

  it('do not vouch while impaired, nor while detained', () => {
    const chronicle = strike(['ann', 'bob', 'cat']).at('23:30');
    chronicle.safe('ann', at('23:20'), { grade: 3, vouchedBy: idOf('bob') });
    chronicle.checkIn('bob', { condition: 'DETAINED', grade: 1, observedAt: at('23:20') });
    chronicle.safe('cat', at('23:20'));
    expect(ask(chronicle, ['ann', 'bob', 'cat'], { asOf: at('23:30') })).toMatchObject({
      accounted: 2,
      unmet: { BASIS: ['ann'], SAFETY: ['bob'] },
    });
    chronicle.at('23:40').safe('bob', at('23:35'), { grade: 1 });
    expect(ask(chronicle, ['ann', 'bob', 'cat'], { asOf: at('23:40') })).toMatchObject(ALL_SAFE);
    chronicle.at('23:45').ofTour('bob', {
      type: 'DuressSignalled',
      data: { signalledAt: at('23:41'), mode: 'ACTUAL' },
    });
    expect(ask(chronicle, ['ann', 'bob', 'cat'], { asOf: at('23:45') }).unmet).toEqual({
      BASIS: ['ann'],
      SAFETY: ['bob'],
    });
  });

  it('count only where the policy admits their grade', () => {
    const chronicle = strike(['ann', 'bob'], {
      freshness: { '1': lasting('PT2H'), '3': lasting('PT1H') },
      leastGrade: 3,
    });
    chronicle.at('23:30').safe('bob', at('23:20'), { grade: 1 });
    chronicle.safe('ann', at('23:20'), { grade: 3, vouchedBy: idOf('bob') });
    expect(person(chronicle, 'ann', at('23:30'))?.lapsesAt).toBe(at('1 00:20'));
    chronicle.safe('bob', at('23:25'));
    // A grade that was left out adds no lapse, and takes none away.
    expect(person(chronicle, 'bob', at('23:30'))?.lapsesAt).toBe(at('1 01:20'));
  });
});

describe('death, missing and duress (2.2, 2.3)', () => {
  it('holds a death report in conflict until it is confirmed, and the dead accounted for without end', () => {
    const chronicle = strike(['ann']).at('23:20');
    const entry = chronicle.death('ann', { grade: 5, observedAt: at('23:10') });
    expect(person(chronicle, 'ann', at('23:20'))).toMatchObject({
      accountability: 'CONFLICTED',
      condition: 'DEATH_REPORTED',
      conflicts: 1,
    });
    chronicle.at('23:40').ofTour('ann', { type: 'DeathConfirmed', data: { entry } });
    expect(person(chronicle, 'ann', at('1 23:20'))).toEqual({
      accountability: 'ACCOUNTED',
      condition: 'DECEASED',
      conflicts: 0,
      flags: [],
      standing: 'MEMBER',
    });
    expect(ask(chronicle, ['ann'], { asOf: at('1 23:20') })).toMatchObject({
      claim: 'ALL_ACCOUNTED',
      accounted: 1,
      safe: 0,
      unmet: { SAFETY: ['ann'] },
    });
  });

  it('sets a sign of life against a confirmed report, a flagged one too', () => {
    const chronicle = strike(['ann']).at('23:20');
    const entry = chronicle.death('ann', { grade: 2, observedAt: at('23:10') });
    chronicle.ofTour('ann', { type: 'DeathConfirmed', data: { entry } });
    chronicle.at('23:30').checkIn('ann', { condition: 'INJURED', grade: 2, observedAt: at('23:50') });
    // The check-in is taken at its receipt: [23:10, 23:30], observed at 23:30, and is the latest of the two.
    expect(person(chronicle, 'ann', at('23:30'))).toMatchObject({
      accountability: 'CONFLICTED',
      condition: 'INJURED',
      conflicts: 2,
    });
    chronicle.ofTour('ann', { type: 'DeathReportRefuted', data: { entry } });
    expect(person(chronicle, 'ann', at('23:30'))).toMatchObject({ accountability: 'UNKNOWN', conflicts: 0 });
  });

  it('holds missing from its recording until a live voice after it, or its withdrawal at every instant', () => {
    const chronicle = strike(['ann', 'bob']).at('23:20');
    chronicle.safe('ann', at('23:15'));
    chronicle.safe('bob', at('23:15'));
    chronicle.at('23:30').ofTour('ann', { type: 'OfficerDeclaredMissing', data: { mode: 'ACTUAL' } });
    const entry = chronicle.ofTour('bob', { type: 'OfficerDeclaredMissing', data: { mode: 'ACTUAL' } });
    expect(person(chronicle, 'ann', at('23:29'))?.accountability).toBe('ACCOUNTED');
    expect(person(chronicle, 'ann', at('23:30'))).toMatchObject({
      accountability: 'MISSING',
      condition: 'NOT_REPORTED',
      lapsesAt: at('1 05:15'),
    });
    chronicle.at('23:50').safe('ann', at('23:40'));
    expect(person(chronicle, 'ann', at('23:50'))?.accountability).toBe('MISSING');
    chronicle.safe('ann', at('23:45'), { grade: 1 });
    chronicle.ofTour('bob', { type: 'MissingWithdrawn', data: { entry } });
    expect(person(chronicle, 'ann', at('23:44'))?.accountability).toBe('MISSING');
    expect(person(chronicle, 'ann', at('23:45'))?.accountability).toBe('ACCOUNTED');
    expect(person(chronicle, 'bob', at('23:30'))?.accountability).toBe('ACCOUNTED');
  });

  it('opens duress at its signal and ends it at the recording of its clearing, for those who may know', () => {
    const chronicle = strike(['ann']).at('23:20');
    chronicle.safe('ann', at('23:15'));
    chronicle.at('23:40');
    const entry = chronicle.ofTour('ann', {
      type: 'DuressSignalled',
      data: { signalledAt: at('23:30'), mode: 'ACTUAL' },
    });
    chronicle.at('23:50').ofTour('ann', { type: 'DuressCleared', data: { entry } });
    const under = { accounted: 1, safe: 0, claim: 'ALL_ACCOUNTED', unmet: { SAFETY: ['ann'] } };
    expect(ask(chronicle, ['ann'], { asOf: at('23:29') })).toMatchObject(ALL_SAFE);
    expect(ask(chronicle, ['ann'], { asOf: at('23:30') })).toMatchObject(under);
    expect(ask(chronicle, ['ann'], { asOf: at('23:49') })).toMatchObject(under);
    expect(ask(chronicle, ['ann'], { asOf: at('23:50') })).toMatchObject(ALL_SAFE);
    expect(ask(chronicle, ['ann'], { asOf: at('23:30') }, 'withoutDuress')).toMatchObject({
      claim: 'PARTIAL',
      safe: 1,
      unmet: { WITHHELD: [] },
    });
  });
});
