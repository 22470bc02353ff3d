import { describe, expect, it } from '@jest/globals';
import {
  checkIn,
  clock,
  deathReport,
  decided,
  dossier,
  evidence,
  MISSION,
  nextPosition,
} from '../../../test/support/evidence.js';
import { id } from '../../../test/support/given.js';
import type { Duration } from '../../kernel/duration.js';
import { assess, type Assessment } from './rule.js';
import type { Evidence } from './rule/evidence.js';

const at = (evidenceOf: Evidence, time: string): Assessment => assess(evidenceOf, clock(time));
const ann = id('ann');
const bob = id('bob');

describe('the claim (RULE.md 2.4)', () => {
  it('is ALL_SAFE when everyone has fresh evidence of being safe', () => {
    const answer = at(evidence([dossier('ann', { entries: [checkIn({ at: '23:09' })] })]), '23:10');
    expect(answer).toMatchObject({ claim: 'ALL_SAFE', unmet: {}, counts: { denominator: 1, accounted: 1, safe: 1 } });
  });

  it('is UNKNOWN, and nothing else is said, before the opening', () => {
    const answer = at(evidence([dossier('ann', { entries: [checkIn({ at: '22:55' })] })]), '22:59');
    expect(answer).toEqual({
      ...{ claim: 'UNKNOWN', unmet: { NOT_OPEN: [] }, people: [], excluded: [] },
      counts: { denominator: 0, accounted: 0, safe: 0 },
    });
  });

  it('is UNKNOWN of nobody, for a denominator that is empty proves nothing', () => {
    expect(at(evidence([], { scope: { missions: [MISSION] } }), '23:10')).toMatchObject({
      claim: 'UNKNOWN',
      unmet: { DENOMINATOR: [] },
    });
  });

  it('is UNKNOWN while the view is not current, whatever it shows', () => {
    const known = evidence([dossier('ann', { entries: [checkIn({ at: '23:09' })] })]);
    expect(assess(known, clock('23:10'), { current: false })).toMatchObject({
      claim: 'UNKNOWN',
      unmet: { CURRENCY: [] },
    });
  });

  it('is ALL_ACCOUNTED of an injured officer who was heard of, and never ALL_SAFE', () => {
    const answer = at(
      evidence([dossier('ann', { entries: [checkIn({ at: '23:09', condition: 'INJURED' })] })]),
      '23:10',
    );
    expect(answer).toMatchObject({
      claim: 'ALL_ACCOUNTED',
      unmet: { SAFETY: [ann] },
      counts: { accounted: 1, safe: 0 },
    });
  });

  it('is NO_KNOWN_CASUALTY while some are silent and nobody is known to be hurt', () => {
    const answer = at(evidence([dossier('ann', { entries: [checkIn({ at: '23:09' })] }), dossier('bob')]), '23:10');
    expect(answer).toMatchObject({ claim: 'NO_KNOWN_CASUALTY', unmet: { EVIDENCE: [bob] } });
  });

  it('is PARTIAL when all are silent, for silence is no good news', () => {
    expect(at(evidence([dossier('ann')]), '23:10').claim).toBe('PARTIAL');
  });
});

describe('when it was observed (RULE.md 2.1)', () => {
  it('does not count what may have been observed at the reference instant', () => {
    const known = evidence([dossier('ann', { entries: [checkIn({ at: '22:55', uncertainty: 'PT5M' })] })]);
    expect(at(known, '23:10').unmet).toEqual({ EVIDENCE: [ann] });
  });

  it('takes an observation ahead of its receipt as made at the receipt', () => {
    const known = evidence([dossier('ann', { entries: [checkIn({ at: '23:06:30', received: '23:06' })] })]);
    expect(at(known, '23:10').people[0]).toMatchObject({
      accountability: 'ACCOUNTED',
      lapsesAt: clock('+05:05:30'),
      flags: [],
    });
  });

  it('flags a clock more than a minute ahead, and is not certain of what it says', () => {
    const known = evidence([dossier('ann', { entries: [checkIn({ at: '23:08', received: '23:06' })] })]);
    expect(at(known, '23:10')).toMatchObject({ unmet: { EVIDENCE: [ann] }, people: [{ flags: ['CLOCK_AHEAD'] }] });
  });
});

