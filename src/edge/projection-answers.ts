import { ApiProperty } from '@nestjs/swagger';
import { present } from '../kernel/present.js';
import { PROJECTION_STATES, type ProjectionState, type ProjectionStatus } from '../projecting/projection.js';
import { REBUILD_STATES, type RebuildStatus } from './rebuilds.js';

export class StoppedByAnswer {
  @ApiProperty({ format: 'uuid' })
  readonly event!: string;

  @ApiProperty()
  readonly type!: string;

  @ApiProperty()
  readonly position!: string;

  @ApiProperty({ description: 'The kind of error; its message is in the operations log.' })
  readonly error!: string;
}

export class ProjectionAnswer {
  @ApiProperty()
  readonly name!: string;

  @ApiProperty()
  readonly version!: number;

  @ApiProperty({ enum: [...PROJECTION_STATES] })
  readonly state!: ProjectionState;

  @ApiProperty({ description: 'Of the last event that it has applied.' })
  readonly position!: string;

  @ApiProperty({ required: false, format: 'date-time', description: 'When that event was recorded.' })
  readonly recordedAt?: string;

  @ApiProperty({
    required: false,
    description:
      'For how many seconds the oldest event that it has not applied has been in the log; 0 where it has all. Absent ' +
      'where the log does not answer, or is not the one that the view was made from.',
  })
  readonly behindSeconds?: number;

  @ApiProperty({ description: 'How often in a row its subscription was lost without bringing an event.' })
  readonly attempts!: number;

  @ApiProperty({
    required: false,
    description:
      'The kind of error by which it was last lost, until one brings an event; its message is in the operations log.',
  })
  readonly lost?: string;

  @ApiProperty({ required: false, type: StoppedByAnswer, description: 'The event that it could not apply.' })
  readonly stoppedBy?: StoppedByAnswer;
}

export class ProjectionList {
  @ApiProperty({ type: ProjectionAnswer, isArray: true })
  readonly items!: readonly ProjectionAnswer[];
}

export class RebuildAnswer {
  @ApiProperty({ enum: [...REBUILD_STATES] })
  readonly state!: RebuildStatus['state'];

  @ApiProperty({ required: false, description: 'Applied so far.' })
  readonly events?: number;

  @ApiProperty({ required: false, description: 'Of the last event applied.' })
  readonly position?: string;

  @ApiProperty({ required: false, description: "The log's end when it was last asked." })
  readonly target?: string;

  @ApiProperty({ required: false })
  readonly eventsPerSecond?: number;
}

export function projectionAnswer(status: ProjectionStatus, behindSeconds: number | undefined): ProjectionAnswer {
  const { name, version, state, position, recordedAt, attempts, failure } = status;
  const lost = status.lost?.name;
  const stoppedBy = failure && {
    ...{ event: failure.eventId, type: failure.type, position: failure.position, error: failure.reason.name },
  };
  return { name, version, state, position, attempts, ...present({ recordedAt, behindSeconds, lost, stoppedBy }) };
}

export function rebuildAnswer({ state, progress }: RebuildStatus): RebuildAnswer {
  return { state, ...progress };
}
