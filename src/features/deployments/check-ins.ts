import type { DecisionContext } from '../../kernel/decider.js';
import { demandNotAhead } from '../../kernel/demands.js';
import { entryId } from '../../kernel/entry-id.js';
import type { RecordedEvent } from '../../kernel/event.js';
import { present } from '../../kernel/present.js';
import { authorised, demandMayNoteReceipt, demandOwnGrade } from './authority.js';
import { sealedFor, type CheckInVersion, type Deployment, type DeploymentState } from './deployment-state.js';
import type { RecordCheckIn, RecordContactAttempt } from './deployment.commands.js';
import type { CheckIn, DeploymentEvent } from './deployment.events.js';
import { demandVoucher, type VoucherContext } from './vouchers.js';

export function withCheckIn(tour: Deployment, event: RecordedEvent<string, CheckIn>): Deployment {
  const { mode, condition, observedAt, uncertainty, receivedAt, grade, vouchedBy } = event.data;
  const version: CheckInVersion = {
    id: entryId(tour.deployment, event.id),
    mode,
    condition,
    observedAt,
    uncertainty,
    receivedAt: receivedAt ?? event.recordedAt,
    grade,
    vouchedBy,
    recordedBy: event.metadata.actor,
    corrects: undefined,
    supersededBy: undefined,
    retracted: false,
  };
  return { ...tour, checkIns: [...tour.checkIns, version] };
}

/** A fact, and always taken: however late, early, repeated or contradictory, and whatever is closed, ended or declared. */
export function decideRecordCheckIn(
  state: DeploymentState,
  command: RecordCheckIn,
  context: VoucherContext,
): readonly DeploymentEvent[] {
  const tour = authorised('RecordCheckIn', state, context);
  demandOwnGrade(command.grade, context);
  if (command.receivedAt !== undefined) {
    demandMayNoteReceipt(context);
    demandNotAhead(command.receivedAt, context.now, 'receivedAt');
  }
  demandVoucher(tour, command, context);
  const { channel, place, note } = command;
  return [
    { type: 'OfficerAccountedFor', data: checkInOf(command), ...sealedFor(tour, present({ channel, place, note })) },
  ];
}

function checkInOf(command: RecordCheckIn): CheckIn {
  const { condition, disposition, observedAt, uncertainty, sentAt, receivedAt, grade, vouchedBy } = command;
  const mode = command.mode ?? 'ACTUAL';
  return present({ condition, disposition, observedAt, uncertainty, sentAt, receivedAt, grade, vouchedBy, mode });
}

export function decideRecordContactAttempt(
  state: DeploymentState,
  command: RecordContactAttempt,
  context: DecisionContext,
): readonly DeploymentEvent[] {
  const tour = authorised('RecordContactAttempt', state, context);
  const { channel, outcome, attemptedAt } = command;
  return [{ type: 'ContactAttempted', data: { outcome, attemptedAt }, ...sealedFor(tour, { channel }) }];
}
