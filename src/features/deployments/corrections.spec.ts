import { DUTY_OFFICER, given, id, teamLead, told, type History } from '../../../test/support/given.js';
import {
  ANNS_KEY,
  began,
  checkedIn,
  entry,
  evening,
  reportedDead,
  TOUR,
  TRAINING,
} from '../../../test/support/tour.js';
import { decideAnnotateEntry, decideCorrectEntry, decideRetractEntry } from './corrections.js';
import { deployment } from './deployment.js';
import type { CorrectEntry } from './deployment.commands.js';
import type { DeploymentEvent, EntryChanges } from './deployment.events.js';
import type { VoucherContext } from './vouchers.js';

const LEADER = { deployment: id('leader-tour') };
const LEAD = teamLead(TRAINING);
const vouched = checkedIn({ grade: 3, vouchedBy: LEADER.deployment });

function corrected(revision: number, changes: EntryChanges = { condition: 'INJURED' }): DeploymentEvent {
  return { type: 'EntryCorrected', data: { entry: entry(revision), changes } };
}

function retracted(revision: number): DeploymentEvent {
  return { type: 'EntryRetracted', data: { entry: entry(revision) } };
}

function correcting(
  history: History<DeploymentEvent>,
  revision: number,
  changes: CorrectEntry['changes'] = { condition: 'INJURED' },
  { reason = 'misheard', voucher }: { reason?: string; voucher?: VoucherContext['voucher'] } = {},
) {
  return given(deployment, history).when((state, context) =>
    decideCorrectEntry(state, { entry: entry(revision), changes, reason }, { ...context, voucher }),
  );
}

function retracting(history: History<DeploymentEvent>, revision: number, reason = 'the wrong person') {
  return given(deployment, history).when((state, context) =>
    decideRetractEntry(state, { entry: entry(revision), reason }, context),
  );
}

const withReason = (fact: DeploymentEvent, reason: string): DeploymentEvent => ({
  ...fact,
  texts: { subject: ANNS_KEY, texts: { reason } },
});
const takenCorrection = (revision: number, changes?: EntryChanges) =>
  withReason(corrected(revision, changes), 'misheard');
const takenRetraction = (revision: number) => withReason(retracted(revision), 'the wrong person');

describe('CorrectEntry', () => {
  it('records the changes alone, a place sealed under the officer’s key', () => {
    const changes = { disposition: 'SHELTERING', observedAt: evening('22:40:00') } as const;
    correcting([began(), checkedIn()], 1, { ...changes, place: 'the bunker' }).then([
      { ...corrected(1, changes), texts: { subject: ANNS_KEY, texts: { reason: 'misheard', place: 'the bunker' } } },
    ]);
  });

  it('may change the place alone', () => {
    correcting([began(), checkedIn()], 1, { place: 'the bunker' }).then([
      { ...corrected(1, {}), texts: { subject: ANNS_KEY, texts: { reason: 'misheard', place: 'the bunker' } } },
    ]);
  });

  it('is refused where it changes nothing', () => {
    correcting([began(), checkedIn()], 1, {}).refuses('nothing-to-change');
  });

  it('is refused with a blank reason', () => {
    correcting([began(), checkedIn()], 1, { condition: 'INJURED' }, { reason: ' ' }).refuses('reason-missing');
  });

  it('corrects the correction, which is an entry of its own', () => {
    correcting([began(), checkedIn(), corrected(1)], 2).then([takenCorrection(2)]);
  });

  it('is refused for a version that has been corrected, naming the newest', () => {
    const history = [began(), checkedIn(), corrected(1), corrected(2)];
    correcting(history, 1).refuses('superseded', { newest: entry(3) });
    correcting(history, 2).refuses('superseded', { newest: entry(3) });
  });

  it('is refused for a version that has been retracted', () => {
    correcting([began(), checkedIn(), retracted(1)], 1).refuses('not-in-force');
    correcting([began(), checkedIn(), corrected(1), retracted(2)], 2).refuses('not-in-force');
  });

  it('is taken for what a retracted correction lets stand again', () => {
    correcting([began(), checkedIn(), corrected(1), retracted(2)], 1).then([takenCorrection(1)]);
  });

  it('names as newest the correction that stands, where another was retracted', () => {
    const history = [began(), checkedIn(), corrected(1), retracted(2), corrected(1)];
    correcting(history, 1).refuses('superseded', { newest: entry(4) });
  });

  it('is taken for what was set aside in a conflict', () => {
    const resolved: DeploymentEvent = {
      type: 'ConflictResolved',
      data: { prefer: entry(2), setAside: [entry(1)] },
    };
    correcting([began(), checkedIn(), checkedIn({ condition: 'DETAINED' }), resolved], 1).then([takenCorrection(1)]);
  });

  it('is about check-ins: refused for a death report, and for what does not exist', () => {
    correcting([began(), reportedDead()], 1).refuses('not-found');
    correcting([began(), checkedIn()], 0).refuses('not-found');
    correcting([began(), checkedIn()], 7).refuses('not-found');
  });
});

