import type { Fact, PendingFact } from '../../kernel/event.js';
import type { Id } from '../../kernel/ids.js';
import type { Instant } from '../../kernel/instant.js';
import type { Mode } from '../../kernel/mode.js';

/** When the danger was: it cannot have begun before `earliest` nor have lasted after `latest`. */
export interface Hazard {
  readonly earliest: Instant;
  readonly latest: Instant;
}

/** The storage contract of `incident-{id}`. Sealed texts stand under the incident's key. */
export type IncidentEvent =
  | Fact<'IncidentOpened', { readonly incident: Id; readonly mode: Mode; readonly hazard: Hazard }>
  | Fact<'HazardRefined', { readonly hazard: Hazard }>
  | Fact<'NoteLogged', Record<string, never>>
  | Fact<'IncidentClosed', Record<string, never>>
  | Fact<'IncidentReopened', Record<string, never>>;

/**
 * The storage contract of `register-{incident}`: every step after which a closed incident could have an open roll call
 * is first taken here, where only one writer can be next.
 */
export type RegisterEvent =
  | Fact<'RollCallEnlisted', { readonly rollCall: Id; readonly pending: PendingFact }>
  | Fact<'IncidentClosing', { readonly pending: PendingFact }>;
