import type { Actor } from '../../kernel/actor.js';
import type { Id } from '../../kernel/ids.js';
import type { Position } from '../../kernel/position.js';

/** The name under which the composition provides the port below. */
export const ASSESSMENTS_AROUND = Symbol('AssessmentsAround');

/** The rule's words about one person. */
export interface PersonState {
  readonly accountability: string;
  readonly condition: string;
  readonly standing: string;
  readonly impaired?: string;
}

export interface Counts {
  readonly denominator: number;
  readonly accounted: number;
  readonly safe: number;
}

export interface AssessmentPoint {
  /** Null where the reader gets no claim. */
  readonly claim: string | null;
  readonly counts: Counts;
  readonly people: readonly (PersonState & { readonly deployment: Id })[];
}

export interface Around {
  readonly before: AssessmentPoint;
  readonly after: AssessmentPoint;
}

/** A port: what one event changed. */
export interface AssessmentsAround {
  /**
   * A roll call's assessment as known just before an event and at it, both at the instant of its recording, so that
   * nothing but the event makes a difference. As this reader may see it: of his people alone, and without duress where
   * that is not for him.
   */
  around(rollCall: Id, position: Position, reader: Actor): Around;
}
