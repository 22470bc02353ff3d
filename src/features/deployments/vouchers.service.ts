import { Inject, Injectable } from '@nestjs/common';
import type { EventLog } from '../../event-log/event-log.js';
import type { Recorded } from '../../kernel/event.js';
import type { Id } from '../../kernel/ids.js';
import { EVENT_LOG } from '../../kernel/ports.js';
import { streamName } from '../../kernel/stream.js';
import type { DeploymentEvent } from './deployment.events.js';
import type { VoucherContext } from './vouchers.js';

/** Who vouches: the deployment that a command names, and whose tour it is. */
@Injectable()
export class Vouchers {
  constructor(@Inject(EVENT_LOG) private readonly log: EventLog) {}

  /** A tour's beginning, which is its first event, says whose it is; so this reads one event, and none without a voucher. */
  async find(vouchedBy: Id | undefined): Promise<VoucherContext['voucher']> {
    if (vouchedBy === undefined) return undefined;
    const [first] = (await this.log.read(
      streamName('deployment', vouchedBy),
      0,
      1,
    )) as readonly Recorded<DeploymentEvent>[];
    if (first?.type !== 'DeploymentBegan') return undefined;
    const { deployment, officer } = first.data;
    return { deployment, officer };
  }
}
