import { Inject } from '@nestjs/common';
import { QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { readView, type FreshQuery } from '../../../api/freshness.js';
import { openTexts } from '../../../api/opened.js';
import { AskedQuery } from '../../../api/query.js';
import type { IdParam } from '../../../api/query-route.js';
import type { Clock } from '../../../kernel/clock.js';
import { demand } from '../../../kernel/failure.js';
import { CLOCK, VIEWS } from '../../../kernel/ports.js';
import type { ReadableViews } from '../../../projecting/views.js';
import { Sealer } from '../../../sealing/sealer.js';
import { OFFICERS_VIEW } from '../views/officers.projection.js';
import { findOfficer, toursOf } from '../views/officers.reading.js';
import { officerAnswer, textsOfOfficer, type OfficerAnswer } from './officer.answer.js';
import { officersSeenBy } from './officers-seen.js';

export class ShowOfficer extends AskedQuery<IdParam & FreshQuery, OfficerAnswer> {}

@QueryHandler(ShowOfficer)
export class ShowOfficerHandler implements IQueryHandler<ShowOfficer> {
  constructor(
    @Inject(VIEWS) private readonly views: ReadableViews,
    @Inject(CLOCK) private readonly clock: Clock,
    private readonly sealer: Sealer,
  ) {}

  async execute({ asked: { id, after }, actor }: ShowOfficer): Promise<OfficerAnswer> {
    const seen = officersSeenBy(actor);
    const { found, position } = await readView(this.views, [OFFICERS_VIEW], after, (db) => ({
      document: findOfficer(db, seen, id),
      tours: toursOf(db, seen, id),
    }));
    const { document, tours } = found;
    demand(document !== undefined, 'not-found', 'There is no such officer.');
    const opened = await openTexts(this.sealer, textsOfOfficer(document));
    return officerAnswer(document, tours, { now: this.clock.now(), position }, opened);
  }
}
