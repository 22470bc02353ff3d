import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { answerOf, type CommandAnswer } from '../../../api/answers.js';
import { GivenCommand } from '../../../api/command.js';
import {
  DurationField,
  EntryField,
  IdField,
  InstantField,
  LabelField,
  NumberField,
  ObjectField,
  TextField,
  WordField,
} from '../../../api/fields.js';
import { Deciding } from '../../../deciding/deciding.js';
import type { Duration } from '../../../kernel/duration.js';
import type { EntryId } from '../../../kernel/entry-id.js';
import type { Id } from '../../../kernel/ids.js';
import type { Instant } from '../../../kernel/instant.js';
import { decideCorrectEntry } from '../corrections.js';
import type { CorrectEntry as Fields } from '../deployment.commands.js';
import {
  CHECK_IN_CONDITIONS,
  DISPOSITIONS,
  GRADES,
  type CheckInCondition,
  type Disposition,
  type Grade,
} from '../deployment.events.js';
import { deployment } from '../deployment.js';
import { Vouchers } from '../vouchers.service.js';
import { streamOf } from './entries.js';

export class EntryChangesBody {
  @WordField(CHECK_IN_CONDITIONS, { optional: true })
  readonly condition?: CheckInCondition;

  @WordField(DISPOSITIONS, { optional: true })
  readonly disposition?: Disposition;

  @LabelField({ optional: true })
  readonly place?: string;

  @InstantField({ optional: true })
  readonly observedAt?: Instant;

  @DurationField({ optional: true })
  readonly uncertainty?: Duration;

  @NumberField(GRADES, { optional: true, description: 'One that was 3 and is no more drops the voucher.' })
  readonly grade?: Grade;

  @IdField({ optional: true, description: 'Required where the grade becomes 3.' })
  readonly vouchedBy?: Id;
}

export class CorrectEntryBody implements Fields {
  @EntryField({ description: 'The newest version of a check-in.' })
  readonly entry!: EntryId;

  @ObjectField(() => EntryChangesBody)
  readonly changes!: EntryChangesBody;

  @TextField()
  readonly reason!: string;
}

export class CorrectEntry extends GivenCommand<CorrectEntryBody> {}

@CommandHandler(CorrectEntry)
export class CorrectEntryHandler implements ICommandHandler<CorrectEntry, CommandAnswer> {
  constructor(
    private readonly deciding: Deciding,
    private readonly vouchers: Vouchers,
  ) {}

  async execute({ body, origin }: CorrectEntry): Promise<CommandAnswer> {
    const decided = await this.deciding.run({
      decider: deployment,
      stream: streamOf(body),
      origin,
      decide: async (state, context) => {
        const voucher = await this.vouchers.find(body.changes.vouchedBy);
        return decideCorrectEntry(state, body, { ...context, voucher });
      },
    });
    return answerOf(decided);
  }
}
