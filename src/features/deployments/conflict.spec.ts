import { given, told, type History } from '../../../test/support/given.js';
import { ANNS_KEY, began, checkedIn, entry, evening, reportedDead, TOUR } from '../../../test/support/tour.js';
import type { Duration } from '../../kernel/duration.js';
import { decideResolveConflict } from './conflict.js';
import { deployment } from './deployment.js';
import type { CheckIn, DeathReport, DeploymentEvent, Grade } from './deployment.events.js';

const safe = (clock: string, differing: Partial<CheckIn> = {}) =>
  checkedIn({ condition: 'SAFE', observedAt: evening(clock), ...differing });
const injured = (clock: string, differing: Partial<CheckIn> = {}) =>
  checkedIn({ condition: 'INJURED', observedAt: evening(clock), ...differing });
const dead = (clock: string, differing: Partial<DeathReport> = {}) =>
  reportedDead({ observedAt: evening(clock), ...differing });
const about = (minutes: number) => ({ uncertainty: `PT${String(minutes)}M` as Duration });

function resolved(prefer: number, ...setAside: number[]): DeploymentEvent {
  return { type: 'ConflictResolved', data: { prefer: entry(prefer), setAside: setAside.map(entry) } };
}

/** The entries stand at revisions 1, 2 and so on, after the beginning. */
function resolving(entries: History<DeploymentEvent>, prefer: number, setAside: number[], reason = 'spoke to both') {
  return given(deployment, [began(), ...entries]).when((state, context) =>
    decideResolveConflict(
      state,
      { deployment: TOUR, prefer: entry(prefer), setAside: setAside.map(entry), reason },
      context,
    ),
  );
}

const taken = (prefer: number, ...setAside: number[]): DeploymentEvent => ({
  ...resolved(prefer, ...setAside),
  texts: { subject: ANNS_KEY, texts: { reason: 'spoke to both' } },
});

describe('Bad news and a SAFE', () => {
  it('contradict each other where the SAFE is observed later, whichever is preferred', () => {
    resolving([injured('22:00:00'), safe('22:30:00')], 1, [2]).then([taken(1, 2)]);
    resolving([injured('22:00:00'), safe('22:30:00')], 2, [1]).then([taken(2, 1)]);
  });

  it('contradict each other where they overlap, touching included, though the SAFE is observed first', () => {
    resolving([injured('22:30:00', about(10)), safe('22:10:00', about(10))], 1, [2]).then([taken(1, 2)]);
    resolving([injured('22:30:00'), safe('22:30:00')], 2, [1]).then([taken(2, 1)]);
  });

  it('do not where the SAFE is observed first and does not reach the bad', () => {
    resolving([injured('22:30:00'), safe('22:29:59')], 1, [2]).refuses('no-contradiction');
    resolving([injured('22:30:00'), safe('22:29:59')], 2, [1]).refuses('no-contradiction');
  });

  it('contradict each other whatever policy might admit the SAFE', () => {
    resolving([injured('22:00:00'), safe('22:30:00', { grade: 5 })], 1, [2]).then([taken(1, 2)]);
  });

  it('are compared as observed no later than their receipt', () => {
    const claimedLater = told(safe('23:05:00'), { at: evening('22:45:00') });
    resolving([injured('22:50:00'), claimedLater], 1, [2]).refuses('no-contradiction');
    resolving([injured('22:43:00'), claimedLater], 1, [2]).then([taken(1, 2)]);
  });

  it('are found one by one: a single one of the list that does not contradict refuses the whole', () => {
    const entries = [injured('22:00:00'), safe('22:30:00'), safe('22:40:00'), safe('21:00:00')];
    resolving(entries, 1, [2, 3]).then([taken(1, 2, 3)]);
    resolving(entries, 1, [2, 4]).refuses('no-contradiction');
  });
});

describe('Two of a kind', () => {
  it('do not contradict each other: two that are SAFE, two that are not', () => {
    resolving([safe('22:30:00'), safe('22:30:00')], 1, [2]).refuses('no-contradiction');
    resolving([injured('22:30:00'), checkedIn({ condition: 'DETAINED' })], 1, [2]).refuses('no-contradiction');
  });
});