describe('The grade of a correction', () => {
  it('changed from 3 drops the voucher', () => {
    correcting([began(), vouched], 1, { grade: 4 }).then([takenCorrection(1, { grade: 4, vouchedBy: null })]);
  });

  it('changed from 3 names no other voucher', () => {
    correcting([began(), vouched], 1, { grade: 4, vouchedBy: LEADER.deployment }, { voucher: LEADER }).refuses(
      'voucher',
    );
  });

  it('changed to 3 needs a voucher', () => {
    correcting([began(), checkedIn()], 1, { grade: 3 }).refuses('voucher');
    correcting([began(), checkedIn()], 1, { grade: 3, vouchedBy: LEADER.deployment }, { voucher: LEADER }).then([
      takenCorrection(1, { grade: 3, vouchedBy: LEADER.deployment }),
    ]);
  });

  it('changed back to 3 needs the voucher named again', () => {
    correcting([began(), vouched, corrected(1, { grade: 4, vouchedBy: null })], 2, { grade: 3 }).refuses('voucher');
  });

  it('left at 3 keeps the voucher, or takes another that exists and is not his own', () => {
    const other = { deployment: id('other-tour') };
    const naming = { vouchedBy: other.deployment };
    correcting([began(), vouched], 1, { condition: 'INJURED' }).then([takenCorrection(1)]);
    correcting([began(), vouched], 1, { grade: 3 }).then([takenCorrection(1, { grade: 3 })]);
    correcting([began(), vouched], 1, naming, { voucher: other }).then([takenCorrection(1, naming)]);
    correcting([began(), vouched], 1, naming).refuses('not-found');
    correcting([began(), vouched], 1, { vouchedBy: TOUR }, { voucher: { deployment: TOUR } }).refuses('voucher');
  });

  it('left at another has no voucher', () => {
    correcting([began(), checkedIn()], 1, { vouchedBy: LEADER.deployment }, { voucher: LEADER }).refuses('voucher');
  });
});

describe('A corrected version', () => {
  it('keeps the mode and the receipt of what it corrects, and whatever was not changed', () => {
    const receivedAt = evening('22:58:00');
    const { state } = given(deployment, [
      began(),
      told(checkedIn({ mode: 'EXERCISE' }), { at: receivedAt }),
      told(corrected(1), { at: evening('23:30:00'), by: DUTY_OFFICER }),
    ]);
    expect(state?.checkIns[1]).toMatchObject({
      id: entry(2),
      mode: 'EXERCISE',
      receivedAt,
      observedAt: evening('22:55:00'),
      condition: 'INJURED',
      grade: 2,
      corrects: entry(1),
      recordedBy: DUTY_OFFICER.id,
    });
  });

  it('has lost its voucher where the correction dropped it', () => {
    const { state } = given(deployment, [began(), vouched, corrected(1, { grade: 4, vouchedBy: null })]);
    expect(state?.checkIns.map(({ vouchedBy }) => vouchedBy)).toEqual([LEADER.deployment, undefined]);
  });
});

