import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { answerOf, type CommandAnswer } from '../../../api/answers.js';
import { GivenCommand } from '../../../api/command.js';
import { EntryField, EntryListField, IdField, TextField } from '../../../api/fields.js';
import { Deciding } from '../../../deciding/deciding.js';
import type { EntryId } from '../../../kernel/entry-id.js';
import type { Id } from '../../../kernel/ids.js';
import { streamName } from '../../../kernel/stream.js';
import type { ResolveConflict as Fields } from '../deployment.commands.js';
import { deployment } from '../deployment.js';
import { decideResolveConflict } from '../conflict.js';

export class ResolveConflictBody implements Fields {
  @IdField()
  readonly deployment!: Id;

  @EntryField()
  readonly prefer!: EntryId;

  @EntryListField()
  readonly setAside!: readonly EntryId[];

  @TextField()
  readonly reason!: string;
}

export class ResolveConflict extends GivenCommand<ResolveConflictBody> {}

@CommandHandler(ResolveConflict)
export class ResolveConflictHandler implements ICommandHandler<ResolveConflict, CommandAnswer> {
  constructor(private readonly deciding: Deciding) {}

  async execute({ body, origin }: ResolveConflict): Promise<CommandAnswer> {
    const decided = await this.deciding.run({
      decider: deployment,
      stream: streamName('deployment', body.deployment),
      origin,
      decide: (state, context) => decideResolveConflict(state, body, context),
    });
    return answerOf(decided);
  }
}