describe('A report of death and a check-in', () => {
  it.each<Grade>([1, 2, 3])('contradict each other where the check-in is later, bad and of grade %i', (grade) => {
    resolving([dead('22:00:00'), injured('22:30:00', { grade })], 1, [2]).then([taken(1, 2)]);
  });

  it('contradict each other where the check-in cannot have been as early, though it is observed first', () => {
    resolving([dead('22:30:00', about(60)), injured('22:00:00', { grade: 1 })], 1, [2]).then([taken(1, 2)]);
  });

  it('do not where the check-in is neither', () => {
    resolving([dead('22:30:00'), injured('22:30:00', { grade: 1 })], 1, [2]).refuses('no-contradiction');
    resolving([dead('22:30:00'), injured('22:00:00', { grade: 1 })], 1, [2]).refuses('no-contradiction');
  });

  it.each<Grade>([4, 5])('do not where the check-in is of grade %i and not SAFE', (grade) => {
    resolving([dead('22:00:00'), injured('22:30:00', { grade })], 1, [2]).refuses('no-contradiction');
  });

  it('contradict each other as bad news and a SAFE do, whatever its grade', () => {
    resolving([dead('22:00:00'), safe('22:30:00', { grade: 5 })], 1, [2]).then([taken(1, 2)]);
  });

  it('do not let the report be set aside, for it is refuted', () => {
    resolving([dead('22:00:00'), safe('22:30:00', { grade: 1 })], 2, [1]).refuses('not-found');
  });

  it('can be resolved for a confirmed report, and not for a refuted one', () => {
    const entries = [dead('22:00:00'), injured('22:30:00')];
    resolving([...entries, { type: 'DeathConfirmed', data: { entry: entry(1) } }], 1, [2]).then([taken(1, 2)]);
    resolving([...entries, { type: 'DeathReportRefuted', data: { entry: entry(1) } }], 1, [2]).refuses('not-in-force');
  });
});

describe('What is not live', () => {
  const pair = [injured('22:00:00'), safe('22:30:00')];
  const retracted = (revision: number): DeploymentEvent => ({
    type: 'EntryRetracted',
    data: { entry: entry(revision) },
  });
  const corrected = (revision: number, differing: Partial<CheckIn> = {}): DeploymentEvent => ({
    type: 'EntryCorrected',
    data: { entry: entry(revision), changes: { disposition: 'AT_POST', ...differing } },
  });

  it.each([1, 2])('is neither preferred nor set aside once retracted (entry %i)', (revision) => {
    resolving([...pair, retracted(revision)], 1, [2]).refuses('not-in-force');
  });

  it.each([1, 2])(
    'is neither preferred nor set aside once corrected, and the newest is named (entry %i)',
    (revision) => {
      resolving([...pair, corrected(revision)], 1, [2]).refuses('superseded', { newest: entry(3) });
    },
  );

  it('leaves its later version to be resolved, by the instants that the correction gave it', () => {
    resolving([...pair, corrected(2)], 1, [3]).then([taken(1, 3)]);
    resolving([...pair, corrected(2, { observedAt: evening('21:00:00') })], 1, [3]).refuses('no-contradiction');
  });

  it('is neither preferred nor set aside once set aside', () => {
    resolving([...pair, resolved(1, 2)], 1, [2]).refuses('not-in-force');
    resolving([...pair, resolved(1, 2)], 2, [1]).refuses('not-in-force');
  });

  it('is live again once the resolution that set it aside does not hold', () => {
    const third = injured('22:10:00');
    resolving([...pair, third, resolved(1, 2), retracted(1)], 3, [2]).then([taken(3, 2)]);
  });
});

describe('ResolveConflict', () => {
  const pair = [injured('22:00:00'), safe('22:30:00')];

  it('is refused between modes', () => {
    resolving([injured('22:00:00'), safe('22:30:00', { mode: 'EXERCISE' })], 1, [2]).refuses('no-contradiction');
  });

  it('is taken in any one mode', () => {
    const mode = { mode: 'EXERCISE' } as const;
    resolving([injured('22:00:00', mode), safe('22:30:00', mode)], 1, [2]).then([taken(1, 2)]);
  });

  it('is refused where it sets nothing aside, the same twice, or what it prefers', () => {
    resolving(pair, 1, []).refuses('invalid-request');
    resolving(pair, 1, [2, 2]).refuses('invalid-request');
    resolving(pair, 1, [2, 1]).refuses('invalid-request');
  });

  it('is refused where it names what is no check-in or death report of the deployment', () => {
    resolving([...pair, { type: 'OfficerDeclaredMissing', data: { mode: 'ACTUAL' } }], 3, [2]).refuses('not-found');
    resolving(pair, 7, [2]).refuses('not-found');
    resolving(pair, 1, [7]).refuses('not-found');
  });

  it('is refused with a blank reason', () => {
    resolving(pair, 1, [2], ' ').refuses('reason-missing');
  });
});
