import { SetMetadata } from '@nestjs/common';
import type { Role } from '../kernel/actor.js';

export const POLICY = 'muster:policy';

/** Who may use a route: these roles, or anyone. The application does not start with a route that has no policy. */
export type Policy = readonly Role[] | 'anyone';

export const MayUse = (policy: Policy): MethodDecorator & ClassDecorator => SetMetadata(POLICY, policy);

/** Those who see everyone: what they read is narrowed by nothing but duress. */
export const READS_ALL = ['commander', 'dutyOfficer', 'auditor'] as const satisfies readonly Role[];

/** Those who see a roll call, whole or their part of it. */
export const READS_ROLL_CALLS = [...READS_ALL, 'teamLead', 'liaison'] as const satisfies readonly Role[];
