import { Injectable } from '@nestjs/common';
import type { CommandOrigin } from '../../deciding/command-origin.js';
import { Deciding, type Decided } from '../../deciding/deciding.js';
import { streamName } from '../../kernel/stream.js';
import { decideRecordCheckIn } from './check-ins.js';
import type { RecordCheckIn } from './deployment.commands.js';
import { deployment } from './deployment.js';
import { Vouchers } from './vouchers.service.js';

/** Records one check-in, whether it came alone or in a list: one stream is read, and one event appended. */
@Injectable()
export class CheckInRecorder {
  constructor(
    private readonly deciding: Deciding,
    private readonly vouchers: Vouchers,
  ) {}

  record(checkIn: RecordCheckIn, origin: CommandOrigin): Promise<Decided> {
    return this.deciding.run({
      decider: deployment,
      stream: streamName('deployment', checkIn.deployment),
      origin,
      decide: async (state, context) => {
        const voucher = await this.vouchers.find(checkIn.vouchedBy);
        return decideRecordCheckIn(state, checkIn, { ...context, voucher });
      },
    });
  }
}
