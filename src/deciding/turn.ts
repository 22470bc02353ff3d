import type { EventToAppend } from '../event-log/event-log.js';
import type { Fact } from '../kernel/event.js';
import { invariant } from '../kernel/failure.js';
import type { CommandOrigin } from './command-origin.js';
import type { Deciding, Settled } from './deciding.js';
import type { Reservations } from './reservations.js';

/**
 * One command's turn on a stream of reservations. `settle` and `take` are the decision's `settle` and `reserve`; what is
 * decided between them rests on `state`, and `take` fails with WrongRevision where that is no longer the newest.
 */
export class Turn<State, F extends Fact> {
  private loaded: Settled<State> | undefined;

  constructor(
    private readonly deciding: Deciding,
    private readonly reservations: Reservations<State, F>,
  ) {}

  async settle(): Promise<void> {
    this.loaded = await this.deciding.settle(this.reservations);
  }

  get state(): State {
    return this.settled.state;
  }

  async take(facts: readonly F[], reserved: readonly EventToAppend[], origin: CommandOrigin): Promise<void> {
    const { stream } = this.reservations;
    await this.deciding.reserve(facts, { stream, expected: this.settled.revision }, reserved, origin);
  }

  private get settled(): Settled<State> {
    invariant(this.loaded !== undefined, 'a turn is settled before anything rests on it');
    return this.loaded;
  }
}
