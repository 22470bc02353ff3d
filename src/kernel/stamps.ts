import type { Instant } from './instant.js';
import type { Position } from './position.js';

/** When what was recorded, as far as whoever is asked knows. */
export interface Stamps {
  /** The last event recorded at or before an instant, of whatever type. */
  lastRecordedBy(instant: Instant): Position | undefined;
  /** When the last event at or before a position was recorded. */
  recordedAt(position: Position): Instant | undefined;
}
