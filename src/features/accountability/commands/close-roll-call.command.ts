import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { answerOf, type CommandAnswer } from '../../../api/answers.js';
import { GivenCommand } from '../../../api/command.js';
import { IdField, TextField, WordField } from '../../../api/fields.js';
import { Deciding } from '../../../deciding/deciding.js';
import { demand } from '../../../kernel/failure.js';
import type { Id } from '../../../kernel/ids.js';
import { streamName } from '../../../kernel/stream.js';
import { Assessing, type LiveAssessment } from '../asking/assessing.js';
import type { CloseRollCall as Fields } from '../roll-call.commands.js';
import type { RollCallClosing } from '../roll-call.events.js';
import { decideCloseRollCall, rollCall, type ClosingAssessment } from '../roll-call.js';
import type { Person } from '../rule.js';

const OUTCOMES = ['COMPLETE', 'INCOMPLETE'] as const satisfies readonly RollCallClosing['outcome'][];

export class CloseRollCallBody implements Fields {
  @IdField()
  readonly rollCall!: Id;

  @WordField(OUTCOMES, { description: 'Complete is for the commander to say.' })
  readonly outcome!: RollCallClosing['outcome'];

  @TextField({ optional: true, description: 'Required with INCOMPLETE.' })
  readonly reason?: string;
}

export class CloseRollCall extends GivenCommand<CloseRollCallBody> {}

@CommandHandler(CloseRollCall)
export class CloseRollCallHandler implements ICommandHandler<CloseRollCall, CommandAnswer> {
  constructor(
    private readonly deciding: Deciding,
    private readonly assessing: Assessing,
  ) {}

  async execute({ body, origin }: CloseRollCall): Promise<CommandAnswer> {
    const decided = await this.deciding.run({
      decider: rollCall,
      stream: streamName('rollCall', body.rollCall),
      origin,
      decide: async (state, context) => {
        const live = await this.assessing.live(body.rollCall);
        const assessment = closingAssessment(live);
        const facts = decideCloseRollCall(state, body, { ...context, assessment, decidedAt: live.position });
        demand(live.current, 'not-current', 'The view is not current, so that it cannot be told who is open.');
        return facts;
      },
    });
    return answerOf(decided);
  }
}

/** Of everyone: the bad news of who is pending, or of a tour not kept, is not lost by closing. */
function closingAssessment({ assessment, current }: LiveAssessment): ClosingAssessment {
  const { people, counts } = assessment;
  const those = (are: (person: Person) => boolean): readonly Id[] =>
    people.filter(are).map(({ deployment }) => deployment);
  return {
    current,
    empty: counts.denominator === 0,
    notAccounted: those(({ accountability }) => accountability !== 'ACCOUNTED'),
    underDuress: those(({ underDuress }) => underDuress),
    pending: those(({ standing }) => standing === 'PENDING'),
  };
}
