import { Inject } from '@nestjs/common';
import { QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { openTexts } from '../../../api/opened.js';
import { cutPage, pageAnswer, rowsFor, type PageQuery } from '../../../api/paging.js';
import { AskedQuery } from '../../../api/query.js';
import { invariant } from '../../../kernel/failure.js';
import type { Id } from '../../../kernel/ids.js';
import type { Position } from '../../../kernel/position.js';
import { present } from '../../../kernel/present.js';
import { Sealer } from '../../../sealing/sealer.js';
import { firstOf, newestFirst, positionAfter } from '../asking/newest-first.js';
import { Seeing, type Reader } from '../asking/seeing.js';
import { FACT_SOURCE, type FactSource, type IncidentFact, type Opened } from '../facts/fact.js';
import { readIncident } from '../facts/read-evidence.js';
import type { IncidentList, ListedIncident } from './incident-answer.js';
import { incidentState } from './list-state.js';
import { textOf } from './recorded-answer.js';

export class ListIncidents extends AskedQuery<PageQuery, IncidentList> {}

@QueryHandler(ListIncidents)
export class ListIncidentsHandler implements IQueryHandler<ListIncidents, IncidentList> {
  constructor(
    private readonly seeing: Seeing,
    private readonly sealer: Sealer,
    @Inject(FACT_SOURCE) private readonly facts: FactSource,
  ) {}

  async execute({ asked, actor }: ListIncidents): Promise<IncidentList> {
    const reader = await this.seeing.list(actor, asked.after);
    const { known } = reader.moment;
    const walk = newestFirst((before, limit) => this.facts.incidents(before, limit), positionAfter(asked));
    const seen = firstOf(
      walk,
      rowsFor(asked),
      ({ id, opened }) => opened <= known && this.seeing.seesIncident(id, reader),
    );
    const found = cutPage(seen, asked, ({ opened }) => opened);
    return pageAnswer({ found, position: known }, await this.listed(found.rows, reader));
  }

  private async listed(rows: readonly Opened[], reader: Reader): Promise<readonly ListedIncident[]> {
    const { known } = reader.moment;
    const incidents = rows.map(({ id }) => ({ id, fact: this.factOf(id, known) }));
    const seesTexts = reader.audience.among === undefined;
    const opened = await openTexts(this.sealer, seesTexts ? incidents.flatMap(({ fact }) => fact.personal ?? []) : []);
    return incidents.map(({ id, fact }) => ({
      ...incidentState(this.facts, id, fact),
      rollCalls: this.facts.rollCallsOf(id, known).filter((rollCall) => this.seeing.seesRollCall(rollCall, reader)),
      ...present({ name: seesTexts ? textOf(fact, 'name', opened) : undefined }),
    }));
  }

  private factOf(incident: Id, known: Position): IncidentFact {
    const fact = readIncident(this.facts, incident, known);
    invariant(fact !== undefined, 'an incident that is listed is known');
    return fact;
  }
}
