import type { Id } from '../../kernel/ids.js';
import type { Position } from '../../kernel/position.js';
import type { Stamps } from '../../kernel/stamps.js';

/** The name under which the composition provides the port below. */
export const INCIDENT_CIRCLE = Symbol('IncidentCircle');

/** Whose events an incident's timeline is made of, as known at a position. */
export interface Circle {
  readonly opened: Position;
  /** The last closing; absent while the incident is open, or open again. */
  readonly closed?: Position;
  readonly rollCalls: readonly Id[];
  /** Those that were ever in a denominator of the incident, or pending. */
  readonly deployments: readonly Id[];
  /** Those that the scopes of its roll calls name. */
  readonly missions: readonly Id[];
}

/** A port: what the timeline must know of incidents and of when things were recorded. */
export interface IncidentCircle extends Stamps {
  /** The projections that its answers rest on: they must have applied a position before it is asked about it. */
  readonly projections: readonly string[];
  /** Undefined where no such incident was known. */
  of(incident: Id, known: Position): Circle | undefined;
}
