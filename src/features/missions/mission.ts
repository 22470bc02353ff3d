import type { Decider, DecisionContext } from '../../kernel/decider.js';
import { demandNotAhead, demandNotBefore, demandReason } from '../../kernel/demands.js';
import type { PlainTexts, Recorded } from '../../kernel/event.js';
import { demand, invariant, unreachable } from '../../kernel/failure.js';
import type { Id } from '../../kernel/ids.js';
import type { Instant } from '../../kernel/instant.js';
import { present } from '../../kernel/present.js';
import type {
  AnnounceSuspension,
  CloseDutyPost,
  EndMission,
  EstablishMission,
  OpenDutyPost,
  ResumeMission,
  SuspendMission,
} from './mission.commands.js';
import type { MissionEvent, Suspension } from './mission.events.js';

export interface Mission {
  readonly posts: ReadonlyMap<Id, 'OPEN' | 'CLOSED'>;
  /** The one in force, from its recording to the recording of the resumption or of the mission's end. */
  readonly suspension: Suspension | undefined;
  readonly ended: boolean;
}

/** Undefined until the mission is established. */
export type MissionState = Mission | undefined;

export const mission: Decider<MissionState, MissionEvent> = {
  initial: undefined,
  evolve(state, event) {
    if (event.type === 'MissionEstablished') return { posts: new Map(), suspension: undefined, ended: false };
    invariant(state !== undefined, 'a mission begins with its establishment');
    return evolveEstablished(state, event);
  },
};

type LaterEvent = Exclude<Recorded<MissionEvent>, { type: 'MissionEstablished' }>;

function evolveEstablished(state: Mission, event: LaterEvent): Mission {
  switch (event.type) {
    case 'MissionSuspended':
      return { ...state, suspension: event.data };
    case 'MissionSuspensionAnnounced':
      invariant(state.suspension !== undefined, 'an announcement is of a suspension');
      return { ...state, suspension: { ...state.suspension, announcedAt: event.data.announcedAt } };
    case 'MissionResumed':
      return { ...state, suspension: undefined };
    case 'MissionEnded':
      return { ...state, suspension: undefined, ended: true };
    case 'DutyPostOpened':
      return { ...state, posts: new Map(state.posts).set(event.data.post, 'OPEN') };
    case 'DutyPostClosed':
      return { ...state, posts: new Map(state.posts).set(event.data.post, 'CLOSED') };
    default:
      return unreachable(event);
  }
}

export function decideEstablishMission(state: MissionState, command: EstablishMission): readonly MissionEvent[] {
  demand(state === undefined, 'already-exists', 'The mission is established already.');
  const data = present({ mission: command.mission, zone: command.zone });
  return [{ type: 'MissionEstablished', data, texts: textsOf(command, { name: command.name }) }];
}

/** A post may be recorded for a mission that has ended too: people are where they are. */
export function decideOpenDutyPost(state: MissionState, command: OpenDutyPost): readonly MissionEvent[] {
  demandExists(state);
  demand(!state.posts.has(command.post), 'already-exists', 'The mission has this post already.');
  const texts = textsOf(command, present({ name: command.name, place: command.place }));
  return [{ type: 'DutyPostOpened', data: { post: command.post }, texts }];
}

export function decideCloseDutyPost(state: MissionState, command: CloseDutyPost): readonly MissionEvent[] {
  demandExists(state);
  const post = state.posts.get(command.post);
  demand(post !== undefined, 'not-found', 'The mission has no such post.');
  demand(post === 'OPEN', 'closed', 'The post is closed already.');
  demandReason(command.reason);
  return [
    { type: 'DutyPostClosed', data: { post: command.post }, texts: textsOf(command, { reason: command.reason }) },
  ];
}

export function decideSuspendMission(
  state: MissionState,
  command: SuspendMission,
  { now }: DecisionContext,
): readonly MissionEvent[] {
  demandGoingOn(state);
  demand(state.suspension === undefined, 'already-exists', 'The mission is suspended already.');
  const { decidedAt, effectiveAt, announcedAt, reason } = command;
  demandReason(reason);
  demandNotAhead(decidedAt, now, 'decidedAt');
  demandNotBefore(effectiveAt, decidedAt, 'effectiveAt', 'the decision');
  if (announcedAt !== undefined) demandAnnounceable(announcedAt, decidedAt, now);
  const data = present({ decidedAt, effectiveAt, announcedAt });
  return [{ type: 'MissionSuspended', data, texts: textsOf(command, { reason }) }];
}

export function decideAnnounceSuspension(
  state: MissionState,
  command: AnnounceSuspension,
  { now }: DecisionContext,
): readonly MissionEvent[] {
  demandExists(state);
  const suspension = demandSuspended(state);
  demand(suspension.announcedAt === undefined, 'already-exists', 'The suspension is announced already.');
  demandAnnounceable(command.announcedAt, suspension.decidedAt, now);
  return [{ type: 'MissionSuspensionAnnounced', data: { announcedAt: command.announcedAt } }];
}

/** A suspension that lies ahead may be called off before it takes effect, but not before it was decided. */
export function decideResumeMission(state: MissionState, command: ResumeMission): readonly MissionEvent[] {
  demandGoingOn(state);
  const suspension = demandSuspended(state);
  const { effectiveAt, reason } = command;
  demandReason(reason);
  demandNotBefore(effectiveAt, suspension.decidedAt, 'effectiveAt', 'the suspension was decided');
  return [{ type: 'MissionResumed', data: { effectiveAt }, texts: textsOf(command, { reason }) }];
}

export function decideEndMission(
  state: MissionState,
  command: EndMission,
  { now }: DecisionContext,
): readonly MissionEvent[] {
  demandGoingOn(state);
  const { effectiveAt, reason } = command;
  demandReason(reason);
  demandNotAhead(effectiveAt, now, 'effectiveAt');
  return [{ type: 'MissionEnded', data: { effectiveAt }, texts: textsOf(command, { reason }) }];
}

function demandExists(state: MissionState): asserts state is Mission {
  demand(state !== undefined, 'not-found', 'There is no such mission.');
}

function demandGoingOn(state: MissionState): asserts state is Mission {
  demandExists(state);
  demand(!state.ended, 'closed', 'The mission has ended.');
}

function demandSuspended(state: Mission): Suspension {
  demand(state.suspension !== undefined, 'not-in-force', 'No suspension of the mission is in force.');
  return state.suspension;
}

function demandAnnounceable(announcedAt: Instant, decidedAt: Instant, now: Instant): void {
  demandNotAhead(announcedAt, now, 'announcedAt');
  demandNotBefore(announcedAt, decidedAt, 'announcedAt', 'the decision');
}

function textsOf(command: { readonly mission: Id }, texts: PlainTexts['texts']): PlainTexts {
  return { subject: `mission:${command.mission}`, texts };
}
