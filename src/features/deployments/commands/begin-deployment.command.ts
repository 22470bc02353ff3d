import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { answerOf, type CommandAnswer } from '../../../api/answers.js';
import { GivenCommand } from '../../../api/command.js';
import { IdField, InstantField, LabelField } from '../../../api/fields.js';
import { Deciding } from '../../../deciding/deciding.js';
import { derivedId, type Id } from '../../../kernel/ids.js';
import type { Instant } from '../../../kernel/instant.js';
import { streamName } from '../../../kernel/stream.js';
import { deployment } from '../deployment.js';
import { Places } from '../places.service.js';
import { decideBeginDeployment } from '../tour.js';
import { Tours } from '../tours.service.js';

export class BeginDeploymentBody {
  @IdField({ optional: true })
  readonly deployment?: Id;

  @IdField()
  readonly officer!: Id;

  @IdField()
  readonly mission!: Id;

  @IdField({ optional: true })
  readonly post?: Id;

  @LabelField({ optional: true })
  readonly position?: string;

  @InstantField()
  readonly beganAt!: Instant;

  @InstantField()
  readonly plannedEndAt!: Instant;
}

export class BeginDeployment extends GivenCommand<BeginDeploymentBody> {}

@CommandHandler(BeginDeployment)
export class BeginDeploymentHandler implements ICommandHandler<BeginDeployment, CommandAnswer> {
  constructor(
    private readonly deciding: Deciding,
    private readonly tours: Tours,
    private readonly places: Places,
  ) {}

  async execute({ body, origin }: BeginDeployment): Promise<CommandAnswer> {
    const { deployment: id = derivedId(origin.commandId, 'deployment'), ...fields } = body;
    const turn = this.tours.turnOf(body.officer);
    const decided = await this.deciding.run({
      decider: deployment,
      stream: streamName('deployment', id),
      origin,
      settle: () => turn.settle(),
      decide: async (state, context) => {
        const { officerExists } = turn;
        const [lastTour, mission] = await Promise.all([turn.lastTour(), this.places.missionAt(body.mission)]);
        const command = { ...fields, deployment: id };
        return decideBeginDeployment(state, command, { ...context, officerExists, lastTour, mission });
      },
      reserve: (prepared) => turn.take({ deployment: id, purpose: 'BEGIN' }, prepared, origin),
    });
    return answerOf(decided);
  }
}
