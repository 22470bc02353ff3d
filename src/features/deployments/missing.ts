import type { DecisionContext } from '../../kernel/decider.js';
import { demandReason } from '../../kernel/demands.js';
import { demandRaised } from './alarms.js';
import { authorised } from './authority.js';
import { sealedFor, type DeploymentState } from './deployment-state.js';
import type { DeclareMissing, EntryDecision } from './deployment.commands.js';
import type { DeploymentEvent } from './deployment.events.js';

/** A commander's decision, never reached by time passing. It may be repeated. */
export function decideDeclareMissing(
  state: DeploymentState,
  { reason, mode = 'ACTUAL' }: DeclareMissing,
  context: DecisionContext,
): readonly DeploymentEvent[] {
  const tour = authorised('DeclareMissing', state, context);
  demandReason(reason);
  return [{ type: 'OfficerDeclaredMissing', data: { mode }, ...sealedFor(tour, { reason }) }];
}

/** A declaration is there until withdrawn, even when a contact has answered it. */
export function decideWithdrawMissing(
  state: DeploymentState,
  { entry, reason }: EntryDecision,
  context: DecisionContext,
): readonly DeploymentEvent[] {
  const tour = authorised('WithdrawMissing', state, context);
  demandReason(reason);
  demandRaised(tour.declarations, entry, context, 'declaration of missing');
  return [{ type: 'MissingWithdrawn', data: { entry }, ...sealedFor(tour, { reason }) }];
}
