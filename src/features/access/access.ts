import type { Role } from '../../kernel/actor.js';
import type { Decider, DecisionContext } from '../../kernel/decider.js';
import { demandReason } from '../../kernel/demands.js';
import { demand, invariant, unreachable } from '../../kernel/failure.js';
import { present } from '../../kernel/present.js';
import type { GrantAccessToken, RevokeAccessToken } from './access.commands.js';
import type { AccessEvent, AccessScope } from './access.events.js';

/** Undefined until the token is granted; whether it has expired is for the clock to say. */
export type AccessState = 'GRANTED' | 'REVOKED' | undefined;

export const access: Decider<AccessState, AccessEvent> = {
  initial: undefined,
  evolve(state, event) {
    switch (event.type) {
      case 'AccessTokenGranted':
        return 'GRANTED';
      case 'AccessTokenRevoked':
        invariant(state !== undefined, 'what is revoked was granted');
        return 'REVOKED';
      default:
        return unreachable(event);
    }
  },
};

export function decideGrantAccessToken(
  state: AccessState,
  command: GrantAccessToken,
  { now }: DecisionContext,
): readonly AccessEvent[] {
  demand(state === undefined, 'already-exists', 'The token is granted already.');
  const { token, hash, actor, name, role, scope, expiresAt } = command;
  demandScopeOf(role, scope);
  if (expiresAt !== undefined) demand(expiresAt > now, 'instants-out-of-order', 'expiresAt has passed already.');
  const data = { token, hash, actor, role, scope, ...present({ expiresAt }) };
  return [{ type: 'AccessTokenGranted', data, texts: { subject: `access:${token}`, texts: { name } } }];
}

/** Taking access back must never wait for a reason to be found; where one is given, it is no blank one. */
export function decideRevokeAccessToken(
  state: AccessState,
  { token, reason }: RevokeAccessToken,
): readonly AccessEvent[] {
  demand(state !== undefined, 'not-found', 'There is no such token.');
  demand(state === 'GRANTED', 'not-in-force', 'The token is revoked already.');
  if (reason === undefined) return [{ type: 'AccessTokenRevoked', data: {} }];
  demandReason(reason);
  return [{ type: 'AccessTokenRevoked', data: {}, texts: { subject: `access:${token}`, texts: { reason } } }];
}

/** What each role is narrowed to; nothing where it is narrowed to nothing. */
const NARROWED_TO: Readonly<Record<Role, keyof AccessScope | undefined>> = {
  commander: undefined,
  dutyOfficer: undefined,
  teamLead: 'missions',
  deployedOfficer: 'deployment',
  liaison: 'agency',
  auditor: undefined,
  operator: undefined,
};

/** A scope holds what its role is narrowed to, not empty, and nothing else: one that is read otherwise widens it. */
function demandScopeOf(role: Role, scope: AccessScope): void {
  const needed = NARROWED_TO[role];
  const members = (['missions', 'deployment', 'agency'] as const).filter((member) => scope[member] !== undefined);
  const superfluous = members.some((member) => member !== needed);
  const lacking = needed !== undefined && (scope[needed] ?? '').length === 0;
  const message = needed === undefined ? `A ${role} has no scope.` : `The scope of a ${role} is ${needed} alone.`;
  demand(!superfluous && !lacking, 'invalid-request', message);
}
