import type { Actor } from '../../../kernel/actor.js';
import { Refusal, unreachable } from '../../../kernel/failure.js';
import type { OfficersSeen } from '../views/officers.reading.js';

/** Who sees whom (RULE.md section 1, Roles). The route lets nobody else in; should it ever, he is refused here. */
export function officersSeenBy(actor: Actor): OfficersSeen {
  switch (actor.role) {
    case 'commander':
    case 'dutyOfficer':
    case 'auditor':
      return {};
    case 'liaison':
      return { agency: actor.agency };
    case 'teamLead':
      return { missions: actor.missions };
    case 'deployedOfficer':
    case 'operator':
      throw new Refusal('forbidden', 'This is not yours to ask or to do.');
    default:
      return unreachable(actor);
  }
}
