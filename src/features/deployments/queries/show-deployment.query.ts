import { Inject } from '@nestjs/common';
import { QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { FreshQuery } from '../../../api/freshness.js';
import { openTexts } from '../../../api/opened.js';
import { seesRevisions } from '../../../api/policy.js';
import { AskedQuery } from '../../../api/query.js';
import type { IdParam } from '../../../api/query-route.js';
import { readWhole, type EventLog } from '../../../event-log/event-log.js';
import type { Actor } from '../../../kernel/actor.js';
import { fold } from '../../../kernel/decider.js';
import type { RecordedEvent } from '../../../kernel/event.js';
import { demand } from '../../../kernel/failure.js';
import type { Id } from '../../../kernel/ids.js';
import { EVENT_LOG } from '../../../kernel/ports.js';
import type { Position } from '../../../kernel/position.js';
import { streamName } from '../../../kernel/stream.js';
import { Sealer } from '../../../sealing/sealer.js';
import type { Deployment, DeploymentState } from '../deployment-state.js';
import { deployment } from '../deployment.js';
import { ownCheckIns } from './check-in-versions.js';
import type { DeploymentAnswer } from './deployment.answer.js';
import { Readable, type Reach } from './readable.service.js';
import type { Reading, TourEvent } from './reading.js';
import { checkInsIn, tourRecord } from './tour-record.js';

export class ShowDeployment extends AskedQuery<IdParam & FreshQuery, DeploymentAnswer> {}

@QueryHandler(ShowDeployment)
export class ShowDeploymentHandler implements IQueryHandler<ShowDeployment> {
  constructor(
    @Inject(EVENT_LOG) private readonly log: EventLog,
    private readonly sealer: Sealer,
    private readonly readable: Readable,
  ) {}

  /** Read from the deployment's own stream, so that what a command has recorded is there as soon as it is answered. */
  async execute({ asked: { id, after }, actor }: ShowDeployment): Promise<DeploymentAnswer> {
    const { position } = await this.log.end();
    demand(after === undefined || after <= position, 'not-current', 'The log has not come that far yet; ask again.');
    const events = await this.eventsOf(id, position);
    const state = fold(deployment, events);
    const reach = await this.reachOf(actor, state);
    demand(state !== undefined && reach !== 'NOTHING', 'not-found', 'There is no such deployment.');
    const opened = await openTexts(
      this.sealer,
      events.flatMap(({ personal }) => personal ?? []),
    );
    const mayRead = await this.vouchersFor(actor, reach, state);
    const shown = shownOf({ tour: state, events, opened, mayRead }, reach, actor);
    const revision = seesRevisions(actor.role) ? { revision: events.length - 1 } : {};
    return { deployment: id, ...revision, position, ...shown };
  }

  /** Which of the tour's vouchers are told; to someone who reads only his own records, those whom he named himself. */
  private async vouchersFor(actor: Actor, reach: Reach, tour: Deployment): Promise<(deployment: Id) => boolean> {
    if (reach !== 'NO_DURESS') return () => true;
    const vouchers = new Set([...tour.checkIns, ...tour.deathReports].flatMap(({ vouchedBy }) => vouchedBy ?? []));
    const told = new Set<Id>();
    for (const voucher of vouchers) {
      const events = await readWhole(this.log, streamName('deployment', voucher));
      const reached = await this.reachOf(actor, fold(deployment, events.map(asTourEvent)));
      if (reached !== 'NOTHING') told.add(voucher);
    }
    return (voucher) => told.has(voucher);
  }

  /** Nothing beyond the position is known, so that the answer is that of one moment. */
  private async eventsOf(id: Id, position: Position): Promise<readonly TourEvent[]> {
    const events = await readWhole(this.log, streamName('deployment', id));
    return events.filter((event) => event.position <= position).map(asTourEvent);
  }

  private async reachOf(actor: Actor, state: DeploymentState): Promise<Reach> {
    return state === undefined ? 'NOTHING' : this.readable.reachOf(actor, state);
  }
}

/** By its stream it is one of ours. */
function asTourEvent(event: RecordedEvent<string, object>): TourEvent {
  return event as TourEvent;
}

function shownOf(reading: Reading, reach: Reach, { id }: Actor): Pick<DeploymentAnswer, 'checkIns' | 'tour'> {
  const checkIns = checkInsIn(reading);
  if (reach === 'OWN_RECORDS') return { checkIns: ownCheckIns(checkIns, id) };
  return { checkIns, tour: tourRecord(reading, reach === 'ALL') };
}
