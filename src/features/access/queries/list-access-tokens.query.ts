import { Inject } from '@nestjs/common';
import { QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { ApiProperty } from '@nestjs/swagger';
import { readView } from '../../../api/freshness.js';
import { openTexts, TextAnswer, type OpenedPage } from '../../../api/opened.js';
import { cutPage, keyAfter, pageAnswer, PageOf, rowsFor, type PageQuery } from '../../../api/paging.js';
import { AskedQuery } from '../../../api/query.js';
import { ROLES, type Role } from '../../../kernel/actor.js';
import type { Clock } from '../../../kernel/clock.js';
import type { Id } from '../../../kernel/ids.js';
import type { Instant } from '../../../kernel/instant.js';
import { CLOCK, VIEWS } from '../../../kernel/ports.js';
import { present } from '../../../kernel/present.js';
import type { ReadableViews } from '../../../projecting/views.js';
import { Sealer } from '../../../sealing/sealer.js';
import { ACCESS_VIEW, tokensAfter, type TokenDocument } from '../views/access.projection.js';

/** A link that signed somebody in is used, and listed as the session that it became. */
const TOKEN_KINDS = ['TOKEN', 'SIGN_IN_LINK', 'SESSION'] as const;
const TOKEN_STATES = ['VALID', 'EXPIRED', 'REVOKED', 'SIGNED_OUT'] as const;
type TokenState = (typeof TOKEN_STATES)[number];

const INSTANT = { type: String, format: 'date-time' } as const;

/** An access token without its secret, which is kept nowhere, and without the hash of it. */
export class TokenAnswer {
  @ApiProperty({ type: String, format: 'uuid' })
  readonly token!: Id;

  @ApiProperty({ type: TextAnswer, required: false })
  readonly name?: TextAnswer;

  @ApiProperty({ enum: ROLES })
  readonly role!: Role;

  @ApiProperty({ type: String, format: 'uuid', description: 'Who acts with it.' })
  readonly actor!: Id;

  @ApiProperty({ type: [String], format: 'uuid', required: false })
  readonly missions?: readonly Id[];

  @ApiProperty({ type: String, format: 'uuid', required: false })
  readonly deployment?: Id;

  @ApiProperty({ type: String, required: false })
  readonly agency?: string;

  @ApiProperty({ enum: TOKEN_KINDS })
  readonly kind!: (typeof TOKEN_KINDS)[number];

  @ApiProperty({ enum: TOKEN_STATES })
  readonly state!: TokenState;

  @ApiProperty(INSTANT)
  readonly grantedAt!: Instant;

  @ApiProperty({ ...INSTANT, required: false })
  readonly expiresAt?: Instant;

  @ApiProperty({ ...INSTANT, required: false })
  readonly revokedAt?: Instant;
}

export class TokenList extends PageOf(TokenAnswer) {}

export class ListAccessTokens extends AskedQuery<PageQuery, TokenList> {}

@QueryHandler(ListAccessTokens)
export class ListAccessTokensHandler implements IQueryHandler<ListAccessTokens> {
  constructor(
    @Inject(VIEWS) private readonly views: ReadableViews,
    @Inject(CLOCK) private readonly clock: Clock,
    private readonly sealer: Sealer,
  ) {}

  async execute({ asked }: ListAccessTokens): Promise<TokenList> {
    const page = await readView(this.views, [ACCESS_VIEW], asked.after, (db) =>
      cutPage(tokensAfter(db, keyAfter(asked), rowsFor(asked)), asked, ({ granted }) => granted),
    );
    const documents = page.found.rows.map(({ document }) => document);
    const opened = await openTexts(
      this.sealer,
      documents.map(({ texts }) => texts),
    );
    const now = this.clock.now();
    return pageAnswer(
      page,
      documents.map((document) => tokenAnswer(document, now, opened)),
    );
  }
}

function tokenAnswer(document: TokenDocument, now: Instant, opened: OpenedPage): TokenAnswer {
  const { token, role, actor, scope, session, grantedAt, revokedAt, texts } = document;
  const name = opened(texts, 'name');
  const kind = session === undefined ? document.kind : 'SESSION';
  const expiresAt = session?.expiresAt ?? document.expiresAt;
  const state = stateOf(document, expiresAt, now);
  return { token, role, actor, ...scope, kind, state, grantedAt, ...present({ name, expiresAt, revokedAt }) };
}

function stateOf({ revokedAt, signedOutAt }: TokenDocument, expiresAt: Instant | undefined, now: Instant): TokenState {
  if (revokedAt !== undefined) return 'REVOKED';
  if (signedOutAt !== undefined) return 'SIGNED_OUT';
  return expiresAt !== undefined && expiresAt <= now ? 'EXPIRED' : 'VALID';
}
