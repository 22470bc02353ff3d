import type { DecisionContext } from '../../kernel/decider.js';
import { demandReason } from '../../kernel/demands.js';
import { demand } from '../../kernel/failure.js';
import type { Id } from '../../kernel/ids.js';
import { present } from '../../kernel/present.js';
import type { AddToRollCall, ChangeMembership, ExcludeFromRollCall, ReverseExclusion } from './roll-call.commands.js';
import type { RollCallEvent } from './roll-call.events.js';
import { demandOpen, demandTakesEffect, type RollCallState } from './roll-call.js';

/** The deployment of a command about someone's membership; undefined where there is none. */
export interface MembershipContext extends DecisionContext {
  readonly deployment: { readonly officer: Id } | undefined;
}

export function decideAddToRollCall(
  state: RollCallState,
  command: AddToRollCall,
  context: MembershipContext,
): readonly RollCallEvent[] {
  const { member, ...recorded } = changeOfMembership(state, command, context);
  demand(member?.standing !== 'IN', 'already-exists', 'The deployment is in the roll call already.');
  return [{ type: 'OfficerAddedToRollCall', ...recorded }];
}

/** Pending is who was in scope since the hazard and is not in the denominator. */
export interface ExclusionContext extends MembershipContext {
  readonly pending: boolean;
}

export function decideExcludeFromRollCall(
  state: RollCallState,
  command: ExcludeFromRollCall,
  context: ExclusionContext,
): readonly RollCallEvent[] {
  const { member, ...recorded } = changeOfMembership(state, command, context);
  const there = member?.standing === 'IN' || context.pending;
  demand(there, 'not-in-force', 'The deployment is neither in the roll call nor pending.');
  return [{ type: 'OfficerExcludedFromRollCall', ...recorded }];
}

export function decideReverseExclusion(
  state: RollCallState,
  command: ReverseExclusion,
  context: MembershipContext,
): readonly RollCallEvent[] {
  const { member, ...recorded } = changeOfMembership(state, command, context);
  demand(member?.standing === 'EXCLUDED', 'not-in-force', 'The deployment is not excluded.');
  return [{ type: 'ExclusionReversed', ...recorded }];
}

/** What the three commands about someone's membership have in common; what they demand of `member` is theirs. */
function changeOfMembership(state: RollCallState, command: ChangeMembership, context: MembershipContext) {
  demandOpen(state);
  const { deployment, reason, effectiveAt } = command;
  const person = context.deployment;
  demand(person !== undefined, 'not-found', 'There is no such deployment.');
  demandReason(reason);
  const member = state.members.get(deployment);
  demandTakesEffect(effectiveAt, context.now, state.openedAt, member?.since);
  const texts = { subject: `officer:${person.officer}`, texts: { reason } } as const;
  return { member, data: { deployment, ...present({ effectiveAt }) }, texts };
}
