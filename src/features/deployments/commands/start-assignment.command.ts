import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { ApiProperty } from '@nestjs/swagger';
import { answerOf, CommandAnswer } from '../../../api/answers.js';
import { GivenCommand } from '../../../api/command.js';
import { IdField, InstantField, LabelField } from '../../../api/fields.js';
import { Deciding } from '../../../deciding/deciding.js';
import { derivedId, type Id } from '../../../kernel/ids.js';
import type { Instant } from '../../../kernel/instant.js';
import { streamName } from '../../../kernel/stream.js';
import { decideStartAssignment } from '../assignments.js';
import { deployment } from '../deployment.js';
import { Places } from '../places.service.js';

export class StartAssignmentBody {
  @IdField()
  readonly deployment!: Id;

  @IdField({ optional: true })
  readonly assignment?: Id;

  @IdField()
  readonly mission!: Id;

  @IdField({ optional: true })
  readonly post?: Id;

  @LabelField({ optional: true })
  readonly position?: string;

  @InstantField()
  readonly from!: Instant;
}

export class AssignmentAnswer extends CommandAnswer {
  @ApiProperty({
    type: String,
    format: 'uuid',
    description: 'The assignment, also where its id was left to the server.',
  })
  readonly assignment!: Id;
}

export class StartAssignment extends GivenCommand<StartAssignmentBody> {}

@CommandHandler(StartAssignment)
export class StartAssignmentHandler implements ICommandHandler<StartAssignment, AssignmentAnswer> {
  constructor(
    private readonly deciding: Deciding,
    private readonly places: Places,
  ) {}

  async execute({ body, origin }: StartAssignment): Promise<AssignmentAnswer> {
    const { assignment = derivedId(origin.commandId, 'assignment'), ...fields } = body;
    const decided = await this.deciding.run({
      decider: deployment,
      stream: streamName('deployment', body.deployment),
      origin,
      decide: async (state, context) => {
        const mission = await this.places.missionAt(body.mission);
        return decideStartAssignment(state, { ...fields, assignment }, { ...context, mission });
      },
    });
    return Object.assign(answerOf(decided), { assignment });
  }
}
