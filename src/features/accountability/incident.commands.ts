import type { Id } from '../../kernel/ids.js';
import type { Mode } from '../../kernel/mode.js';
import type { Hazard } from './incident.events.js';

export interface OpenIncident {
  readonly incident: Id;
  readonly name: string;
  readonly mode: Mode;
  readonly hazard: Hazard;
  readonly place?: string;
}

export interface RefineHazard {
  readonly incident: Id;
  readonly hazard: Hazard;
  readonly reason: string;
}

export interface LogNote {
  readonly incident: Id;
  readonly text: string;
}

export interface CloseIncident {
  readonly incident: Id;
  readonly reason: string;
}

export interface ReopenIncident {
  readonly incident: Id;
  readonly reason: string;
}
