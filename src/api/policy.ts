import { SetMetadata } from '@nestjs/common';
import type { Role } from '../kernel/actor.js';

export const POLICY = 'muster:policy';

/** Who may use a route: these roles, or anyone. The application does not start with a route that has no policy. */
export type Policy = readonly Role[] | 'anyone';

export const MayUse = (policy: Policy): MethodDecorator & ClassDecorator => SetMetadata(POLICY, policy);

/** Those who see everyone: what they read is narrowed by nothing but duress. */
export const READS_ALL = ['commander', 'dutyOfficer', 'auditor'] as const satisfies readonly Role[];

/**
 * Revisions of a deployment's stream count what stands on it, duress too, so a gap in those that someone sees would tell
 * him of it. Whoever may be within a captor's reach, and a liaison, sees none, gets no ETag of one and can rest no
 * decision on one.
 */
export function seesRevisions(role: Role): boolean {
  return !WITHOUT_REVISIONS.has(role);
}

const WITHOUT_REVISIONS: ReadonlySet<Role> = new Set(['teamLead', 'deployedOfficer', 'liaison']);

/** Those who see a roll call, whole or their part of it. */
export const READS_ROLL_CALLS = [...READS_ALL, 'teamLead', 'liaison'] as const satisfies readonly Role[];
