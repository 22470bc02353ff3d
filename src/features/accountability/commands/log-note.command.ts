import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { answerOf, type CommandAnswer } from '../../../api/answers.js';
import { GivenCommand } from '../../../api/command.js';
import { IdField, TextField } from '../../../api/fields.js';
import { Deciding } from '../../../deciding/deciding.js';
import type { Id } from '../../../kernel/ids.js';
import { streamName } from '../../../kernel/stream.js';
import type { LogNote as Fields } from '../incident.commands.js';
import { decideLogNote, incident } from '../incident.js';

export class LogNoteBody implements Fields {
  @IdField()
  readonly incident!: Id;

  @TextField()
  readonly text!: string;
}

export class LogNote extends GivenCommand<LogNoteBody> {}

@CommandHandler(LogNote)
export class LogNoteHandler implements ICommandHandler<LogNote, CommandAnswer> {
  constructor(private readonly deciding: Deciding) {}

  async execute({ body, origin }: LogNote): Promise<CommandAnswer> {
    const decided = await this.deciding.run({
      decider: incident,
      stream: streamName('incident', body.incident),
      origin,
      decide: (state) => decideLogNote(state, body),
    });
    return answerOf(decided);
  }
}
