import { Inject, Injectable } from '@nestjs/common';
import { readWhole, type EventLog } from '../../../event-log/event-log.js';
import type { Actor } from '../../../kernel/actor.js';
import type { Recorded } from '../../../kernel/event.js';
import { unreachable } from '../../../kernel/failure.js';
import type { Id } from '../../../kernel/ids.js';
import { EVENT_LOG } from '../../../kernel/ports.js';
import { streamName } from '../../../kernel/stream.js';
import type { OfficerEvent } from '../../officers/officer.events.js';
import { wasAssignedToOneOf } from '../authority.js';
import type { Deployment } from '../deployment-state.js';

/** How much of a tour someone may read: all of it, all but what tells of duress, or what he himself recorded. */
export type Reach = 'ALL' | 'NO_DURESS' | 'OWN_RECORDS' | 'NOTHING';

/** Who reads what of whom (RULE.md section 1, Roles). */
@Injectable()
export class Readable {
  constructor(@Inject(EVENT_LOG) private readonly log: EventLog) {}

  async reachOf(actor: Actor, tour: Deployment): Promise<Reach> {
    switch (actor.role) {
      case 'commander':
      case 'dutyOfficer':
      case 'auditor':
        return 'ALL';
      case 'teamLead':
        return wasAssignedToOneOf(tour, actor.missions) ? 'NO_DURESS' : 'NOTHING';
      case 'liaison':
        return (await this.agencyOf(tour.officer)) === actor.agency ? 'NO_DURESS' : 'NOTHING';
      case 'deployedOfficer':
        return actor.deployment === tour.deployment ? 'OWN_RECORDS' : 'NOTHING';
      case 'operator':
        return 'NOTHING';
      default:
        return unreachable(actor);
    }
  }

  private async agencyOf(officer: Id): Promise<string | undefined> {
    const events = (await readWhole(this.log, streamName('officer', officer))) as readonly Recorded<OfficerEvent>[];
    return events.flatMap(agencyIn).at(-1);
  }
}

function agencyIn(event: Recorded<OfficerEvent>): readonly string[] {
  const states = event.type === 'OfficerRegistered' || event.type === 'OfficerCorrected';
  return states && event.data.homeAgency !== undefined ? [event.data.homeAgency] : [];
}