describe('what counts (RULE.md 2.2)', () => {
  it('counts bad news at once, whatever the reference instant', () => {
    const known = evidence([dossier('ann', { entries: [checkIn({ at: '20:00', condition: 'DETAINED', grade: 5 })] })]);
    expect(at(known, '23:10')).toMatchObject({ unmet: { EVIDENCE: [ann], SAFETY: [ann] } });
  });

  it('lets direct contact made later answer bad news', () => {
    const entries = [checkIn({ at: '23:01', condition: 'INJURED' }), checkIn({ at: '23:09', grade: 1 })];
    expect(at(evidence([dossier('ann', { entries })]), '23:10').claim).toBe('ALL_SAFE');
  });

  it('does not let what was known before answer bad news that comes late', () => {
    const entries = [checkIn({ at: '23:09' }), checkIn({ at: '23:01', received: '23:30', condition: 'INJURED' })];
    expect(at(evidence([dossier('ann', { entries })]), '23:40')).toMatchObject({ unmet: { SAFETY: [ann] } });
  });

  it('does not let a leader who saw him answer bad news', () => {
    const bobSpoke = dossier('bob', { entries: [checkIn({ at: '23:09', grade: 1 })] });
    const entries = [
      checkIn({ at: '23:01', condition: 'NEEDS_ASSISTANCE', grade: 3, vouchedBy: 'bob' }),
      checkIn({ at: '23:09', grade: 3, vouchedBy: 'bob' }),
    ];
    expect(at(evidence([dossier('ann', { entries }), bobSpoke]), '23:10').people[0]).toMatchObject({
      accountability: 'CONFLICTED',
      condition: 'NEEDS_ASSISTANCE',
      conflicts: 1,
    });
  });

  it('does not mix modes, except that what is real and bad counts everywhere', () => {
    const safe = checkIn({ at: '23:09' });
    const hurt = checkIn({ at: '23:09', condition: 'INJURED' });
    const exercise = { mode: 'EXERCISE' } as const;
    expect(at(evidence([dossier('ann', { entries: [safe] })], exercise), '23:10').unmet).toEqual({ MODE: [ann] });
    expect(at(evidence([dossier('ann', { entries: [hurt] })], exercise), '23:10').unmet).toEqual({
      MODE: [ann],
      SAFETY: [ann],
    });
  });
});

describe('each person (RULE.md 2.3)', () => {
  it('goes stale at the lapse, not after it', () => {
    const known = evidence([dossier('ann', { entries: [checkIn({ at: '23:09' })] })]);
    expect(at(known, '+05:08').people[0]?.accountability).toBe('ACCOUNTED');
    expect(at(known, '+05:09')).toMatchObject({ unmet: { FRESHNESS: [ann] }, people: [{ accountability: 'STALE' }] });
  });

  it('has no basis on a grade that the policy does not admit', () => {
    const policy = { freshness: { '1': 'PT6H' as Duration }, leastGrade: 3 } as const;
    const known = evidence([dossier('ann', { entries: [checkIn({ at: '23:09' })] })], { policy });
    expect(at(known, '23:10')).toMatchObject({ unmet: { BASIS: [ann] }, people: [{ condition: 'NOT_REPORTED' }] });
  });

  it('is vouched for no longer than the voucher is accounted for', () => {
    const people = [
      dossier('ann', { entries: [checkIn({ at: '23:30', grade: 3, vouchedBy: 'bob' })] }),
      dossier('bob', { entries: [checkIn({ at: '23:05', grade: 1 })] }),
    ];
    expect(at(evidence(people), '23:40').people[0]?.lapsesAt).toBe(clock('+05:05'));
  });

  it('is not vouched for in a circle', () => {
    const people = [
      dossier('ann', { entries: [checkIn({ at: '23:30', grade: 3, vouchedBy: 'bob' })] }),
      dossier('bob', { entries: [checkIn({ at: '23:30', grade: 3, vouchedBy: 'ann' })] }),
    ];
    expect(at(evidence(people), '23:40').unmet).toEqual({ BASIS: [ann, bob] });
  });

  it('is not vouched for by who is held by others', () => {
    const people = [
      dossier('ann', { entries: [checkIn({ at: '23:30', grade: 3, vouchedBy: 'bob' })] }),
      dossier('bob', { entries: [checkIn({ at: '23:30', condition: 'DETAINED' })] }),
    ];
    expect(at(evidence(people), '23:40').unmet).toEqual({ BASIS: [ann], SAFETY: [bob] });
  });

  it('stays missing until direct contact is made after the declaration', () => {
    const declarations = [{ mode: 'ACTUAL' as const, recordedAt: clock('23:20') }];
    const before = checkIn({ at: '23:19', received: '23:30', grade: 1 });
    const after = checkIn({ at: '23:21', grade: 1 });
    const selfReport = checkIn({ at: '23:25', grade: 2 });
    const missing = evidence([dossier('ann', { declarations, entries: [before, selfReport] })]);
    const found = evidence([dossier('ann', { declarations, entries: [before, selfReport, after] })]);
    expect(at(missing, '23:40').people[0]).toMatchObject({ accountability: 'MISSING', condition: 'NOT_REPORTED' });
    expect(at(found, '23:40').claim).toBe('ALL_SAFE');
  });

  it('is in conflict by an unconfirmed report of his death alone', () => {
    const known = evidence([dossier('ann', { entries: [deathReport({ at: '23:05', grade: 5 })] })]);
    expect(at(known, '23:40').people[0]).toMatchObject({ accountability: 'CONFLICTED', condition: 'DEATH_REPORTED' });
  });

  it('is accounted for and never safe once dead, and that does not lapse', () => {
    const known = evidence([dossier('ann', { entries: [deathReport({ at: '23:05', confirmed: true })] })]);
    const answer = at(known, '+12:00');
    expect(answer).toMatchObject({ claim: 'ALL_ACCOUNTED', unmet: { SAFETY: [ann] } });
    expect(answer.people[0]).not.toHaveProperty('lapsesAt');
  });

  it('is in conflict where a sign of life follows even a confirmed report of his death', () => {
    const entries = [deathReport({ at: '23:05', confirmed: true }), checkIn({ at: '23:20', condition: 'INJURED' })];
    expect(at(evidence([dossier('ann', { entries })]), '23:40').people[0]).toMatchObject({
      accountability: 'CONFLICTED',
      conflicts: 2,
    });
  });

  it('under duress is accounted for and not safe, up to the clearing', () => {
    const signals = [{ mode: 'ACTUAL' as const, from: clock('23:10'), until: clock('23:30') }];
    const known = evidence([dossier('ann', { signals, entries: [checkIn({ at: '23:05' })] })]);
    expect(at(known, '23:29')).toMatchObject({ claim: 'ALL_ACCOUNTED', people: [{ impaired: 'DURESS' }] });
    expect(at(known, '23:30').claim).toBe('ALL_SAFE');
  });
});

