import { MAX_EVENTS_PER_READ, type EventLog, type ExpectedRevision } from '../event-log/event-log.js';
import { fold, type Decider } from '../kernel/decider.js';
import type { Fact, RecordedEvent } from '../kernel/event.js';
import type { Id } from '../kernel/ids.js';

/** Events whose outcome is kept at hand, of all streams together: some tens of megabytes. */
export const MAX_KNOWN_EVENTS = 100_000;

/** A stream as far as it was read. */
export interface Loaded<State> {
  readonly state: State;
  readonly revision: ExpectedRevision;
  /** The ids of the commands that wrote it; perhaps also of one that has written since. */
  readonly commands: ReadonlySet<Id>;
}

interface Known {
  readonly decider: object;
  readonly state: unknown;
  /** How many events it has. */
  readonly length: number;
  readonly commands: Set<Id>;
}

/**
 * What the streams that were decided on last have come to. A look reads on from there, and is as exact as one from the
 * beginning: what a stream has does not change. Whoever finds it changed all the same forgets it.
 */
export class KnownStreams {
  /** From the one that was used longest ago: a Map iterates in the order of insertion. */
  readonly #known = new Map<string, Known>();
  #events = 0;

  constructor(
    private readonly log: Pick<EventLog, 'read'>,
    private readonly mostEvents = MAX_KNOWN_EVENTS,
  ) {}

  async load<State, F extends Fact>(decider: Decider<State, F>, stream: string): Promise<Loaded<State>> {
    let known = this.#find(decider, stream);
    for (;;) {
      const page = await this.log.read(stream, known.length, MAX_EVENTS_PER_READ);
      known = extended(decider, known, page);
      if (page.length < MAX_EVENTS_PER_READ) break;
    }
    this.#keep(stream, known);
    return loaded(known);
  }

  /** A stream as it was when it was last looked at or written here; undefined where that is not at hand. */
  known<State, F extends Fact>(decider: Decider<State, F>, stream: string): Loaded<State> | undefined {
    const known = this.#find(decider, stream);
    return known.length === 0 ? undefined : loaded(known);
  }

  /** What was just appended to a stream need not be read again. */
  append<State, F extends Fact>(decider: Decider<State, F>, stream: string, events: readonly RecordedEvent[]): void {
    const known = this.#find(decider, stream);
    if (known.length > 0 && events[0]?.revision === known.length) this.#keep(stream, extended(decider, known, events));
  }

  forget(stream: string): void {
    this.#events -= this.#known.get(stream)?.length ?? 0;
    this.#known.delete(stream);
  }

  #find(decider: Decider<unknown, Fact>, stream: string): Known {
    const known = this.#known.get(stream);
    return known?.decider === decider ? known : { decider, state: decider.initial, length: 0, commands: new Set() };
  }

  /** Unless somebody else has read further meanwhile. */
  #keep(stream: string, known: Known): void {
    const held = this.#known.get(stream);
    const newest = held !== undefined && held.decider === known.decider && held.length > known.length ? held : known;
    this.forget(stream);
    if (newest.length === 0) return;
    this.#known.set(stream, newest);
    this.#events += newest.length;
    for (const oldest of this.#known.keys()) {
      if (this.#events <= this.mostEvents) return;
      this.forget(oldest);
    }
  }
}

function loaded<State>({ state, length, commands }: Known): Loaded<State> {
  return { state: state as State, revision: length === 0 ? 'none' : length - 1, commands };
}

function extended<State, F extends Fact>(
  decider: Decider<State, F>,
  known: Known,
  events: readonly RecordedEvent[],
): Known {
  for (const { metadata } of events) known.commands.add(metadata.commandId);
  const state = fold(decider, events, known.state as State);
  return { ...known, state, length: known.length + events.length };
}
