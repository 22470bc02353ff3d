import { ApiProperty } from '@nestjs/swagger';
import type { FreshAnswer } from '../../../api/freshness.js';
import { TextAnswer, type OpenedPage } from '../../../api/opened.js';
import { PageOf } from '../../../api/paging.js';
import type { SealedTexts } from '../../../kernel/event.js';
import type { Id } from '../../../kernel/ids.js';
import type { Instant } from '../../../kernel/instant.js';
import type { Position } from '../../../kernel/position.js';
import { present } from '../../../kernel/present.js';
import { rankAt, type OfficerDocument, type RankDocument } from '../views/officer-document.js';
import type { TourDocument } from '../views/tour-document.js';

const INSTANT = { type: String, format: 'date-time' } as const;

export class RankAnswer {
  @ApiProperty({ type: TextAnswer, required: false })
  readonly rank?: TextAnswer;

  @ApiProperty({ ...INSTANT, required: false, description: 'Absent of the rank at registration.' })
  readonly effectiveAt?: Instant;
}

export class ContactAnswer {
  @ApiProperty({ type: TextAnswer, required: false })
  readonly channel?: TextAnswer;

  @ApiProperty({ type: TextAnswer, required: false })
  readonly address?: TextAnswer;
}

export class TourAnswer {
  @ApiProperty({ type: String, format: 'uuid' })
  readonly deployment!: Id;

  @ApiProperty(INSTANT)
  readonly beganAt!: Instant;

  @ApiProperty(INSTANT)
  readonly plannedEndAt!: Instant;

  @ApiProperty({ ...INSTANT, required: false, description: 'Absent while the tour has not ended.' })
  readonly endedAt?: Instant;

  @ApiProperty({ type: [String], format: 'uuid', description: 'Where he was ever assigned during the tour.' })
  readonly missions!: readonly Id[];
}

/** An officer as a list shows him. */
export class OfficerSummary {
  @ApiProperty({ type: String, format: 'uuid' })
  readonly officer!: Id;

  @ApiProperty()
  readonly revision!: number;

  @ApiProperty({ type: TextAnswer, required: false })
  readonly name?: TextAnswer;

  @ApiProperty({ type: TextAnswer, required: false, description: 'The one that is in effect now.' })
  readonly rank?: TextAnswer;

  @ApiProperty()
  readonly homeAgency!: string;

  @ApiProperty({ type: String, required: false, description: 'A BCP 47 tag.' })
  readonly language?: string;

  @ApiProperty({ type: TourAnswer, isArray: true, description: 'The first recorded first.' })
  readonly tours!: readonly TourAnswer[];
}

export class OfficerList extends PageOf(OfficerSummary) {}

export class OfficerAnswer extends OfficerSummary implements FreshAnswer {
  @ApiProperty({ type: RankAnswer, isArray: true, description: 'All there were, the first recorded first.' })
  readonly ranks!: readonly RankAnswer[];

  @ApiProperty({ type: ContactAnswer, isArray: true, description: 'The newest address of each channel.' })
  readonly contacts!: readonly ContactAnswer[];

  @ApiProperty({
    type: String,
    description: 'The place in the log up to which this answer knows everything, and nothing beyond.',
  })
  readonly position!: Position;
}

/** What has to be opened before a summary can be answered. */
export function textsOfSummary({ name, ranks }: OfficerDocument): readonly SealedTexts[] {
  return [name, ...ranks.map(({ texts }) => texts)];
}

export function textsOfOfficer(document: OfficerDocument): readonly SealedTexts[] {
  return [...textsOfSummary(document), ...document.contacts];
}

export function officerSummary(
  document: OfficerDocument,
  tours: readonly TourDocument[],
  now: Instant,
  opened: OpenedPage,
): OfficerSummary {
  const { officer, revision, homeAgency, language, name, ranks } = document;
  const current = rankAt(ranks, now);
  const rank = current === undefined ? undefined : opened(current.texts, 'rank');
  const shown = present({ name: opened(name, 'name'), rank, language });
  return { officer, revision, homeAgency, ...shown, tours: tours.map(tourAnswer) };
}

export function officerAnswer(
  document: OfficerDocument,
  tours: readonly TourDocument[],
  at: { readonly now: Instant; readonly position: Position },
  opened: OpenedPage,
): OfficerAnswer {
  return Object.assign(officerSummary(document, tours, at.now, opened), {
    ranks: document.ranks.map((rank) => rankAnswer(rank, opened)),
    contacts: newestOfEachChannel(document.contacts.map((texts) => contactAnswer(texts, opened))),
    position: at.position,
  });
}

function rankAnswer({ texts, effectiveAt }: RankDocument, opened: OpenedPage): RankAnswer {
  return present({ rank: opened(texts, 'rank'), effectiveAt });
}

function contactAnswer(texts: SealedTexts, opened: OpenedPage): ContactAnswer {
  return present({ channel: opened(texts, 'channel'), address: opened(texts, 'address') });
}

function tourAnswer({ deployment, beganAt, plannedEndAt, endedAt, missions }: TourDocument): TourAnswer {
  return { deployment, beganAt, plannedEndAt, ...present({ endedAt: endedAt ?? undefined }), missions };
}

/** A channel that cannot be read is nobody's namesake: it stands for itself. */
function newestOfEachChannel(contacts: readonly ContactAnswer[]): readonly ContactAnswer[] {
  return contacts.filter(({ channel }, place) => {
    const later = contacts.slice(place + 1);
    return channel?.text === undefined || !later.some((contact) => contact.channel?.text === channel.text);
  });
}
