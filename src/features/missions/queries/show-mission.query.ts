import { Inject } from '@nestjs/common';
import { QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { readView, type FreshQuery } from '../../../api/freshness.js';
import { openTexts } from '../../../api/opened.js';
import { AskedQuery } from '../../../api/query.js';
import type { IdParam } from '../../../api/query-route.js';
import { demand } from '../../../kernel/failure.js';
import { VIEWS } from '../../../kernel/ports.js';
import type { ReadableViews } from '../../../projecting/views.js';
import { Sealer } from '../../../sealing/sealer.js';
import { findMission, MISSIONS_VIEW } from '../views/missions.projection.js';
import { missionAnswer, textsOfMission, type MissionAnswer } from './mission.answer.js';

export class ShowMission extends AskedQuery<IdParam & FreshQuery, MissionAnswer> {}

@QueryHandler(ShowMission)
export class ShowMissionHandler implements IQueryHandler<ShowMission> {
  constructor(
    @Inject(VIEWS) private readonly views: ReadableViews,
    private readonly sealer: Sealer,
  ) {}

  async execute({ asked: { id, after } }: ShowMission): Promise<MissionAnswer> {
    const { found: document, position } = await readView(this.views, [MISSIONS_VIEW], after, (db) =>
      findMission(db, id),
    );
    demand(document !== undefined, 'not-found', 'There is no such mission.');
    const opened = await openTexts(this.sealer, textsOfMission(document));
    return missionAnswer(document, position, opened);
  }
}
