import type { Decider, DecisionContext } from '../../kernel/decider.js';
import { demandNotAhead, demandNotBefore, demandReason } from '../../kernel/demands.js';
import type { Recorded } from '../../kernel/event.js';
import { demand, invariant, Refusal, unreachable } from '../../kernel/failure.js';
import type { Id } from '../../kernel/ids.js';
import type { Instant } from '../../kernel/instant.js';
import type { Mode } from '../../kernel/mode.js';
import type { Position } from '../../kernel/position.js';
import { present } from '../../kernel/present.js';
import type { AdoptPolicy, CloseRollCall, OpenRollCall, ReopenRollCall } from './roll-call.commands.js';
import type { Membership, RollCallEvent, RollCallOpening, Scope } from './roll-call.events.js';

/** What the last decision about a person's membership made of it. */
export interface Member {
  readonly standing: 'IN' | 'EXCLUDED';
  readonly since: Instant;
}

export interface RollCall {
  readonly incident: Id;
  readonly openedAt: Instant;
  readonly open: boolean;
  /**
   * Who is in or excluded now. No decision may take effect before the last one about the same person, nor ahead of its
   * recording: so the last that was recorded is the one in effect.
   */
  readonly members: ReadonlyMap<Id, Member>;
  /** When the newest policy took effect. */
  readonly policySince: Instant;
}

/** Undefined until the roll call is opened. */
export type RollCallState = RollCall | undefined;

export const rollCall: Decider<RollCallState, RollCallEvent> = {
  initial: undefined,
  evolve(state, event) {
    if (event.type === 'RollCallOpened') return opened(event.data, event.recordedAt);
    invariant(state !== undefined, 'a roll call begins with its opening');
    return evolveOpened(state, event);
  },
};

function opened({ incident, denominator }: RollCallOpening, openedAt: Instant): RollCall {
  const member: Member = { standing: 'IN', since: openedAt };
  const members = new Map(denominator.map((deployment) => [deployment, member]));
  return { incident, openedAt, open: true, members, policySince: openedAt };
}

type LaterEvent = Exclude<Recorded<RollCallEvent>, { type: 'RollCallOpened' }>;

function evolveOpened(state: RollCall, event: LaterEvent): RollCall {
  switch (event.type) {
    case 'OfficerAddedToRollCall':
    case 'ExclusionReversed':
      return withMember(state, 'IN', event.data, event.recordedAt);
    case 'OfficerExcludedFromRollCall':
      return withMember(state, 'EXCLUDED', event.data, event.recordedAt);
    case 'FreshnessPolicyAdopted':
      return { ...state, policySince: event.data.effectiveAt ?? event.recordedAt };
    case 'RollCallClosed':
      return { ...state, open: false };
    case 'RollCallReopened':
      return { ...state, open: true };
    default:
      return unreachable(event);
  }
}

function withMember(
  state: RollCall,
  standing: Member['standing'],
  { deployment, effectiveAt }: Membership,
  recordedAt: Instant,
): RollCall {
  const member: Member = { standing, since: effectiveAt ?? recordedAt };
  return { ...state, members: new Map(state.members).set(deployment, member) };
}

export interface OpeningContext extends DecisionContext {
  readonly incident: { readonly open: boolean; readonly mode: Mode } | undefined;
  /** What the scope names and does not exist: missions, posts, deployments. */
  readonly missing: readonly Id[];
  /** Who was in scope over [since, now], as known at `decidedAt`; of no account where the scope names deployments. */
  readonly inScope: readonly Id[];
  readonly decidedAt: Position;
}

export function decideOpenRollCall(
  state: RollCallState,
  command: OpenRollCall,
  context: OpeningContext,
): readonly RollCallEvent[] {
  demand(state === undefined, 'already-exists', 'The roll call is opened already.');
  const { incident, missing, decidedAt, now } = context;
  demand(incident !== undefined, 'not-found', 'There is no such incident.');
  demandScope(command.scope);
  if (missing.length > 0) throw new Refusal('not-found', 'The scope names what does not exist.', { missing });
  demand(incident.open, 'closed', 'The incident is closed and takes no new roll call until it is reopened.');
  const { rollCall, scope, referenceInstant, policy } = command;
  if (referenceInstant !== undefined) demandNotAhead(referenceInstant, now, 'referenceInstant');
  const denominator = 'deployments' in scope ? scope.deployments : context.inScope;
  const optional = present({ referenceInstant });
  const { mode } = incident;
  const data = { rollCall, incident: command.incident, mode, scope, ...optional, policy, denominator, decidedAt };
  return [{ type: 'RollCallOpened', data }];
}

