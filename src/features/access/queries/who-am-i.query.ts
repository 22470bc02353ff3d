import { Inject } from '@nestjs/common';
import { QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { ApiProperty } from '@nestjs/swagger';
import type { Caller } from '../../../api/caller.js';
import { FreshAnswer, FreshQuery, readView } from '../../../api/freshness.js';
import { openTexts, TextAnswer } from '../../../api/opened.js';
import { AskedQuery } from '../../../api/query.js';
import { ROLES, type Role } from '../../../kernel/actor.js';
import type { Id } from '../../../kernel/ids.js';
import type { Instant } from '../../../kernel/instant.js';
import { LANGUAGES, type Language } from '../../../kernel/language.js';
import { VIEWS } from '../../../kernel/ports.js';
import { present } from '../../../kernel/present.js';
import type { ReadableViews } from '../../../projecting/views.js';
import { Sealer } from '../../../sealing/sealer.js';
import { ACCESS_VIEW, accessOfId } from '../views/access.projection.js';

/** Who asks, as this server knows him. */
export class MeAnswer extends FreshAnswer {
  @ApiProperty({ type: String, format: 'uuid' })
  readonly actor!: Id;

  @ApiProperty({ enum: ROLES })
  readonly role!: Role;

  @ApiProperty({ type: TextAnswer, required: false, description: 'As it was granted.' })
  readonly name?: TextAnswer;

  @ApiProperty({ type: [String], format: 'uuid', required: false, description: 'Of a team lead.' })
  readonly missions?: readonly Id[];

  @ApiProperty({ type: String, format: 'uuid', required: false, description: 'Of a deployed officer.' })
  readonly deployment?: Id;

  @ApiProperty({ type: String, required: false, description: 'Of a liaison.' })
  readonly agency?: string;

  @ApiProperty({ enum: ['TOKEN', 'SESSION'], description: 'A session can be ended, by POST /sign-out.' })
  readonly by!: 'TOKEN' | 'SESSION';

  @ApiProperty({ type: String, format: 'date-time', required: false, description: 'From then on he is nobody.' })
  readonly expiresAt?: Instant;

  @ApiProperty({ enum: LANGUAGES, description: 'The one that he has chosen, or that his browser asks for.' })
  readonly language!: Language;
}

export class WhoAmI extends AskedQuery<FreshQuery, MeAnswer> {
  constructor(
    asked: FreshQuery,
    readonly caller: Caller,
  ) {
    super(asked, caller.actor);
  }
}

@QueryHandler(WhoAmI)
export class WhoAmIHandler implements IQueryHandler<WhoAmI> {
  constructor(
    @Inject(VIEWS) private readonly views: ReadableViews,
    private readonly sealer: Sealer,
  ) {}

  async execute({ asked, caller }: WhoAmI): Promise<MeAnswer> {
    const { actor, token, session, expiresAt, language } = caller;
    const { found, position } = await readView(this.views, [ACCESS_VIEW], asked.after, (db) =>
      token === undefined ? undefined : accessOfId(db, token),
    );
    const texts = found === undefined || found.kind === 'PERSONAL_LINK' ? [] : [found.texts];
    const opened = await openTexts(this.sealer, texts);
    const [name] = texts.map((text) => opened(text, 'name'));
    const { id, ...known } = actor;
    const by = session === undefined ? 'TOKEN' : 'SESSION';
    return { actor: id, ...known, by, language, ...present({ name, expiresAt }), position };
  }
}
