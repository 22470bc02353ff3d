import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { ApiProperty } from '@nestjs/swagger';
import { answerOf } from '../../../api/answers.js';
import { GivenCommand } from '../../../api/command.js';
import { partOf, type CommandOrigin } from '../../../deciding/command-origin.js';
import { readWhole, type EventLog } from '../../../event-log/event-log.js';
import { demand } from '../../../kernel/failure.js';
import { later } from '../../../kernel/instant.js';
import { EVENT_LOG } from '../../../kernel/ports.js';
import { streamName } from '../../../kernel/stream.js';
import { CheckInRecorder } from '../check-in-recorder.service.js';
import { CheckInLinesField, LineProblem, lineProblemOf, readLine } from './check-in-lines.js';
import type { RecordCheckInBody } from './record-check-in.command.js';

export class RecordCheckInsBody {
  @CheckInLinesField()
  readonly checkIns!: readonly unknown[];
}

export class CheckInResult {
  @ApiProperty({ description: 'Whether it was recorded, and is durable. If not, `problem` says why.' })
  readonly stored!: boolean;

  @ApiProperty({ required: false, description: "The check-in's place in the log." })
  readonly position?: string;

  @ApiProperty({ required: false, format: 'uuid', description: 'The deployment.' })
  readonly id?: string;

  @ApiProperty({
    required: false,
    description: "The deployment's newest revision: its ETag. Not for team lead, deployed officer and liaison.",
  })
  readonly revision?: number;

  @ApiProperty({ required: false, description: 'The name by which it is corrected.' })
  readonly entry?: string;

  @ApiProperty({ required: false, type: LineProblem })
  readonly problem?: LineProblem;
}

export class CheckInsAnswer {
  @ApiProperty({ type: CheckInResult, isArray: true, description: 'One for each check-in of the list, in its order.' })
  readonly results!: readonly CheckInResult[];

  @ApiProperty({ required: false, description: 'The last place in the log of those stored; absent where none was.' })
  readonly position?: string;
}

export class RecordCheckIns extends GivenCommand<RecordCheckInsBody> {}

/** A line to be recorded under an id of its own, or one that cannot be read. */
type Line = { readonly checkIn: RecordCheckInBody; readonly part: CommandOrigin } | { readonly problem: LineProblem };

@CommandHandler(RecordCheckIns)
export class RecordCheckInsHandler implements ICommandHandler<RecordCheckIns, CheckInsAnswer> {
  constructor(
    private readonly recorder: CheckInRecorder,
    @Inject(EVENT_LOG) private readonly log: EventLog,
  ) {}

  /** What was stored before the log could be reached no more stays stored, and is answered when the list is repeated. */
  async execute({ body, origin }: RecordCheckIns): Promise<CheckInsAnswer> {
    demand(origin.seenRevision === undefined, 'precondition-failed', 'A list of check-ins rests on no one ETag.');
    const lines = body.checkIns.map((line, place) => lineOf(line, partOf(origin, String(place))));
    await this.demandUnchanged(lines, origin);
    const results: CheckInResult[] = [];
    for (const line of lines) results.push(await this.record(line));
    const positions = results.flatMap(({ position }) => position ?? []);
    return { results, ...(positions.length === 0 ? {} : { position: positions.reduce(later) }) };
  }

  private async record(line: Line): Promise<CheckInResult> {
    if ('problem' in line) return { stored: false, ...line };
    try {
      return { stored: true, ...answerOf(await this.recorder.record(line.checkIn, line.part)) };
    } catch (error) {
      return { stored: false, problem: lineProblemOf(error) };
    }
  }

  /**
   * The key was not used for another list, as far as the streams that this one names tell; of any other stream the log
   * says so once something is to be stored. Looked at first, so that a changed list is refused whole.
   */
  private async demandUnchanged(lines: readonly Line[], origin: CommandOrigin): Promise<void> {
    const readable = lines.filter((line) => 'checkIn' in line);
    const parts = new Set([origin, ...readable.map(({ part }) => part)].map(({ commandId }) => commandId));
    const deployments = new Set(readable.map(({ checkIn }) => checkIn.deployment));
    for (const deployment of deployments) {
      const events = await readWhole(this.log, streamName('deployment', deployment));
      const changed = events.some(
        ({ metadata }) => parts.has(metadata.commandId) && metadata.fingerprint !== origin.fingerprint,
      );
      demand(!changed, 'command-id-reused', 'This key was used for another command; nothing was stored.');
    }
  }
}

function lineOf(line: unknown, part: CommandOrigin): Line {
  try {
    return { checkIn: readLine(line), part };
  } catch (error) {
    return { problem: lineProblemOf(error) };
  }
}
