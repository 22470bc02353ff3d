import { settle, type Moment, type MomentTools } from '../../../api/moment.js';
import type { Wake, Wakes } from '../../../api/wakes.js';
import { boardStateAt, stillStands, type BoardState, type WatchedBoard } from './board-state.js';

export interface SharedBoardOptions {
  readonly tools: MomentTools;
  /** Who is told what, asked for anew at each step: whom an audience may read follows from what is known then. */
  readonly watched: () => WatchedBoard;
  readonly wakesUntil: (ended: AbortSignal) => Wakes;
  /** Nobody watches any more, or it cannot go on: whoever comes next begins another. */
  readonly onEnd: () => void;
}

/**
 * One board for all who watch it and are told the same: it is looked at once for each change, whoever watches. It begins
 * with its first watcher, ends with its last, and fails for all of them.
 */
export class SharedBoard {
  private newest: BoardState | undefined;
  private wakes: Wakes | undefined;
  private beats = 0;
  private failure: { readonly error: unknown } | undefined;
  private readonly seats = new Set<Seat>();
  private readonly ending = new AbortController();

  constructor(private readonly options: SharedBoardOptions) {}

  /** Leave it with `leave`, always. */
  join(ended: AbortSignal): Seat {
    const seat = new Seat(this, ended);
    this.seats.add(seat);
    if (this.seats.size === 1) void this.follow();
    return seat;
  }

  leave(seat: Seat): void {
    this.seats.delete(seat);
    if (this.seats.size === 0) this.end();
  }

  get state(): BoardState | undefined {
    return this.newest;
  }

  get beat(): number {
    return this.beats;
  }

  /** Throws what has made it fail. */
  demandWell(): void {
    if (this.failure !== undefined) throw this.failure.error;
  }

  /** The board at a moment, or at a later one to which others have come already. */
  at(now: Moment): BoardState {
    const { newest } = this;
    const state = this.advance(now);
    // When it changes next may be another instant than the one that is waited for.
    if (state !== newest) this.wakes?.look();
    return state;
  }

  private advance(now: Moment): BoardState {
    const { newest } = this;
    if (newest !== undefined && (now.known < newest.moment.known || stillStands(newest, now))) return newest;
    const state = (this.newest = boardStateAt(this.options.watched(), now));
    this.wakeAll();
    return state;
  }

  private async follow(): Promise<void> {
    const wakes = (this.wakes = this.options.wakesUntil(this.ending.signal));
    try {
      while (!this.ending.signal.aborted) await this.step(await wakes.next(this.newest?.changesAt));
    } catch (error) {
      this.failure = { error };
      this.end();
    } finally {
      wakes.close();
    }
  }

  private async step(wake: Wake): Promise<void> {
    if (this.ending.signal.aborted) return;
    if (wake === 'HEARTBEAT') {
      this.beats++;
      this.wakeAll();
    }
    this.advance(await settle({}, this.options.tools));
  }

  private end(): void {
    if (this.ending.signal.aborted) return;
    this.ending.abort();
    this.options.onEnd();
    this.wakeAll();
  }

  private wakeAll(): void {
    for (const seat of this.seats) seat.wake();
  }
}

/** One watcher's place at a shared board. */
export class Seat {
  private beat: number;
  private resume: () => void = () => undefined;

  constructor(
    private readonly board: SharedBoard,
    private readonly ended: AbortSignal,
  ) {
    this.beat = board.beat;
    ended.addEventListener('abort', this.wake);
  }

  readonly wake = (): void => this.resume();

  /** A heartbeat that is due goes first. Rejects with what makes the board fail. */
  async next(told: BoardState): Promise<Wake> {
    const { board } = this;
    board.demandWell();
    const isNews = board.state !== told || board.beat !== this.beat || this.ended.aborted;
    if (!isNews) await new Promise<void>((resolve) => (this.resume = resolve));
    board.demandWell();
    if (board.beat === this.beat) return 'CHANGE';
    this.beat = board.beat;
    return 'HEARTBEAT';
  }

  leave(): void {
    this.ended.removeEventListener('abort', this.wake);
    this.board.leave(this);
  }
}
