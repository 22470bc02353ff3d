import { COMMAND_ROLES, type CommandName } from '../../kernel/authority.js';
import type { DecisionContext } from '../../kernel/decider.js';
import { demand } from '../../kernel/failure.js';
import type { Id } from '../../kernel/ids.js';
import type { Deployment, DeploymentState } from './deployment-state.js';

/** One sentence for whatever is not his, so that a refusal does not reveal whether the thing exists. */
const NOT_YOURS = 'This is not yours to give.';

/** The role's part of RULE.md section 1, Roles. */
export function demandRole(command: CommandName, { actor }: DecisionContext): void {
  demand(COMMAND_ROLES[command].includes(actor.role), 'forbidden', NOT_YOURS);
}

/**
 * The deployment, where this actor may give this command about it: a team lead for those who are or were assigned to
 * his missions, a deployed officer for himself.
 */
export function authorised(command: CommandName, state: DeploymentState, context: DecisionContext): Deployment {
  demandRole(command, context);
  demandFound(state !== undefined, context, 'There is no such deployment.');
  demand(isWithinReach(state, context), 'forbidden', NOT_YOURS);
  return state;
}

function isWithinReach(tour: Deployment, { actor }: DecisionContext): boolean {
  switch (actor.role) {
    case 'teamLead':
      return wasAssignedToOneOf(tour, actor.missions);
    case 'deployedOfficer':
      return tour.deployment === actor.deployment;
    case 'commander':
    case 'dutyOfficer':
      return true;
    case 'liaison':
    case 'auditor':
    case 'operator':
      return false;
  }
}

export function wasAssignedToOneOf(tour: Deployment, missions: readonly Id[]): boolean {
  return tour.assignments.some(({ mission }) => missions.includes(mission));
}

/** What does not exist is, to whoever may not see everything, indistinguishable from what is not his. */
export function demandFound(condition: boolean, { actor }: DecisionContext, message: string): asserts condition {
  if (actor.role === 'teamLead' || actor.role === 'deployedOfficer') demand(condition, 'forbidden', NOT_YOURS);
  else demand(condition, 'not-found', message);
}

/** For what a team lead may do to his own records alone. */
export function demandOwnRecord(recordedBy: string, { actor }: DecisionContext): void {
  demand(actor.role !== 'teamLead' || recordedBy === actor.id, 'forbidden', NOT_YOURS);
}

/** A deployed officer's word about himself is an authenticated self-report, and nothing better or worse. */
export function demandOwnGrade(grade: number, { actor }: DecisionContext): void {
  demand(actor.role !== 'deployedOfficer' || grade === 2, 'forbidden', NOT_YOURS);
}

/** When a call reached us is noted on paper by those who keep the watch, and by nobody else. */
export function demandMayNoteReceipt({ actor }: DecisionContext): void {
  demand(actor.role === 'dutyOfficer' || actor.role === 'commander', 'forbidden', NOT_YOURS);
}
