import { Inject } from '@nestjs/common';
import { QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { readView } from '../../../api/freshness.js';
import { openTexts } from '../../../api/opened.js';
import { cutPage, keyAfter, pageAnswer, rowsFor, type PageQuery } from '../../../api/paging.js';
import { AskedQuery } from '../../../api/query.js';
import { VIEWS } from '../../../kernel/ports.js';
import type { ReadableViews } from '../../../projecting/views.js';
import { Sealer } from '../../../sealing/sealer.js';
import { MISSIONS_VIEW, missionsAfter } from '../views/missions.projection.js';
import { missionSummary, textsOfSummary, type MissionList } from './mission.answer.js';

export class ListMissions extends AskedQuery<PageQuery, MissionList> {}

@QueryHandler(ListMissions)
export class ListMissionsHandler implements IQueryHandler<ListMissions> {
  constructor(
    @Inject(VIEWS) private readonly views: ReadableViews,
    private readonly sealer: Sealer,
  ) {}

  async execute({ asked }: ListMissions): Promise<MissionList> {
    const page = await readView(this.views, [MISSIONS_VIEW], asked.after, (db) =>
      cutPage(missionsAfter(db, keyAfter(asked), rowsFor(asked)), asked, ({ established }) => established),
    );
    const documents = page.found.rows.map(({ document }) => document);
    const opened = await openTexts(this.sealer, documents.flatMap(textsOfSummary));
    return pageAnswer(
      page,
      documents.map((document) => missionSummary(document, opened)),
    );
  }
}