describe('RetractEntry', () => {
  it('retracts the newest version', () => {
    retracting([began(), checkedIn()], 1).then([takenRetraction(1)]);
    retracting([began(), checkedIn(), corrected(1)], 2).then([takenRetraction(2)]);
  });

  it('is refused for a version that has been corrected, naming the newest', () => {
    retracting([began(), checkedIn(), corrected(1), corrected(2)], 1).refuses('superseded', { newest: entry(3) });
  });

  it('is refused for one that was retracted', () => {
    retracting([began(), checkedIn(), retracted(1)], 1).refuses('not-in-force');
    retracting([began(), checkedIn(), corrected(1), retracted(2)], 2).refuses('not-in-force');
  });

  it('retracts what a retracted correction lets stand again', () => {
    retracting([began(), checkedIn(), corrected(1), retracted(2)], 1).then([takenRetraction(1)]);
  });

  it('is refused for a death report, which is refuted', () => {
    retracting([began(), reportedDead()], 1).refuses('not-found');
  });

  it('is refused with a blank reason', () => {
    retracting([began(), checkedIn()], 1, '').refuses('reason-missing');
  });
});

describe('AnnotateEntry', () => {
  const annotating = (history: History<DeploymentEvent>, revision: number) =>
    given(deployment, history).when((state, context) =>
      decideAnnotateEntry(state, { entry: entry(revision), text: 'the line was bad' }, context),
    );
  const taken = (revision: number): DeploymentEvent => ({
    type: 'EntryAnnotated',
    data: { entry: entry(revision) },
    texts: { subject: ANNS_KEY, texts: { text: 'the line was bad' } },
  });

  it('annotates any version, one that stands no longer too', () => {
    annotating([began(), checkedIn()], 1).then([taken(1)]);
    annotating([began(), checkedIn(), corrected(1)], 1).then([taken(1)]);
    annotating([began(), checkedIn(), retracted(1)], 1).then([taken(1)]);
  });

  it('is refused for what is no check-in', () => {
    annotating([began(), reportedDead()], 1).refuses('not-found');
    annotating([began()], 1).refuses('not-found');
  });
});

describe('A team lead', () => {
  const his = told(checkedIn(), { by: LEAD });
  const another = told(checkedIn(), { by: DUTY_OFFICER });
  const anothersCorrection = told(corrected(1), { by: DUTY_OFFICER });

  const asLead = (history: History<DeploymentEvent>, revision: number) => {
    const lead = given(deployment, history).by(LEAD);
    const named = entry(revision);
    return {
      corrects: lead.when((state, context) =>
        decideCorrectEntry(
          state,
          { entry: named, changes: { condition: 'INJURED' }, reason: 'misheard' },
          { ...context, voucher: undefined },
        ),
      ),
      retracts: lead.when((state, context) =>
        decideRetractEntry(state, { entry: named, reason: 'the wrong person' }, context),
      ),
      annotates: lead.when((state, context) => decideAnnotateEntry(state, { entry: named, text: 'sure' }, context)),
    };
  };

  it('corrects, retracts and annotates what he recorded', () => {
    const lead = asLead([began(), his], 1);
    lead.corrects.then([takenCorrection(1)]);
    lead.retracts.then([takenRetraction(1)]);
    lead.annotates.then([
      {
        type: 'EntryAnnotated',
        data: { entry: entry(1) },
        texts: { subject: ANNS_KEY, texts: { text: 'sure' } },
      },
    ]);
  });

  it.each([
    ['a check-in that another recorded', [began(), another], 1],
    ['another’s correction of his own', [began(), his, anothersCorrection], 2],
    ['what does not exist', [began(), his], 7],
  ])('may not touch %s', (_, history, revision) => {
    const lead = asLead(history, revision);
    lead.corrects.refuses('forbidden');
    lead.retracts.refuses('forbidden');
    lead.annotates.refuses('forbidden');
  });
});
