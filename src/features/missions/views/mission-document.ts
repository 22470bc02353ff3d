import type { Recorded, SealedTexts } from '../../../kernel/event.js';
import { invariant, unreachable } from '../../../kernel/failure.js';
import type { Id } from '../../../kernel/ids.js';
import type { Instant } from '../../../kernel/instant.js';
import { present } from '../../../kernel/present.js';
import type { MissionEvent, Suspension } from '../mission.events.js';

/** What the view keeps of a mission. Texts stay sealed; they are opened where they are answered. */
export interface MissionDocument {
  readonly mission: Id;
  readonly revision: number;
  readonly zone?: string;
  readonly state: MissionViewState;
  readonly endedAt?: Instant;
  readonly texts: SealedTexts;
  /** In the order of their recording. The last is in force while the mission is suspended. */
  readonly suspensions: readonly SuspensionDocument[];
  /** In the order of their opening. */
  readonly posts: readonly PostDocument[];
}

export const MISSION_STATES = ['RUNNING', 'SUSPENDED', 'ENDED'] as const;
export type MissionViewState = (typeof MISSION_STATES)[number];

export interface SuspensionDocument extends Suspension {
  readonly resumedAt?: Instant;
  readonly texts: SealedTexts;
}

export interface PostDocument {
  readonly post: Id;
  readonly open: boolean;
  readonly texts: SealedTexts;
}

type LaterEvent = Exclude<Recorded<MissionEvent>, { type: 'MissionEstablished' }>;

/** What an event makes of the document; undefined stands before the first. Throws for a type that is not known. */
export function evolveDocument(document: MissionDocument | undefined, event: Recorded<MissionEvent>): MissionDocument {
  if (event.type === 'MissionEstablished') {
    const { mission, zone } = event.data;
    const start = { mission, revision: event.revision, state: 'RUNNING', suspensions: [], posts: [] } as const;
    return { ...start, ...present({ zone }), texts: textsOf(event) };
  }
  invariant(document !== undefined, 'a mission begins with its establishment');
  return { ...document, ...changesBy(event, document), revision: event.revision };
}

function changesBy(event: LaterEvent, { suspensions, posts }: MissionDocument): Partial<MissionDocument> {
  switch (event.type) {
    case 'MissionSuspended':
      return { state: 'SUSPENDED', suspensions: [...suspensions, { ...event.data, texts: textsOf(event) }] };
    case 'MissionSuspensionAnnounced':
      return { suspensions: lastChanged(suspensions, event.data) };
    case 'MissionResumed':
      return { state: 'RUNNING', suspensions: lastChanged(suspensions, { resumedAt: event.data.effectiveAt }) };
    case 'MissionEnded':
      return { state: 'ENDED', endedAt: event.data.effectiveAt };
    case 'DutyPostOpened':
      return { posts: [...posts, { post: event.data.post, open: true, texts: textsOf(event) }] };
    case 'DutyPostClosed':
      return { posts: posts.map((post) => (post.post === event.data.post ? { ...post, open: false } : post)) };
    default:
      return unreachable(event);
  }
}

function lastChanged(
  suspensions: readonly SuspensionDocument[],
  change: Partial<SuspensionDocument>,
): readonly SuspensionDocument[] {
  const last = suspensions.at(-1);
  invariant(last !== undefined, 'what is announced or resumed has been suspended');
  return [...suspensions.slice(0, -1), { ...last, ...change }];
}

function textsOf({ type, personal }: Recorded<MissionEvent>): SealedTexts {
  invariant(personal !== undefined, `${type} has texts`);
  return personal;
}
