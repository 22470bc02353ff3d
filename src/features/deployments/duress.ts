import type { DecisionContext } from '../../kernel/decider.js';
import { demandReason } from '../../kernel/demands.js';
import { demandRaised } from './alarms.js';
import { authorised } from './authority.js';
import { sealedFor, type DeploymentState } from './deployment-state.js';
import type { EntryDecision, SignalDuress } from './deployment.commands.js';
import type { DeploymentEvent } from './deployment.events.js';

/** A fact, and always taken. It may be repeated. */
export function decideSignalDuress(
  state: DeploymentState,
  { signalledAt, channel, mode = 'ACTUAL' }: SignalDuress,
  context: DecisionContext,
): readonly DeploymentEvent[] {
  const tour = authorised('SignalDuress', state, context);
  return [{ type: 'DuressSignalled', data: { signalledAt, mode }, ...sealedFor(tour, { channel }) }];
}

export function decideClearDuress(
  state: DeploymentState,
  { entry, reason }: EntryDecision,
  context: DecisionContext,
): readonly DeploymentEvent[] {
  const tour = authorised('ClearDuress', state, context);
  demandReason(reason);
  demandRaised(tour.duressSignals, entry, context, 'signal of duress');
  return [{ type: 'DuressCleared', data: { entry }, ...sealedFor(tour, { reason }) }];
}
