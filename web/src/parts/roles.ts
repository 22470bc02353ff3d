import type { Say } from '../words/catalogue.js';

const ROLES = ['commander', 'dutyOfficer', 'teamLead', 'deployedOfficer', 'liaison', 'auditor', 'operator'] as const;

/** A role, as an event has it, in words. */
export function roleInWords(role: string | undefined, say: Say): string {
  const known = ROLES.find((one) => one === role);
  return known === undefined ? (role ?? '') : say(`common.role.${known}`);
}
