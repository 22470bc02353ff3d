import { BEFORE, COMMANDER, DUTY_OFFICER, given, id, NOW, told, type History } from '../../../test/support/given.js';
import {
  AHEAD,
  ANNS_KEY,
  began,
  checkedIn,
  ended,
  entry,
  evening,
  reportedDead,
  TOUR,
} from '../../../test/support/tour.js';
import type { Duration } from '../../kernel/duration.js';
import {
  decideConfirmDeath,
  decideRecordNextOfKinNotified,
  decideRefuteDeathReport,
  decideReportDeath,
} from './death.js';
import { deployment } from './deployment.js';
import type { ReportDeath } from './deployment.commands.js';
import type { DeploymentEvent } from './deployment.events.js';
import type { VoucherContext } from './vouchers.js';

const confirmed: DeploymentEvent = { type: 'DeathConfirmed', data: { entry: entry(1) } };
const refuted: DeploymentEvent = { type: 'DeathReportRefuted', data: { entry: entry(1) } };
/** Reported by the duty officer. */
const reported = told(reportedDead(), { by: DUTY_OFFICER });

describe('ReportDeath', () => {
  const command: ReportDeath = { deployment: TOUR, observedAt: evening('22:50:00'), channel: 'PHONE', grade: 5 };
  const texts = { subject: ANNS_KEY, texts: { channel: 'PHONE' } };
  const reporting = (
    differing: Partial<ReportDeath>,
    history: readonly DeploymentEvent[] = [began()],
    voucher?: VoucherContext['voucher'],
  ) =>
    given(deployment, history).when((state, context) =>
      decideReportDeath(state, { ...command, ...differing }, { ...context, voucher }),
    );

  it('records the report, in mode ACTUAL unless given', () => {
    reporting({}).then([{ ...reportedDead(), texts }]);
    reporting({ mode: 'EXERCISE' }).then([{ ...reportedDead({ mode: 'EXERCISE' }), texts }]);
  });

  it('records every field, the texts sealed under the officer’s key', () => {
    reporting({ uncertainty: 'PT2H' as Duration, note: 'a rescue team' }).then([
      {
        ...reportedDead({ uncertainty: 'PT2H' as Duration }),
        texts: { subject: ANNS_KEY, texts: { channel: 'PHONE', note: 'a rescue team' } },
      },
    ]);
  });

  it('is taken when repeated, confirmed, refuted, contradicted, after the end of the tour, and ahead', () => {
    reporting({}, [began(), reportedDead()]).then([{ ...reportedDead(), texts }]);
    reporting({}, [began(), reportedDead(), confirmed]).then([{ ...reportedDead(), texts }]);
    reporting({}, [began(), reportedDead(), refuted]).then([{ ...reportedDead(), texts }]);
    reporting({}, [began(), checkedIn({ grade: 1 })]).then([{ ...reportedDead(), texts }]);
    reporting({}, [began(), ended(evening('12:00:00'))]).then([{ ...reportedDead(), texts }]);
    reporting({ observedAt: AHEAD }).then([{ ...reportedDead({ observedAt: AHEAD }), texts }]);
  });

  it('names a voucher with grade 3 and with no other', () => {
    const leader = { deployment: id('leader-tour') };
    const vouched = { grade: 3, vouchedBy: leader.deployment } as const;
    reporting(vouched, [began()], leader).then([{ ...reportedDead(vouched), texts }]);
    reporting({ grade: 3 }).refuses('voucher');
    reporting({ ...vouched, grade: 4 }, [began()], leader).refuses('voucher');
    reporting({ grade: 3, vouchedBy: TOUR }, [began()], { deployment: TOUR }).refuses('voucher');
    reporting(vouched).refuses('not-found');
  });

  it('is refused for a deployment that does not exist', () => {
    reporting({}, []).refuses('not-found');
  });
});

describe('ConfirmDeath', () => {
  const confirming = (history: History<DeploymentEvent>, revision = 1, reason = 'identified') =>
    given(deployment, history).when((state, context) =>
      decideConfirmDeath(state, { entry: entry(revision), reason }, context),
    );

  it('confirms the report that it names', () => {
    confirming([began(), reported]).then([
      { ...confirmed, texts: { subject: ANNS_KEY, texts: { reason: 'identified' } } },
    ]);
  });

  it('is refused to the reporter himself', () => {
    confirming([began(), told(reportedDead(), { by: COMMANDER })]).refuses('same-person');
  });

  it('is about that report alone: another that he reported himself does not matter', () => {
    confirming([began(), reported, told(reportedDead(), { by: COMMANDER })]).then([
      { ...confirmed, texts: { subject: ANNS_KEY, texts: { reason: 'identified' } } },
    ]);
  });

  it('is refused for one that was confirmed or refuted', () => {
    confirming([began(), reported, confirmed]).refuses('not-in-force');
    confirming([began(), reported, refuted]).refuses('not-in-force');
    confirming([began(), reported, confirmed, refuted]).refuses('not-in-force');
  });

  it('is taken for a second report where the first was refuted', () => {
    confirming([began(), reported, refuted, reported], 3).then([
      {
        type: 'DeathConfirmed',
        data: { entry: entry(3) },
        texts: { subject: ANNS_KEY, texts: { reason: 'identified' } },
      },
    ]);
  });

  it('is refused where it names no death report', () => {
    confirming([began(), checkedIn()]).refuses('not-found');
    confirming([began(), reported], 2).refuses('not-found');
  });

  it('is refused with a blank reason', () => {
    confirming([began(), reported], 1, ' ').refuses('reason-missing');
  });
});

describe('RefuteDeathReport', () => {
  const refuting = (history: History<DeploymentEvent>, revision = 1, reason = 'he called') =>
    given(deployment, history).when((state, context) =>
      decideRefuteDeathReport(state, { entry: entry(revision), reason }, context),
    );
  const taken = { ...refuted, texts: { subject: ANNS_KEY, texts: { reason: 'he called' } } };

  it('refutes the report that it names, by its reporter too', () => {
    refuting([began(), reported]).then([taken]);
    refuting([began(), told(reportedDead(), { by: COMMANDER })]).then([taken]);
  });

  it('refutes a confirmed one too', () => {
    refuting([began(), reported, confirmed]).then([taken]);
  });

  it('is refused for one that was refuted', () => {
    refuting([began(), reported, refuted]).refuses('not-in-force');
  });

  it('is refused where it names no death report', () => {
    refuting([began(), checkedIn()]).refuses('not-found');
  });

  it('is refused with a blank reason', () => {
    refuting([began(), reported], 1, '').refuses('reason-missing');
  });
});

describe('RecordNextOfKinNotified', () => {
  const notifying = (notifiedAt: typeof NOW, history: readonly DeploymentEvent[] = [began()]) =>
    given(deployment, history).when((state, context) =>
      decideRecordNextOfKinNotified(state, { deployment: TOUR, notifiedAt }, context),
    );

  it.each([BEFORE, NOW])('records when they were told: %s', (notifiedAt) => {
    notifying(notifiedAt).then([{ type: 'NextOfKinNotified', data: { notifiedAt } }]);
  });

  it('is refused ahead', () => {
    notifying(AHEAD).refuses('instant-ahead');
  });

  it('is refused for a deployment that does not exist', () => {
    notifying(BEFORE, []).refuses('not-found');
  });
});
