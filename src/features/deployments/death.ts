import type { DecisionContext } from '../../kernel/decider.js';
import { demandNotAhead, demandReason } from '../../kernel/demands.js';
import { entryId, type EntryId } from '../../kernel/entry-id.js';
import type { RecordedEvent } from '../../kernel/event.js';
import { demand } from '../../kernel/failure.js';
import { present } from '../../kernel/present.js';
import { authorised, demandFound } from './authority.js';
import { sealedFor, type DeathReportRecord, type Deployment, type DeploymentState } from './deployment-state.js';
import type { EntryDecision, RecordNextOfKinNotified, ReportDeath } from './deployment.commands.js';
import type { DeathReport, DeploymentEvent } from './deployment.events.js';
import { demandVoucher, type VoucherContext } from './vouchers.js';

export function withDeathReport(tour: Deployment, event: RecordedEvent<string, DeathReport>): Deployment {
  const { mode, observedAt, uncertainty, grade, vouchedBy } = event.data;
  const report: DeathReportRecord = {
    id: entryId(tour.deployment, event.id),
    mode,
    observedAt,
    uncertainty,
    receivedAt: event.recordedAt,
    grade,
    vouchedBy,
    recordedBy: event.metadata.actor,
    confirmed: false,
    refuted: false,
  };
  return { ...tour, deathReports: [...tour.deathReports, report] };
}

export function withDeathReportDecided(
  tour: Deployment,
  entry: EntryId,
  decided: { readonly confirmed: true } | { readonly refuted: true },
): Deployment {
  const deathReports = tour.deathReports.map((report) => (report.id === entry ? { ...report, ...decided } : report));
  return { ...tour, deathReports };
}

/** A fact, and always taken. It may be repeated. */
export function decideReportDeath(
  state: DeploymentState,
  command: ReportDeath,
  context: VoucherContext,
): readonly DeploymentEvent[] {
  const tour = authorised('ReportDeath', state, context);
  demandVoucher(tour, command, context);
  const { observedAt, uncertainty, channel, grade, vouchedBy, mode = 'ACTUAL', note } = command;
  const data = present({ observedAt, uncertainty, grade, vouchedBy, mode });
  return [{ type: 'DeathReported', data, ...sealedFor(tour, present({ channel, note })) }];
}

/** Two persons: a death is confirmed by someone other than its reporter. */
export function decideConfirmDeath(
  state: DeploymentState,
  { entry, reason }: EntryDecision,
  context: DecisionContext,
): readonly DeploymentEvent[] {
  const tour = authorised('ConfirmDeath', state, context);
  demandReason(reason);
  const report = demandUnrefuted(tour, entry, context);
  demand(!report.confirmed, 'not-in-force', 'This death report has been confirmed already.');
  demand(report.recordedBy !== context.actor.id, 'same-person', 'A death is confirmed by another than its reporter.');
  return [{ type: 'DeathConfirmed', data: { entry }, ...sealedFor(tour, { reason }) }];
}

/** A confirmed report may be refuted too: a confirmation can be a mistake. */
export function decideRefuteDeathReport(
  state: DeploymentState,
  { entry, reason }: EntryDecision,
  context: DecisionContext,
): readonly DeploymentEvent[] {
  const tour = authorised('RefuteDeathReport', state, context);
  demandReason(reason);
  demandUnrefuted(tour, entry, context);
  return [{ type: 'DeathReportRefuted', data: { entry }, ...sealedFor(tour, { reason }) }];
}

function demandUnrefuted(tour: Deployment, entry: EntryId, context: DecisionContext): DeathReportRecord {
  const report = tour.deathReports.find(({ id }) => id === entry);
  demandFound(report !== undefined, context, 'There is no such death report.');
  demand(!report.refuted, 'not-in-force', 'This death report has been refuted.');
  return report;
}

export function decideRecordNextOfKinNotified(
  state: DeploymentState,
  { notifiedAt }: RecordNextOfKinNotified,
  context: DecisionContext,
): readonly DeploymentEvent[] {
  authorised('RecordNextOfKinNotified', state, context);
  demandNotAhead(notifiedAt, context.now, 'notifiedAt');
  return [{ type: 'NextOfKinNotified', data: { notifiedAt } }];
}
