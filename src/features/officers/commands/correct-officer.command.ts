import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { answerOf, type CommandAnswer } from '../../../api/answers.js';
import { GivenCommand } from '../../../api/command.js';
import { IdField, LabelField, TextField } from '../../../api/fields.js';
import { Deciding } from '../../../deciding/deciding.js';
import type { Id } from '../../../kernel/ids.js';
import { streamName } from '../../../kernel/stream.js';
import type { CorrectOfficer as Fields } from '../officer.commands.js';
import { decideCorrectOfficer, officer } from '../officer.js';
import { LanguageField } from './language-field.js';

export class CorrectOfficerBody implements Fields {
  @IdField()
  readonly officer!: Id;

  @LabelField({ optional: true })
  readonly name?: string;

  @LabelField({ optional: true })
  readonly homeAgency?: string;

  @LanguageField()
  readonly language?: string;

  @TextField()
  readonly reason!: string;
}

export class CorrectOfficer extends GivenCommand<CorrectOfficerBody> {}

@CommandHandler(CorrectOfficer)
export class CorrectOfficerHandler implements ICommandHandler<CorrectOfficer, CommandAnswer> {
  constructor(private readonly deciding: Deciding) {}

  async execute({ body, origin }: CorrectOfficer): Promise<CommandAnswer> {
    const decided = await this.deciding.run({
      decider: officer,
      stream: streamName('officer', body.officer),
      origin,
      decide: (state) => decideCorrectOfficer(state, body),
    });
    return answerOf(decided);
  }
}
