import type { Id } from './ids.js';

export const ROLES = [
  'commander',
  'dutyOfficer',
  'teamLead',
  'deployedOfficer',
  'liaison',
  'auditor',
  'operator',
] as const;

export type Role = (typeof ROLES)[number];

/** Who asks or commands. What a role is narrowed to (RULE.md section 1, Roles) stands beside it. */
export type Actor =
  | { readonly id: Id; readonly role: 'commander' | 'dutyOfficer' | 'auditor' | 'operator' }
  | { readonly id: Id; readonly role: 'teamLead'; readonly missions: readonly Id[] }
  | { readonly id: Id; readonly role: 'deployedOfficer'; readonly deployment: Id }
  | { readonly id: Id; readonly role: 'liaison'; readonly agency: string };
