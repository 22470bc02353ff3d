import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { answerOf, type CommandAnswer } from '../../../api/answers.js';
import { GivenCommand } from '../../../api/command.js';
import { IdField, LabelField } from '../../../api/fields.js';
import { Deciding } from '../../../deciding/deciding.js';
import { derivedId, type Id } from '../../../kernel/ids.js';
import { streamName } from '../../../kernel/stream.js';
import { decideRegisterOfficer, officer } from '../officer.js';
import { LanguageField } from './language-field.js';

export class RegisterOfficerBody {
  @IdField({ optional: true })
  readonly officer?: Id;

  @LabelField()
  readonly name!: string;

  @LabelField()
  readonly rank!: string;

  @LabelField()
  readonly homeAgency!: string;

  @LanguageField()
  readonly language?: string;
}

export class RegisterOfficer extends GivenCommand<RegisterOfficerBody> {}

@CommandHandler(RegisterOfficer)
export class RegisterOfficerHandler implements ICommandHandler<RegisterOfficer, CommandAnswer> {
  constructor(private readonly deciding: Deciding) {}

  async execute({ body, origin }: RegisterOfficer): Promise<CommandAnswer> {
    const { officer: id = derivedId(origin.commandId, 'officer'), ...fields } = body;
    const decided = await this.deciding.run({
      decider: officer,
      stream: streamName('officer', id),
      origin,
      decide: (state) => decideRegisterOfficer(state, { ...fields, officer: id }),
    });
    return answerOf(decided);
  }
}
