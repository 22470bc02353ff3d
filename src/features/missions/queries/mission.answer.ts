import { ApiProperty } from '@nestjs/swagger';
import { FreshAnswer } from '../../../api/freshness.js';
import { TextAnswer, type OpenedPage } from '../../../api/opened.js';
import { PageOf } from '../../../api/paging.js';
import type { SealedTexts } from '../../../kernel/event.js';
import type { Id } from '../../../kernel/ids.js';
import type { Instant } from '../../../kernel/instant.js';
import type { Position } from '../../../kernel/position.js';
import { present } from '../../../kernel/present.js';
import {
  MISSION_STATES,
  type MissionDocument,
  type MissionViewState,
  type PostDocument,
  type SuspensionDocument,
} from '../views/mission-document.js';

const INSTANT = { type: String, format: 'date-time' } as const;

export class SuspensionAnswer {
  @ApiProperty(INSTANT)
  readonly decidedAt!: Instant;

  @ApiProperty(INSTANT)
  readonly effectiveAt!: Instant;

  @ApiProperty({ ...INSTANT, required: false, description: 'Absent while nothing was announced.' })
  readonly announcedAt?: Instant;

  @ApiProperty({ ...INSTANT, required: false, description: 'When the resumption takes effect, once decided.' })
  readonly resumedAt?: Instant;

  @ApiProperty({ type: TextAnswer, required: false })
  readonly reason?: TextAnswer;
}

export class PostAnswer {
  @ApiProperty({ type: String, format: 'uuid' })
  readonly post!: Id;

  @ApiProperty({ type: TextAnswer, required: false })
  readonly name?: TextAnswer;

  @ApiProperty({ type: TextAnswer, required: false })
  readonly place?: TextAnswer;

  @ApiProperty()
  readonly open!: boolean;
}

/** A mission as a list shows it. */
export class MissionSummary {
  @ApiProperty({ type: String, format: 'uuid' })
  readonly mission!: Id;

  @ApiProperty()
  readonly revision!: number;

  @ApiProperty({ type: TextAnswer, required: false })
  readonly name?: TextAnswer;

  @ApiProperty({ type: String, required: false, description: 'The IANA zone in which its people read their clocks.' })
  readonly zone?: string;

  @ApiProperty({ enum: MISSION_STATES, description: 'As it was last decided, whether or not that has taken effect.' })
  readonly state!: MissionViewState;

  @ApiProperty({ type: SuspensionAnswer, required: false, description: 'The one in force.' })
  readonly suspension?: SuspensionAnswer;

  @ApiProperty({ ...INSTANT, required: false })
  readonly endedAt?: Instant;
}

export class MissionList extends PageOf(MissionSummary) {}

export class MissionAnswer extends MissionSummary implements FreshAnswer {
  @ApiProperty({ type: PostAnswer, isArray: true })
  readonly posts!: readonly PostAnswer[];

  @ApiProperty({ type: SuspensionAnswer, isArray: true, description: 'All there were, the first first.' })
  readonly suspensions!: readonly SuspensionAnswer[];

  @ApiProperty({
    type: String,
    description: 'The place in the log up to which this answer knows everything, and nothing beyond.',
  })
  readonly position!: Position;
}

/** What has to be opened before a summary can be answered. */
export function textsOfSummary(document: MissionDocument): readonly SealedTexts[] {
  const suspension = inForce(document);
  return suspension === undefined ? [document.texts] : [document.texts, suspension.texts];
}

export function textsOfMission({ texts, suspensions, posts }: MissionDocument): readonly SealedTexts[] {
  return [texts, ...[...suspensions, ...posts].map((part) => part.texts)];
}

function inForce({ state, suspensions }: MissionDocument): SuspensionDocument | undefined {
  return state === 'SUSPENDED' ? suspensions.at(-1) : undefined;
}

export function missionSummary(document: MissionDocument, opened: OpenedPage): MissionSummary {
  const { mission, revision, zone, state, endedAt, texts } = document;
  const last = inForce(document);
  const suspension = last === undefined ? undefined : suspensionAnswer(last, opened);
  return { mission, revision, state, ...present({ name: opened(texts, 'name'), zone, suspension, endedAt }) };
}

export function missionAnswer(document: MissionDocument, position: Position, opened: OpenedPage): MissionAnswer {
  return Object.assign(missionSummary(document, opened), {
    posts: document.posts.map((post) => postAnswer(post, opened)),
    suspensions: document.suspensions.map((suspension) => suspensionAnswer(suspension, opened)),
    position,
  });
}

function suspensionAnswer({ texts, ...instants }: SuspensionDocument, opened: OpenedPage): SuspensionAnswer {
  return { ...instants, ...present({ reason: opened(texts, 'reason') }) };
}

function postAnswer({ post, open, texts }: PostDocument, opened: OpenedPage): PostAnswer {
  return { post, open, ...present({ name: opened(texts, 'name'), place: opened(texts, 'place') }) };
}
