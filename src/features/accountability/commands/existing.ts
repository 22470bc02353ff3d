import { Inject, Injectable } from '@nestjs/common';
import type { EventLog } from '../../../event-log/event-log.js';
import type { Recorded, RecordedEvent } from '../../../kernel/event.js';
import { invariant } from '../../../kernel/failure.js';
import type { Id } from '../../../kernel/ids.js';
import { EVENT_LOG } from '../../../kernel/ports.js';
import { streamName, type Category } from '../../../kernel/stream.js';
import type { DeploymentEvent } from '../../deployments/deployment.events.js';

/** What exists beyond incidents and roll calls: read from the streams themselves, which no view is behind. */
@Injectable()
export class Existing {
  constructor(@Inject(EVENT_LOG) private readonly log: EventLog) {}

  /** Of these the ones that nothing was ever recorded of. */
  async missing(category: Category, ids: readonly Id[]): Promise<readonly Id[]> {
    const beginnings = await Promise.all(ids.map((id) => this.beginning(category, id)));
    return ids.filter((_, place) => beginnings[place] === undefined);
  }

  /** Whose tour it is; undefined where there is no such deployment. */
  async deployment(id: Id): Promise<{ readonly officer: Id } | undefined> {
    const beginning = await this.beginning('deployment', id);
    if (beginning === undefined) return undefined;
    const { type, data } = beginning as Recorded<DeploymentEvent>;
    invariant(type === 'DeploymentBegan', 'a deployment begins with its beginning');
    return { officer: data.officer };
  }

  private async beginning(category: Category, id: Id): Promise<RecordedEvent | undefined> {
    const [first] = await this.log.read(streamName(category, id), 0, 1);
    return first;
  }
}
