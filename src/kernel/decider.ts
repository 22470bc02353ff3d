import type { Fact, Recorded, RecordedEvent } from './event.js';
import type { Instant } from './instant.js';
import type { Actor } from './actor.js';

/**
 * One aggregate: what it is before anything happened, and what each of its facts makes of it. The decisions stand
 * beside it as plain functions `decide…(state, command, context) → facts`, which throw a Refusal and touch nothing.
 */
export interface Decider<State, F extends Fact> {
  readonly initial: State;
  evolve(state: State, event: Recorded<F>): State;
}

/** What a decision may know besides the state and the command. */
export interface DecisionContext {
  readonly now: Instant;
  readonly actor: Actor;
}

/**
 * The events are those of a stream of the decider's own category, which is what makes them facts of its kind; those before
 * `from` have been folded already.
 */
export function fold<State, F extends Fact>(
  decider: Decider<State, F>,
  events: Iterable<RecordedEvent<string, object>>,
  from = decider.initial,
): State {
  let state = from;
  for (const event of events) state = decider.evolve(state, event as Recorded<F>);
  return state;
}
