import type { Position } from '../../kernel/position.js';

/** Gives a reader the positions that the log has; the composition provides it. */
export const POSITIONS = Symbol('Positions');

/** The log is read forwards alone: this is how one goes back in it. */
export interface Positions {
  /** The views that keep them; they know of nothing that these have not applied. */
  readonly projections: readonly string[];
  positionBefore(position: Position): Position | undefined;
}
