import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { answerOf, type CommandAnswer } from '../../../api/answers.js';
import { GivenCommand } from '../../../api/command.js';
import { IdField, TextField } from '../../../api/fields.js';
import { Deciding, type Decision } from '../../../deciding/deciding.js';
import type { Id } from '../../../kernel/ids.js';
import { streamName } from '../../../kernel/stream.js';
import type { ReinstateDeployment as Fields } from '../deployment.commands.js';
import type { DeploymentState } from '../deployment-state.js';
import type { DeploymentEvent } from '../deployment.events.js';
import { deployment } from '../deployment.js';
import { decideReinstateDeployment } from '../tour.js';
import { Tours } from '../tours.service.js';

export class ReinstateDeploymentBody implements Fields {
  @IdField()
  readonly deployment!: Id;

  @TextField()
  readonly reason!: string;
}

export class ReinstateDeployment extends GivenCommand<ReinstateDeploymentBody> {}

@CommandHandler(ReinstateDeployment)
export class ReinstateDeploymentHandler implements ICommandHandler<ReinstateDeployment, CommandAnswer> {
  constructor(
    private readonly deciding: Deciding,
    private readonly tours: Tours,
  ) {}

  async execute(command: ReinstateDeployment): Promise<CommandAnswer> {
    const stream = streamName('deployment', command.body.deployment);
    const { state } = await this.deciding.load(deployment, stream);
    // Whose tour it is never changes. Nobody's takes no turn: it is refused.
    const taking = state === undefined ? refusing(command) : this.takingTurn(command, state.officer);
    return answerOf(await this.deciding.run({ decider: deployment, stream, origin: command.origin, ...taking }));
  }

  private takingTurn({ body, origin }: ReinstateDeployment, officer: Id): Taking {
    const { deployment: id } = body;
    const turn = this.tours.turnOf(officer);
    return {
      settle: () => turn.settle(),
      decide: async (state, context) => {
        const last = await turn.lastTour();
        return decideReinstateDeployment(state, body, { ...context, anotherTourHasBegun: last?.deployment !== id });
      },
      reserve: (prepared) => turn.take({ deployment: id, purpose: 'REINSTATE' }, prepared, origin),
    };
  }
}

type Taking = Pick<Decision<DeploymentState, DeploymentEvent>, 'settle' | 'decide' | 'reserve'>;

function refusing({ body }: ReinstateDeployment): Taking {
  return {
    decide: (state, context) => decideReinstateDeployment(state, body, { ...context, anotherTourHasBegun: false }),
  };
}
