import { Inject } from '@nestjs/common';
import { QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { readView } from '../../../api/freshness.js';
import { openTexts } from '../../../api/opened.js';
import { cutPage, keyAfter, pageAnswer, rowsFor, type PageQuery } from '../../../api/paging.js';
import { AskedQuery } from '../../../api/query.js';
import type { Clock } from '../../../kernel/clock.js';
import { CLOCK, VIEWS } from '../../../kernel/ports.js';
import type { ReadableViews } from '../../../projecting/views.js';
import { Sealer } from '../../../sealing/sealer.js';
import { OFFICERS_VIEW } from '../views/officers.projection.js';
import { officersAfter, toursOf } from '../views/officers.reading.js';
import { officerSummary, textsOfSummary, type OfficerList } from './officer.answer.js';
import { officersSeenBy } from './officers-seen.js';

export class ListOfficers extends AskedQuery<PageQuery, OfficerList> {}

@QueryHandler(ListOfficers)
export class ListOfficersHandler implements IQueryHandler<ListOfficers> {
  constructor(
    @Inject(VIEWS) private readonly views: ReadableViews,
    @Inject(CLOCK) private readonly clock: Clock,
    private readonly sealer: Sealer,
  ) {}

  async execute({ asked, actor }: ListOfficers): Promise<OfficerList> {
    const seen = officersSeenBy(actor);
    const page = await readView(this.views, [OFFICERS_VIEW], asked.after, (db) => {
      const read = officersAfter(db, seen, keyAfter(asked), rowsFor(asked));
      const rows = read.map((row) => ({ ...row, tours: toursOf(db, seen, row.document.officer) }));
      return cutPage(rows, asked, ({ registered }) => registered);
    });
    const { rows } = page.found;
    const opened = await openTexts(
      this.sealer,
      rows.flatMap(({ document }) => textsOfSummary(document)),
    );
    const now = this.clock.now();
    return pageAnswer(
      page,
      rows.map(({ document, tours }) => officerSummary(document, tours, now, opened)),
    );
  }
}