/** A scope is of places or of people: the two would disagree about who is pending. */
function demandScope(scope: Scope): void {
  const missions = 'missions' in scope ? (scope.missions ?? []) : [];
  const posts = 'posts' in scope ? (scope.posts ?? []) : [];
  const places = missions.length + posts.length;
  if ('deployments' in scope) {
    const { deployments } = scope;
    demand(places === 0, 'invalid-request', 'A scope names deployments, or missions and posts, and never both.');
    demand(deployments.length > 0, 'invalid-request', 'A scope of deployments names at least one.');
    demand(new Set(deployments).size === deployments.length, 'invalid-request', 'A person counts once.');
  } else {
    demand(places > 0, 'invalid-request', 'A scope names at least one mission or post.');
  }
}

export function decideAdoptPolicy(
  state: RollCallState,
  command: AdoptPolicy,
  { now }: DecisionContext,
): readonly RollCallEvent[] {
  demandOpen(state);
  const { policy, reason, effectiveAt } = command;
  demandReason(reason);
  demandTakesEffect(effectiveAt, now, state.openedAt, state.policySince);
  const data = { policy, ...present({ effectiveAt }) };
  return [{ type: 'FreshnessPolicyAdopted', data, texts: textsOf(state, { reason }) }];
}

/** What the roll call's assessment comes to now, as far as closing it needs; ids are of deployments. */
export interface ClosingAssessment {
  /** Whether the view that answered had reached the log's end as it was on arrival. */
  readonly current: boolean;
  /** Whether the denominator is empty. */
  readonly empty: boolean;
  /** Whose accountability is not `ACCOUNTED`; pending additions and tours not kept included. */
  readonly notAccounted: readonly Id[];
  /** Likewise included. */
  readonly underDuress: readonly Id[];
  readonly pending: readonly Id[];
}

export interface ClosingContext extends DecisionContext {
  readonly assessment: ClosingAssessment;
  /** The position of the log that `assessment` was made at. */
  readonly decidedAt: Position;
}

export function decideCloseRollCall(
  state: RollCallState,
  command: CloseRollCall,
  context: ClosingContext,
): readonly RollCallEvent[] {
  const { outcome, reason } = command;
  // Before all else: who may not close it as complete learns nothing of it.
  const mayClose = outcome === 'INCOMPLETE' || context.actor.role === 'commander';
  demand(mayClose, 'forbidden', 'Closing a roll call as complete is a decision of the commander.');
  demandOpen(state);
  const { assessment, decidedAt } = context;
  if (outcome === 'COMPLETE') demandComplete(assessment);
  else demandReason(reason ?? '');
  const { notAccounted, underDuress, pending } = assessment;
  const open = [...new Set([...notAccounted, ...underDuress, ...pending])];
  const texts = reason === undefined || reason.trim() === '' ? {} : { texts: textsOf(state, { reason }) };
  return [{ type: 'RollCallClosed', data: { outcome, open, decidedAt }, ...texts }];
}

function demandComplete({ current, empty, notAccounted, underDuress, pending }: ClosingAssessment): void {
  demand(current, 'not-current', 'The view is not current, so that nobody can be shown to be accounted for.');
  demand(!empty, 'not-complete', 'The roll call has nobody in it.');
  if (notAccounted.length + underDuress.length + pending.length > 0) {
    throw new Refusal('not-complete', 'Not everyone is accounted for.', { notAccounted, underDuress, pending });
  }
}

/** `incident` is that of the roll call. */
export interface ReopeningContext extends DecisionContext {
  readonly incident: { readonly open: boolean };
}

export function decideReopenRollCall(
  state: RollCallState,
  command: ReopenRollCall,
  { incident }: ReopeningContext,
): readonly RollCallEvent[] {
  demandExists(state);
  demand(!state.open, 'not-in-force', 'The roll call is not closed.');
  demand(incident.open, 'closed', 'The incident is closed: it is reopened before its roll calls.');
  demandReason(command.reason);
  return [{ type: 'RollCallReopened', data: {}, texts: textsOf(state, { reason: command.reason }) }];
}

/**
 * What is accepted takes effect: not ahead, not before the opening, not before the last of its kind. Without an
 * instant it takes effect at its recording, which is none of these.
 */
export function demandTakesEffect(
  effectiveAt: Instant | undefined,
  now: Instant,
  openedAt: Instant,
  last: Instant | undefined,
): void {
  if (effectiveAt === undefined) return;
  demandNotAhead(effectiveAt, now, 'effectiveAt');
  demandNotBefore(effectiveAt, openedAt, 'effectiveAt', 'the roll call was opened');
  if (last !== undefined) demandNotBefore(effectiveAt, last, 'effectiveAt', 'the last decision of its kind');
}

function demandExists(state: RollCallState): asserts state is RollCall {
  demand(state !== undefined, 'not-found', 'There is no such roll call.');
}

export function demandOpen(state: RollCallState): asserts state is RollCall {
  demandExists(state);
  demand(state.open, 'closed', 'The roll call is closed and takes no change until it is reopened.');
}

function textsOf(state: RollCall, texts: Readonly<Record<string, string>>) {
  return { subject: `incident:${state.incident}`, texts } as const;
}
