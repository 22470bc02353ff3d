import { QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { ApiProperty } from '@nestjs/swagger';
import { InstantField, QueryIdsField } from '../../../api/fields.js';
import { FreshAnswer, FreshQuery } from '../../../api/freshness.js';
import { openTexts, TextAnswer } from '../../../api/opened.js';
import { AskedQuery } from '../../../api/query.js';
import { demand, Refusal } from '../../../kernel/failure.js';
import type { Id } from '../../../kernel/ids.js';
import type { Instant } from '../../../kernel/instant.js';
import type { Position } from '../../../kernel/position.js';
import { present } from '../../../kernel/present.js';
import { Sealer } from '../../../sealing/sealer.js';
import { Assessing } from '../asking/assessing.js';
import { RollCallOpenings } from '../commands/roll-call-opening.js';
import { officerOf } from '../facts/sealed-texts.js';
import type { Scope } from '../roll-call.events.js';

/** Missions, or posts, of one previewed scope: they stand in an address, which is not to be endless. */
const MAX_PREVIEWED_PLACES = 100;

export class ScopePreviewQuery extends FreshQuery {
  @QueryIdsField({
    optional: true,
    most: MAX_PREVIEWED_PLACES,
    description: 'Everyone who was at these missions since the hazard.',
  })
  readonly mission?: readonly Id[];

  @QueryIdsField({
    optional: true,
    most: MAX_PREVIEWED_PLACES,
    description: 'Everyone who was at these posts since the hazard.',
  })
  readonly post?: readonly Id[];

  @InstantField({ optional: true, description: 'As the roll call would have it.' })
  readonly referenceInstant?: Instant;
}

export class PreviewedPerson {
  @ApiProperty({ type: String, format: 'uuid' })
  readonly deployment!: Id;

  @ApiProperty({ type: TextAnswer, required: false })
  readonly name?: TextAnswer;

  @ApiProperty({ required: false })
  readonly homeAgency?: string;
}

export class ScopePreviewAnswer extends FreshAnswer {
  @ApiProperty({ type: PreviewedPerson, isArray: true, description: 'The denominator, were it opened now.' })
  readonly people!: readonly PreviewedPerson[];
}

interface AskedPreview {
  readonly incident: Id;
  readonly preview: ScopePreviewQuery;
}

/** Whom a roll call of these places would ask about, were it opened now. */
export class PreviewScope extends AskedQuery<AskedPreview, ScopePreviewAnswer> {}

@QueryHandler(PreviewScope)
export class PreviewScopeHandler implements IQueryHandler<PreviewScope, ScopePreviewAnswer> {
  constructor(
    private readonly openings: RollCallOpenings,
    private readonly assessing: Assessing,
    private readonly sealer: Sealer,
  ) {}

  async execute({ asked: { incident, preview } }: PreviewScope): Promise<ScopePreviewAnswer> {
    const { mission: missions, post: posts, referenceInstant, after } = preview;
    demand(missions !== undefined || posts !== undefined, 'invalid-request', 'Name missions or posts.');
    const scope: Scope = present({ missions, posts });
    await this.assessing.demandApplied(after);
    const asked = { incident, scope, ...present({ referenceInstant }) };
    const { incident: found, missing, inScope, decidedAt } = await this.openings.openingOf(asked, this.now());
    demand(found !== undefined, 'not-found', 'There is no such incident.');
    if (missing.length > 0)
      throw new Refusal('not-found', 'Something that the scope names does not exist.', { missing });
    return { people: await this.named(inScope, decidedAt), position: decidedAt };
  }

  private now(): Instant {
    return this.assessing.tools.clock.now();
  }

  private async named(deployments: readonly Id[], known: Position): Promise<readonly PreviewedPerson[]> {
    const read = deployments.map((deployment) => ({
      deployment,
      ...officerOf(this.assessing.facts, deployment, known),
    }));
    const opened = await openTexts(
      this.sealer,
      read.flatMap(({ named }) => (named === undefined ? [] : [named])),
    );
    return read.map(({ deployment, named, homeAgency }) => {
      const name = named === undefined ? undefined : opened(named, 'name');
      return { deployment, ...present({ name, homeAgency }) };
    });
  }
}

export const SCOPE_PREVIEW_EXAMPLE = {
  people: [
    {
      deployment: '0b54f7a2-9a51-4b0c-8a49-58c5b5b7a001',
      name: { text: 'Ann Example' },
      homeAgency: 'Saskatoon',
    },
  ],
  position: '000000000042',
};
