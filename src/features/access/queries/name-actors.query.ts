import { Inject } from '@nestjs/common';
import { QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { ApiProperty } from '@nestjs/swagger';
import { QueryIdsField } from '../../../api/fields.js';
import { FreshAnswer, FreshQuery, readView } from '../../../api/freshness.js';
import { openTexts, TextAnswer } from '../../../api/opened.js';
import { AskedQuery } from '../../../api/query.js';
import { READER_SCOPE, type ReaderScope } from '../../../api/reader-scope.js';
import type { Actor } from '../../../kernel/actor.js';
import type { SealedTexts } from '../../../kernel/event.js';
import type { Id } from '../../../kernel/ids.js';
import { VIEWS } from '../../../kernel/ports.js';
import { present } from '../../../kernel/present.js';
import type { ReadableViews } from '../../../projecting/views.js';
import { Sealer } from '../../../sealing/sealer.js';
import { RollCallPeople } from '../roll-call-people.service.js';
import { ACCESS_VIEW, grantThatNames, type AccessDocument } from '../views/access.projection.js';

/** Actors that one question names: they stand in an address, which is not to be endless. */
const MAX_NAMED_ACTORS = 100;

export class ActorsQuery extends FreshQuery {
  @QueryIdsField({ most: MAX_NAMED_ACTORS, description: 'Who recorded something, as an answer told it.' })
  readonly actor!: readonly Id[];
}

export class NamedActor {
  @ApiProperty({ type: String, format: 'uuid' })
  readonly actor!: Id;

  @ApiProperty({
    type: TextAnswer,
    required: false,
    description:
      'Absent where nothing was ever granted to him, and where it is that of someone whom the reader may not read.',
  })
  readonly name?: TextAnswer;
}

export class ActorsAnswer extends FreshAnswer {
  @ApiProperty({ type: NamedActor, isArray: true, description: 'Each, in the order asked.' })
  readonly actors!: readonly NamedActor[];
}

export class NameActors extends AskedQuery<ActorsQuery, ActorsAnswer> {}

@QueryHandler(NameActors)
export class NameActorsHandler implements IQueryHandler<NameActors> {
  constructor(
    @Inject(VIEWS) private readonly views: ReadableViews,
    @Inject(READER_SCOPE) private readonly scope: ReaderScope,
    private readonly people: RollCallPeople,
    private readonly sealer: Sealer,
  ) {}

  async execute({ asked, actor: reader }: NameActors): Promise<ActorsAnswer> {
    const { found, position } = await readView(this.views, [ACCESS_VIEW], asked.after, (db) =>
      asked.actor.map((actor) => ({ actor, grant: grantThatNames(db, actor) })),
    );
    const mayRead = this.readableBy(reader);
    const named = await Promise.all(
      found.map(async ({ actor, grant }) => ({ actor, texts: await this.textsOf(grant, mayRead) })),
    );
    const opened = await openTexts(
      this.sealer,
      named.flatMap(({ texts }) => texts ?? []),
    );
    const actors = named.map(({ actor, texts }) => {
      const name = texts === undefined ? undefined : opened(texts, 'name');
      return { actor, ...present({ name }) };
    });
    return { actors, position };
  }

  /**
   * What has the name. A deployed officer's is his own and not that of what he was granted: it is his to read and to
   * erase, under whatever words an operator has let him in.
   */
  private async textsOf(
    grant: AccessDocument | undefined,
    mayRead: (deployment: Id) => boolean,
  ): Promise<SealedTexts | undefined> {
    const deployment = grant?.scope.deployment;
    if (deployment !== undefined) return mayRead(deployment) ? this.people.nameOf(deployment) : undefined;
    return grant === undefined || grant.kind === 'PERSONAL_LINK' ? undefined : grant.texts;
  }

  /** An operator reads no people. */
  private readableBy(reader: Actor): (deployment: Id) => boolean {
    return reader.role === 'operator' ? () => false : this.scope.readableBy(reader);
  }
}
