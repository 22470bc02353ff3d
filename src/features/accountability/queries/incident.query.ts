import { Inject } from '@nestjs/common';
import { QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { FreshQuery } from '../../../api/freshness.js';
import { openTexts } from '../../../api/opened.js';
import { AskedQuery } from '../../../api/query.js';
import type { IdParam } from '../../../api/query-route.js';
import { readWhole, type EventLog } from '../../../event-log/event-log.js';
import type { Recorded, RecordedEvent } from '../../../kernel/event.js';
import { invariant } from '../../../kernel/failure.js';
import type { Id } from '../../../kernel/ids.js';
import { EVENT_LOG } from '../../../kernel/ports.js';
import type { Position } from '../../../kernel/position.js';
import { streamName } from '../../../kernel/stream.js';
import { Sealer } from '../../../sealing/sealer.js';
import type { AskedAssessment } from '../asking/assessing.js';
import { Seeing } from '../asking/seeing.js';
import { FACT_SOURCE, type FactSource } from '../facts/fact.js';
import { readIncident } from '../facts/read-evidence.js';
import type { IncidentEvent } from '../incident.events.js';
import { incidentRecord, type IncidentAnswer, type IncidentRollCallAnswer } from './incident-answer.js';
import { incidentState, rollCallState } from './list-state.js';
import { MAX_SHOWN } from './recorded-answer.js';

export class ShowIncident extends AskedQuery<IdParam & FreshQuery, IncidentAnswer> {}

@QueryHandler(ShowIncident)
export class ShowIncidentHandler implements IQueryHandler<ShowIncident, IncidentAnswer> {
  constructor(
    private readonly seeing: Seeing,
    private readonly sealer: Sealer,
    @Inject(FACT_SOURCE) private readonly facts: FactSource,
    @Inject(EVENT_LOG) private readonly log: EventLog,
  ) {}

  /** Of one moment: what the stream says is what the facts say there. */
  async execute({ asked: { id, after }, actor }: ShowIncident): Promise<IncidentAnswer> {
    const reader = await this.seeing.incident(id, actor, after);
    const { known } = reader.moment;
    const events = await this.eventsOf(id, known);
    const seesTexts = reader.audience.among === undefined;
    const texts = events.flatMap(({ personal }) => personal ?? []);
    const opened = seesTexts ? await openTexts(this.sealer, texts) : undefined;
    const fact = readIncident(this.facts, id, known);
    invariant(fact !== undefined, 'an incident that a reader sees is known');
    const rollCalls = this.seeing.rollCallsOf(id, reader).slice(0, MAX_SHOWN);
    return {
      ...incidentState(this.facts, id, fact),
      ...incidentRecord(events, opened),
      rollCalls: rollCalls.map((answer) => this.rollCallAnswer(answer)),
      position: known,
    };
  }

  private async eventsOf(id: Id, known: Position): Promise<readonly Recorded<IncidentEvent>[]> {
    const events = await readWhole(this.log, streamName('incident', id));
    return events.filter(({ position }) => position <= known).map(asIncidentEvent);
  }

  private rollCallAnswer({
    rollCall,
    told,
    moment,
  }: AskedAssessment & { readonly rollCall: Id }): IncidentRollCallAnswer {
    const { openedAt, open } = rollCallState(this.facts, rollCall, moment.known);
    return { rollCall, openedAt, open, claim: told.claim, counts: told.counts };
  }
}

/** By its stream it is one of ours. */
function asIncidentEvent(event: RecordedEvent<string, object>): Recorded<IncidentEvent> {
  return event as Recorded<IncidentEvent>;
}
