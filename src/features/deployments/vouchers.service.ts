import { Inject, Injectable } from '@nestjs/common';
import type { EventLog } from '../../event-log/event-log.js';
import type { Id } from '../../kernel/ids.js';
import { EVENT_LOG } from '../../kernel/ports.js';
import { streamName } from '../../kernel/stream.js';
import type { VoucherContext } from './vouchers.js';

/** Who vouches: the deployment that a command names, if it exists. */
@Injectable()
export class Vouchers {
  constructor(@Inject(EVENT_LOG) private readonly log: EventLog) {}

  /** A tour begins with its first event, so this reads one event, and none without a voucher. */
  async find(vouchedBy: Id | undefined): Promise<VoucherContext['voucher']> {
    if (vouchedBy === undefined) return undefined;
    const [first] = await this.log.read(streamName('deployment', vouchedBy), 0, 1);
    return first === undefined ? undefined : { deployment: vouchedBy };
  }
}
