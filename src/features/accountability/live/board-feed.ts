import { Inject, Injectable } from '@nestjs/common';
import type { EncodedMessage } from '../../../api/event-stream.js';
import { Wakes } from '../../../api/wakes.js';
import { settle } from '../../../api/moment.js';
import type { Actor } from '../../../kernel/actor.js';
import type { Clock } from '../../../kernel/clock.js';
import type { Id } from '../../../kernel/ids.js';
import { CLOCK, VIEWS } from '../../../kernel/ports.js';
import { nextTurn } from '../../../projecting/machine.js';
import type { Views } from '../../../projecting/views.js';
import { Sealer } from '../../../sealing/sealer.js';
import { Assessing } from '../asking/assessing.js';
import { audienceName, audienceOf } from '../asking/audience.js';
import { FACT_VIEWS } from '../facts/fact.js';
import { BoardMessages } from './board-messages.js';
import type { BoardState, WatchedBoard } from './board-state.js';
import { MAX_MISSED_STEPS, missedStates, parseSeen } from './missed.js';
import { SharedBoard } from './shared-board.js';

export interface Watching {
  readonly rollCall: Id;
  readonly actor: Actor;
  /** The id of the last message that the reader has. */
  readonly lastEventId?: string;
  readonly ended: AbortSignal;
}

/** A message, or a sign that the feed is alive, every HEARTBEAT_MS. */
export type Told = EncodedMessage | 'HEARTBEAT';

/** A board that is watched, and its messages. */
interface Watched {
  readonly shared: SharedBoard;
  readonly messages: BoardMessages;
}

/** What a live board tells: all of it at first, then each change, by an event or by an instant that has come. */
@Injectable()
export class BoardFeed {
  /** Of each installation, by roll call and audience. */
  private readonly watched = new WeakMap<object, Map<string, Watched>>();

  constructor(
    private readonly assessing: Assessing,
    private readonly sealer: Sealer,
    @Inject(VIEWS) private readonly views: Pick<Views, 'onApplied'>,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async *follow(watching: Watching): AsyncGenerator<Told> {
    const { ended } = watching;
    const watched = this.watchedBy(watching);
    const { shared, messages } = watched;
    const seat = shared.join(ended);
    try {
      let told = yield* this.begin(watching, watched);
      while (!ended.aborted) {
        if ((await seat.next(told)) === 'HEARTBEAT') yield 'HEARTBEAT';
        const { state = told } = shared;
        const message = state === told ? undefined : await messages.step(told, state);
        if (message !== undefined) yield message;
        told = state;
      }
    } finally {
      seat.leave();
    }
  }

  /** To a reader who comes back each step that he missed, then the present in any case; to others all of the board. */
  private async *begin(watching: Watching, { shared, messages }: Watched): AsyncGenerator<EncodedMessage, BoardState> {
    const now = await settle({}, this.assessing.tools);
    const state = shared.at(now);
    const last = yield* this.missed(watching, state, messages);
    yield await (last === undefined ? messages.whole(state) : messages.present(last, state));
    return state;
  }

  /** Answers what its reader has then; undefined where he must have the board anew. */
  private async *missed(
    watching: Watching,
    { moment }: BoardState,
    messages: BoardMessages,
  ): AsyncGenerator<EncodedMessage, BoardState | undefined> {
    const seen = watching.lastEventId === undefined ? undefined : parseSeen(watching.lastEventId);
    const states = seen === undefined ? undefined : missedStates(this.boardOf(watching), seen, moment);
    let [told, steps]: [BoardState | undefined, number] = [undefined, 0];
    for (const state of states ?? []) {
      if (steps++ > MAX_MISSED_STEPS) return undefined;
      const message = told === undefined ? undefined : await messages.step(told, state);
      if (message !== undefined) yield message;
      told = state;
      await nextTurn();
    }
    return told;
  }

  private boardOf({ rollCall, actor }: Watching): WatchedBoard {
    const { assessing } = this;
    return { rollCall, assessing, audience: audienceOf(actor, assessing.facts, assessing.newest()) };
  }

  /** The one board that everybody watches who is told the same; it is let go with its last watcher. */
  private watchedBy(watching: Watching): Watched {
    const installation = this.assessing.facts.running ?? this;
    const boards = this.watched.get(installation) ?? new Map<string, Watched>();
    this.watched.set(installation, boards);
    const name = `${watching.rollCall} ${audienceName(watching.actor)}`;
    const known = boards.get(name);
    if (known !== undefined) return known;
    const shared = new SharedBoard({
      tools: this.assessing.tools,
      watched: () => this.boardOf(watching),
      wakesUntil: (ended) => new Wakes(this.views, FACT_VIEWS, this.clock, ended),
      onEnd: () => boards.delete(name),
    });
    const watched = { shared, messages: new BoardMessages(watching.rollCall, this.assessing.facts, this.sealer) };
    boards.set(name, watched);
    return watched;
  }
}
