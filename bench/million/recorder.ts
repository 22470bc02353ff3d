import { commandIdOf, type CommandOrigin } from '../../src/deciding/command-origin.js';
import { prepare } from '../../src/deciding/preparing.js';
import { pendingFact, reservationId } from '../../src/deciding/reservations.js';
import type { EventToAppend } from '../../src/event-log/event-log.js';
import { CATALOGUE } from '../../src/features/catalogue/catalogue.js';
import type { Actor } from '../../src/kernel/actor.js';
import type { Decider, DecisionContext } from '../../src/kernel/decider.js';
import type { Fact, PendingFact, Recorded, RecordedEvent } from '../../src/kernel/event.js';
import { instantOf, type EpochMs, type Instant } from '../../src/kernel/instant.js';
import type { Position } from '../../src/kernel/position.js';
import type { Sealer } from '../../src/sealing/sealer.js';
import type { WrittenLog } from './written-log.js';

export interface Command<State, F extends Fact> {
  readonly decider: Decider<State, F>;
  readonly stream: string;
  readonly actor: Actor;
  readonly decide: (state: State, context: DecisionContext) => readonly F[];
  /** Announces the one fact on another stream first. */
  readonly reserve?: (pending: PendingFact) => { readonly stream: string; readonly fact: Fact };
}

interface Stream {
  readonly state: unknown;
  readonly revision: number;
}

/**
 * Gives commands as the application does: decide, check against the catalogue, seal, name by content, append at the exact
 * revision. Only that it remembers what it has decided on, in place of reading it again.
 */
export class Recorder {
  readonly #streams = new Map<string, Stream>();
  #commands = 0;

  constructor(
    private readonly tools: { readonly log: WrittenLog; readonly sealer: Sealer },
    private ms: EpochMs,
  ) {}

  get events(): number {
    return this.tools.log.events;
  }

  get now(): Instant {
    return instantOf(this.ms);
  }

  /** Of the last event. */
  get position(): Position {
    return this.tools.log.end;
  }

  /** Time does not go back. */
  moveTo(ms: EpochMs): void {
    this.ms = Math.max(ms, this.ms);
  }

  async give<State, F extends Fact>(command: Command<State, F>): Promise<readonly RecordedEvent[]> {
    const { decider, stream, actor, decide, reserve } = command;
    const known = this.#streams.get(stream);
    const state = known === undefined ? decider.initial : (known.state as State);
    const facts = decide(state, { now: this.now, actor });
    const origin = await this.#newOrigin(actor);
    const prepared = await this.#prepared(facts, stream, origin);
    if (reserve !== undefined) await this.#announce(reserve, stream, prepared, origin);
    const recorded = this.#append(stream, prepared, origin);
    let evolved = state;
    for (const event of recorded)
      evolved = decider.evolve(evolved, event as RecordedEvent<string, object> as Recorded<F>);
    this.#streams.set(stream, { state: evolved, revision: recorded.at(-1)?.revision ?? -1 });
    return recorded;
  }

  async #announce(
    reserve: NonNullable<Command<unknown, Fact>['reserve']>,
    stream: string,
    prepared: readonly EventToAppend[],
    origin: CommandOrigin,
  ): Promise<void> {
    const announced = reserve(pendingFact(stream, !this.#streams.has(stream), prepared));
    const own = { ...origin, commandId: reservationId(origin, prepared), causationId: origin.commandId };
    const recorded = this.#append(announced.stream, await this.#prepared([announced.fact], announced.stream, own), own);
    const state = this.#streams.get(announced.stream)?.state;
    this.#streams.set(announced.stream, { state, revision: recorded.at(-1)?.revision ?? -1 });
  }

  #prepared(facts: readonly Fact[], stream: string, origin: CommandOrigin): Promise<readonly EventToAppend[]> {
    return prepare(facts, stream, origin, { catalogue: CATALOGUE, sealer: this.tools.sealer });
  }

  #append(stream: string, events: readonly EventToAppend[], { commandId }: CommandOrigin): readonly RecordedEvent[] {
    const last = this.#streams.get(stream)?.revision;
    return this.tools.log.append({ stream, expected: last ?? 'none', commandId, events }, this.now);
  }

  async #newOrigin(actor: Actor): Promise<CommandOrigin> {
    this.#commands += 1;
    const commandId = commandIdOf(actor, `bench-${this.#commands}`);
    const fingerprint = await this.tools.sealer.fingerprint({ command: this.#commands });
    return { commandId, correlationId: commandId, causationId: commandId, actor, fingerprint };
  }
}
