import { Inject, Injectable } from '@nestjs/common';
import type { CommandOrigin } from '../../deciding/command-origin.js';
import { Deciding } from '../../deciding/deciding.js';
import { comesTrue, pendingFact } from '../../deciding/reservations.js';
import { Turn } from '../../deciding/turn.js';
import type { EventLog, EventToAppend } from '../../event-log/event-log.js';
import type { Decider } from '../../kernel/decider.js';
import type { PendingFact, Recorded } from '../../kernel/event.js';
import { unreachable } from '../../kernel/failure.js';
import type { Id } from '../../kernel/ids.js';
import { EVENT_LOG } from '../../kernel/ports.js';
import { streamName } from '../../kernel/stream.js';
import type { OfficerEvent, TourReservation } from '../officers/officer.events.js';
import { deployment } from './deployment.js';
import type { BeginContext } from './tour.js';

/** An officer as far as his tours go. */
interface OfficersTours {
  readonly registered: boolean;
  /** In the order in which they were taken, those that are void among them. */
  readonly reservations: readonly TourReservation[];
}

const officersTours: Decider<OfficersTours, OfficerEvent> = {
  initial: { registered: false, reservations: [] },
  evolve(state, event) {
    switch (event.type) {
      case 'OfficerRegistered':
        return { ...state, registered: true };
      case 'TourReserved':
        return { ...state, reservations: [...state.reservations, event.data] };
      case 'OfficerCorrected':
      case 'OfficerRankRecorded':
      case 'ContactChannelChanged':
        return state;
      default:
        return unreachable(event);
    }
  },
};

function pendingOf(event: Recorded<OfficerEvent>): PendingFact | undefined {
  return event.type === 'TourReserved' ? event.data.pending : undefined;
}

/**
 * One tour at a time. Beginning a tour and undoing a tour's end take their turn on the officer's stream: each is reserved
 * there, at the exact revision, after the one before has come true or is void. So an officer's last tour is the one
 * whose reservation came true last, and whoever decided on an older one can no longer reserve.
 */
@Injectable()
export class Tours {
  constructor(
    private readonly deciding: Deciding,
    @Inject(EVENT_LOG) private readonly log: EventLog,
  ) {}

  turnOf(officer: Id): TourTurn {
    return new TourTurn(this.deciding, this.log, streamName('officer', officer));
  }
}

/** One command's turn: `settle` and `take` are its decision's `settle` and `reserve`. */
export class TourTurn {
  private readonly turn: Turn<OfficersTours, OfficerEvent>;

  constructor(
    private readonly deciding: Deciding,
    private readonly log: EventLog,
    stream: string,
  ) {
    this.turn = new Turn(deciding, { decider: officersTours, stream, pendingOf });
  }

  settle(): Promise<void> {
    return this.turn.settle();
  }

  get officerExists(): boolean {
    return this.turn.state.registered;
  }

  /** Undefined where none has begun. It may end meanwhile, which only makes room; reinstated it is by a turn alone. */
  async lastTour(): Promise<BeginContext['lastTour']> {
    for (const { deployment: last, pending } of this.turn.state.reservations.toReversed()) {
      if (!(await comesTrue(pending, this.log))) continue;
      const { state } = await this.deciding.load(deployment, streamName('deployment', last));
      return { deployment: last, ended: state?.endedAt };
    }
    return undefined;
  }

  async take(
    { deployment: taking, purpose }: Omit<TourReservation, 'pending'>,
    prepared: readonly EventToAppend[],
    origin: CommandOrigin,
  ): Promise<void> {
    const pending = pendingFact(streamName('deployment', taking), purpose === 'BEGIN', prepared);
    const data = { deployment: taking, purpose, pending };
    await this.turn.take([{ type: 'TourReserved', data }], prepared, origin);
  }
}