describe('the population at risk (RULE.md 2.4)', () => {
  const safe = { entries: [checkIn({ at: '23:09' })] };

  it('has whoever was there since the hazard and is not in the denominator as a pending addition', () => {
    const known = evidence([dossier('ann', safe), dossier('bob', safe)], { listed: ['ann'] });
    expect(at(known, '23:10')).toMatchObject({ claim: 'NO_KNOWN_CASUALTY', unmet: { DENOMINATOR: [bob] } });
  });

  it('has nobody who had left before the hazard began', () => {
    const left = dossier('bob', { tour: { endedAt: clock('22:30') } });
    expect(at(evidence([dossier('ann', safe), left], { listed: ['ann'] }), '23:10').claim).toBe('ALL_SAFE');
  });

  it('leaves out who was excluded, from the exclusion on, and names him', () => {
    const known = evidence([dossier('ann', safe), dossier('bob')], {
      memberships: [decided('EXCLUDED', 'bob', '23:20')],
    });
    expect(at(known, '23:19').unmet).toEqual({ EVIDENCE: [bob] });
    expect(at(known, '23:20')).toMatchObject({ claim: 'ALL_SAFE', excluded: [{ deployment: bob }] });
  });

  it('has who was excluded pending again by an assignment recorded since', () => {
    const memberships = [decided('EXCLUDED', 'bob', '23:20')];
    const assignments = [{ mission: MISSION, from: clock('22:00'), recorded: nextPosition() }];
    const known = evidence([dossier('ann', safe), dossier('bob', { assignments })], { memberships });
    expect(at(known, '23:30').unmet).toEqual({ DENOMINATOR: [bob] });
  });

  it('counts an officer once, by the last of his tours, and does not lose the bad news of the others', () => {
    const earlier = { officer: 'one', entries: [checkIn({ at: '22:00', condition: 'INJURED' })] };
    const later = { officer: 'one', tour: { beganAt: clock('22:40') }, ...safe };
    const answer = at(evidence([dossier('ann', earlier), dossier('bob', later)]), '23:10');
    expect(answer).toMatchObject({ claim: 'ALL_ACCOUNTED', counts: { denominator: 1 }, unmet: { SAFETY: [ann] } });
  });

  it('has no newcomers after the closing, while the roll call is closed', () => {
    const arrival = dossier('bob', {
      assignments: [{ mission: MISSION, from: clock('23:30'), recorded: nextPosition() }],
    });
    const closings = [{ at: clock('23:20'), closed: true }];
    expect(at(evidence([dossier('ann', safe), arrival], { listed: ['ann'], closings }), '23:40').claim).toBe(
      'ALL_SAFE',
    );
    expect(at(evidence([dossier('ann', safe), arrival], { listed: ['ann'] }), '23:40').unmet).toEqual({
      DENOMINATOR: [bob],
    });
  });
});
