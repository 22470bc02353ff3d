import { expect } from '@jest/globals';
import type { Actor } from '../../src/kernel/actor.js';
import { fold, type DecisionContext, type Decider } from '../../src/kernel/decider.js';
import type { Fact, Metadata, RecordedEvent } from '../../src/kernel/event.js';
import { Refusal, type Problem } from '../../src/kernel/failure.js';
import { derivedId, type Id } from '../../src/kernel/ids.js';
import { instant, type Instant } from '../../src/kernel/instant.js';
import type { Position } from '../../src/kernel/position.js';

/** The present of every spec that does not say otherwise. */
export const NOW = instant('2020-01-08T00:00:00Z');
/** When the history of a spec was recorded, where it does not say otherwise. */
export const BEFORE = instant('2020-01-07T23:00:00Z');

/** A readable name in a spec, made the UUID that it stands for. */
export function id(handle: string): Id {
  return derivedId('spec', handle);
}

export const COMMANDER: Actor = { id: id('commander'), role: 'commander' };
export const DUTY_OFFICER: Actor = { id: id('duty officer'), role: 'dutyOfficer' };
export const AUDITOR: Actor = { id: id('auditor'), role: 'auditor' };
export const OPERATOR: Actor = { id: id('operator'), role: 'operator' };
export const LIAISON: Actor = { id: id('liaison'), role: 'liaison', agency: 'Saskatoon' };

export function teamLead(...missions: readonly Id[]): Actor {
  return { id: id('team lead'), role: 'teamLead', missions };
}

export function deployedOfficer(deployment: Id): Actor {
  return { id: id('deployed officer'), role: 'deployedOfficer', deployment };
}

/** Who recorded a fact of the history, and when; the commander, BEFORE, unless said. */
export interface Recording {
  readonly by?: Actor;
  readonly at?: Instant;
}

/** A fact of the history together with its recording. */
export interface Told<F extends Fact> {
  readonly fact: F;
  readonly recording: Recording;
}

/** What a stream holds before the decision, in order. */
export type History<F extends Fact> = readonly (F | Told<F>)[];

export function told<F extends Fact>(fact: F, recording: Recording): Told<F> {
  return { fact, recording };
}

/** The history as the log would give it back: the revisions count from 0, the positions in step. */
export function recorded<F extends Fact>(
  history: History<F>,
  stream = 'spec',
): readonly RecordedEvent<string, object>[] {
  return history.map((member, revision) => {
    const { fact, recording } = 'fact' in member ? member : told(member, {});
    return {
      id: id(`${stream} ${revision}`),
      type: fact.type,
      schemaVersion: 1,
      stream,
      revision,
      position: String(revision + 1).padStart(16, '0') as Position,
      recordedAt: recording.at ?? BEFORE,
      data: fact.data,
      metadata: metadataOf(recording.by ?? COMMANDER),
    };
  });
}

function metadataOf(actor: Actor): Metadata {
  const command = id('command');
  return {
    commandId: command,
    correlationId: command,
    causationId: command,
    fingerprint: '',
    actor: actor.id,
    role: actor.role,
    mode: 'ACTUAL',
  };
}

/** What a decision came to, for `then` or `refuses` to hold against. */
interface Outcome {
  then(facts: readonly Fact[]): void;
  /** `details` are compared where given. */
  refuses(problem: Problem, details?: Readonly<Record<string, unknown>>): void;
}

interface Given<State> {
  /** The same history, decided upon by someone else. */
  by(actor: Actor): Given<State>;
  /** The same history, decided upon at another instant. */
  at(now: Instant): Given<State>;
  when(decide: (state: State, context: DecisionContext) => readonly Fact[]): Outcome;
  readonly state: State;
}

/** Given this history, when this is decided (by the commander, NOW, unless said), then these facts, or a refusal. */
export function given<State, F extends Fact>(decider: Decider<State, F>, history: History<F>): Given<State> {
  return decidingOn(fold(decider, recorded(history)), { now: NOW, actor: COMMANDER });
}

function decidingOn<State>(state: State, context: DecisionContext): Given<State> {
  return {
    state,
    by: (actor) => decidingOn(state, { ...context, actor }),
    at: (now) => decidingOn(state, { ...context, now }),
    when: (decide) => ({
      then: (facts) => expect(decide(state, context)).toStrictEqual(facts),
      refuses: (problem, details) => {
        const refusal = refusalOf(() => decide(state, context));
        expect(refusal.problem).toBe(problem);
        if (details !== undefined) expect(refusal.details).toEqual(details);
      },
    }),
  };
}

function refusalOf(decide: () => readonly Fact[]): Refusal {
  let facts: readonly Fact[];
  try {
    facts = decide();
  } catch (error) {
    if (error instanceof Refusal) return error;
    throw error;
  }
  throw new Error(`expected a refusal, and these facts came: ${JSON.stringify(facts)}`);
}
