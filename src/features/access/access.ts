import type { Role } from '../../kernel/actor.js';
import type { Decider, DecisionContext } from '../../kernel/decider.js';
import { demandReason } from '../../kernel/demands.js';
import { demand, invariant, unreachable } from '../../kernel/failure.js';
import type { Id } from '../../kernel/ids.js';
import { instantOf, msOf, type Instant } from '../../kernel/instant.js';
import { present } from '../../kernel/present.js';
import type {
  GrantAccessToken,
  IssuePersonalLink,
  IssueSignInLink,
  RevokeAccessToken,
  RevokePersonalLink,
  SignIn,
} from './access.commands.js';
import type { AccessEvent, AccessScope } from './access.events.js';

/** Milliseconds for which a sign-in link can be used, where its issuer does not say; and the longest that he can say. */
const SIGN_IN_LINK_MS = 86_400_000;
const MAX_SIGN_IN_LINK_MS = 604_800_000;
/** The same of a personal link: an incident lasts for days, and weeks of it are another one. */
const PERSONAL_LINK_MS = 604_800_000;
const MAX_PERSONAL_LINK_MS = 2_592_000_000;
/** Milliseconds for which a browser stays signed in: a watch, and the handover after it. */
const SESSION_MS = 43_200_000;

const A_DAY = 86_400_000;

/** Undefined until something is granted; whether it has expired is for the clock to say. */
export type AccessState =
  | { readonly kind: 'TOKEN' | 'SESSION' | 'PERSONAL_LINK' | 'REVOKED' | 'SIGNED_OUT' }
  | { readonly kind: 'LINK'; readonly expiresAt: Instant }
  | undefined;

export const access: Decider<AccessState, AccessEvent> = {
  initial: undefined,
  evolve(state, event) {
    switch (event.type) {
      case 'AccessTokenGranted':
        return { kind: 'TOKEN' };
      case 'SignInLinkIssued':
        return { kind: 'LINK', expiresAt: event.data.expiresAt };
      case 'PersonalLinkIssued':
        return { kind: 'PERSONAL_LINK' };
      case 'SignedIn':
        return { kind: 'SESSION' };
      case 'SignedOut':
        return { kind: 'SIGNED_OUT' };
      case 'AccessTokenRevoked':
        invariant(state !== undefined, 'what is revoked was granted');
        return { kind: 'REVOKED' };
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

export function decideIssueSignInLink(
  state: AccessState,
  command: IssueSignInLink,
  { now }: DecisionContext,
): readonly AccessEvent[] {
  demand(state === undefined, 'already-exists', 'The link is issued already.');
  const { token, hash, actor, name, role, scope } = command;
  demandScopeOf(role, scope);
  const expiresAt = endOf(command.expiresAt, now, { usual: SIGN_IN_LINK_MS, longest: MAX_SIGN_IN_LINK_MS });
  const data = { token, hash, actor, role, scope, expiresAt };
  return [{ type: 'SignInLinkIssued', data, texts: { subject: `access:${token}`, texts: { name } } }];
}

export function decideIssuePersonalLink(
  state: AccessState,
  command: IssuePersonalLink,
  { now }: DecisionContext,
): readonly AccessEvent[] {
  demand(state === undefined, 'already-exists', 'The link is issued already.');
  const { token, hash, actor, deployment, rollCall, mode, zone, language } = command;
  const expiresAt = endOf(command.expiresAt, now, { usual: PERSONAL_LINK_MS, longest: MAX_PERSONAL_LINK_MS });
  const grant = { token, hash, actor, role: 'deployedOfficer', scope: { deployment }, expiresAt } as const;
  return [{ type: 'PersonalLinkIssued', data: { ...grant, rollCall, mode, ...present({ zone, language }) } }];
}

/** The watch takes back what the watch has issued, and nobody's token. */
export function decideRevokePersonalLink(
  state: AccessState,
  { link, reason }: RevokePersonalLink,
): readonly AccessEvent[] {
  const issued = state?.kind === 'PERSONAL_LINK' || state?.kind === 'REVOKED';
  demand(issued, 'not-found', 'There is no such link.');
  demand(state.kind === 'PERSONAL_LINK', 'not-in-force', 'The link is revoked already.');
  return [revoked(link, reason)];
}

/** A link is good for one session, whoever asks first. */
export function decideSignIn(state: AccessState, { hash }: SignIn, { now }: DecisionContext): readonly AccessEvent[] {
  const issued = state !== undefined && state.kind !== 'TOKEN' && state.kind !== 'PERSONAL_LINK';
  demand(issued, 'not-found', 'There is no such link.');
  demand(state.kind === 'LINK' && state.expiresAt > now, 'not-in-force', 'The link is used up, revoked or expired.');
  return [{ type: 'SignedIn', data: { hash, expiresAt: instantOf(msOf(now) + SESSION_MS) } }];
}

export function decideSignOut(state: AccessState): readonly AccessEvent[] {
  demand(state?.kind === 'SESSION', 'not-in-force', 'Nobody is signed in with it.');
  return [{ type: 'SignedOut', data: {} }];
}

/** Taking access back must never wait for a reason to be found; where one is given, it is no blank one. */
export function decideRevokeAccessToken(
  state: AccessState,
  { token, reason }: RevokeAccessToken,
): readonly AccessEvent[] {
  demand(state !== undefined, 'not-found', 'There is no such token.');
  const inForce = state.kind !== 'REVOKED' && state.kind !== 'SIGNED_OUT';
  demand(inForce, 'not-in-force', 'The token is revoked already, or its session was ended.');
  return [revoked(token, reason)];
}

function revoked(token: Id, reason: string | undefined): AccessEvent {
  if (reason === undefined) return { type: 'AccessTokenRevoked', data: {} };
  demandReason(reason);
  return { type: 'AccessTokenRevoked', data: {}, texts: { subject: `access:${token}`, texts: { reason } } };
}

/** Until when a link can be used. */
function endOf(
  given: Instant | undefined,
  now: Instant,
  { usual, longest }: { readonly usual: number; readonly longest: number },
): Instant {
  const expiresAt = given ?? instantOf(msOf(now) + usual);
  demand(expiresAt > now, 'instants-out-of-order', 'expiresAt has passed already.');
  const days = longest / A_DAY;
  const lasts = msOf(expiresAt) - msOf(now);
  demand(lasts <= longest, 'invalid-request', `Such a link can be used for ${days} days at most.`);
  return expiresAt;
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
