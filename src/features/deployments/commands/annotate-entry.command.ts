import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { answerOf, type CommandAnswer } from '../../../api/answers.js';
import { GivenCommand } from '../../../api/command.js';
import { EntryField, TextField } from '../../../api/fields.js';
import { Deciding } from '../../../deciding/deciding.js';
import type { EntryId } from '../../../kernel/entry-id.js';
import type { AnnotateEntry as Fields } from '../deployment.commands.js';
import { deployment } from '../deployment.js';
import { decideAnnotateEntry } from '../corrections.js';
import { streamOf } from './entries.js';

export class AnnotateEntryBody implements Fields {
  @EntryField()
  readonly entry!: EntryId;

  @TextField()
  readonly text!: string;
}

export class AnnotateEntry extends GivenCommand<AnnotateEntryBody> {}

@CommandHandler(AnnotateEntry)
export class AnnotateEntryHandler implements ICommandHandler<AnnotateEntry, CommandAnswer> {
  constructor(private readonly deciding: Deciding) {}

  async execute({ body, origin }: AnnotateEntry): Promise<CommandAnswer> {
    const decided = await this.deciding.run({
      decider: deployment,
      stream: streamOf(body),
      origin,
      decide: (state, context) => decideAnnotateEntry(state, body, context),
    });
    return answerOf(decided);
  }
}
