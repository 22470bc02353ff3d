import { Inject } from '@nestjs/common';
import { QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { ApiProperty } from '@nestjs/swagger';
import { readView } from '../../../api/freshness.js';
import { cutPage, keyAfter, pageAnswer, PageOf, rowsFor, type PageQuery } from '../../../api/paging.js';
import { AskedQuery } from '../../../api/query.js';
import type { Clock } from '../../../kernel/clock.js';
import type { Id } from '../../../kernel/ids.js';
import type { Instant } from '../../../kernel/instant.js';
import { MODES, type Mode } from '../../../kernel/mode.js';
import { CLOCK, VIEWS } from '../../../kernel/ports.js';
import { present } from '../../../kernel/present.js';
import type { ReadableViews } from '../../../projecting/views.js';
import { ACCESS_VIEW, personalLinksAfter, type PersonalLinkDocument } from '../views/access.projection.js';

const LINK_STATES = ['VALID', 'EXPIRED', 'REVOKED'] as const;

const INSTANT = { type: String, format: 'date-time' } as const;

/** A personal link without its secret, which is kept nowhere, and without the hash of it. */
export class PersonalLinkAnswer {
  @ApiProperty({ type: String, format: 'uuid' })
  readonly link!: Id;

  @ApiProperty({ type: String, format: 'uuid' })
  readonly deployment!: Id;

  @ApiProperty({ enum: MODES })
  readonly mode!: Mode;

  @ApiProperty({ enum: LINK_STATES })
  readonly state!: (typeof LINK_STATES)[number];

  @ApiProperty(INSTANT)
  readonly issuedAt!: Instant;

  @ApiProperty(INSTANT)
  readonly expiresAt!: Instant;

  @ApiProperty({ ...INSTANT, required: false })
  readonly revokedAt?: Instant;
}

export class PersonalLinkList extends PageOf(PersonalLinkAnswer) {}

export interface LinksAsked {
  readonly rollCall: Id;
  readonly page: PageQuery;
}

export class ListPersonalLinks extends AskedQuery<LinksAsked, PersonalLinkList> {}

@QueryHandler(ListPersonalLinks)
export class ListPersonalLinksHandler implements IQueryHandler<ListPersonalLinks> {
  constructor(
    @Inject(VIEWS) private readonly views: ReadableViews,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async execute({ asked: { rollCall, page } }: ListPersonalLinks): Promise<PersonalLinkList> {
    const read = await readView(this.views, [ACCESS_VIEW], page.after, (db) =>
      cutPage(personalLinksAfter(db, rollCall, keyAfter(page), rowsFor(page)), page, ({ granted }) => granted),
    );
    const now = this.clock.now();
    return pageAnswer(
      read,
      read.found.rows.map(({ document }) => linkAnswer(document, now)),
    );
  }
}

function linkAnswer(document: PersonalLinkDocument, now: Instant): PersonalLinkAnswer {
  const { token: link, mode, scope, grantedAt: issuedAt, expiresAt, revokedAt } = document;
  const { deployment = '' } = scope;
  const state = revokedAt !== undefined ? 'REVOKED' : expiresAt <= now ? 'EXPIRED' : 'VALID';
  return { link, deployment, mode, state, issuedAt, expiresAt, ...present({ revokedAt }) };
}
