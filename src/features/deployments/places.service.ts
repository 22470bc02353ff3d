import { Inject, Injectable } from '@nestjs/common';
import { readWhole, type EventLog } from '../../event-log/event-log.js';
import type { Recorded } from '../../kernel/event.js';
import type { Id } from '../../kernel/ids.js';
import { EVENT_LOG } from '../../kernel/ports.js';
import { streamName } from '../../kernel/stream.js';
import type { MissionEvent } from '../missions/mission.events.js';
import type { MissionContext } from './tour.js';

/** Where people can be assigned. */
@Injectable()
export class Places {
  constructor(@Inject(EVENT_LOG) private readonly log: EventLog) {}

  /** A mission with every post that was ever opened there: what happened at a closed one may be recorded late. */
  async missionAt(mission: Id): Promise<MissionContext['mission']> {
    const events = await readWhole(this.log, streamName('mission', mission));
    if (events.length === 0) return undefined;
    return { posts: new Set((events as readonly Recorded<MissionEvent>[]).flatMap(postOpenedBy)) };
  }
}

function postOpenedBy(event: Recorded<MissionEvent>): readonly Id[] {
  return event.type === 'DutyPostOpened' ? [event.data.post] : [];
}
