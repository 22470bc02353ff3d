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
import { present } from '../../../kernel/present.js';
import { streamName } from '../../../kernel/stream.js';
import { Sealer } from '../../../sealing/sealer.js';
import { Seeing } from '../asking/seeing.js';
import { FACT_SOURCE, type FactSource } from '../facts/fact.js';
import type { RollCallEvent } from '../roll-call.events.js';
import { claimAnswer } from './claim-answer.js';
import { rollCallState } from './list-state.js';
import { rollCallRecord, type RollCallAnswer } from './roll-call-answer.js';

export class ShowRollCall extends AskedQuery<IdParam & FreshQuery, RollCallAnswer> {}

@QueryHandler(ShowRollCall)
export class ShowRollCallHandler implements IQueryHandler<ShowRollCall, RollCallAnswer> {
  constructor(
    private readonly seeing: Seeing,
    private readonly sealer: Sealer,
    @Inject(FACT_SOURCE) private readonly facts: FactSource,
    @Inject(EVENT_LOG) private readonly log: EventLog,
  ) {}

  /** Of one moment: what the stream says is what the facts say there. */
  async execute({ asked: { id, after }, actor }: ShowRollCall): Promise<RollCallAnswer> {
    const answer = await this.seeing.rollCall(id, actor, after);
    const { audience, moment } = answer;
    const events = await this.eventsOf(id, moment.known);
    const [opening] = events;
    invariant(opening?.type === 'RollCallOpened', 'a roll call begins with its opening');
    const { referenceInstant, denominator } = opening.data;
    const opened = await openTexts(
      this.sealer,
      events.flatMap(({ personal }) => personal ?? []),
    );
    return {
      ...claimAnswer(id, answer),
      ...rollCallState(this.facts, id, moment.known),
      ...present({ referenceInstant }),
      revision: events.length - 1,
      openedBy: opening.metadata.actor,
      openedWith: denominator.filter(audience.among ?? (() => true)).length,
      ...rollCallRecord(events, { opened, ...present({ among: audience.among }) }),
    };
  }

  private async eventsOf(id: Id, known: Position): Promise<readonly Recorded<RollCallEvent>[]> {
    const events = await readWhole(this.log, streamName('rollCall', id));
    return events.filter(({ position }) => position <= known).map(asRollCallEvent);
  }
}

/** By its stream it is one of ours. */
function asRollCallEvent(event: RecordedEvent<string, object>): Recorded<RollCallEvent> {
  return event as Recorded<RollCallEvent>;
}
