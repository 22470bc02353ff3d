import type { EntryId } from '../../../kernel/entry-id.js';
import type { RecordedEvent, SealedTexts } from '../../../kernel/event.js';
import type { Id } from '../../../kernel/ids.js';
import type { Duration } from '../../../kernel/duration.js';
import type { Instant } from '../../../kernel/instant.js';
import type { Mode } from '../../../kernel/mode.js';
import type { Position } from '../../../kernel/position.js';
import type { Stamps } from '../../../kernel/stamps.js';
import type { Disposition, Grade } from '../../deployments/deployment.events.js';
import type { Hazard } from '../incident.events.js';
import type { Policy, Scope } from '../roll-call.events.js';
import type { Condition, Dossier } from '../rule/evidence.js';

/**
 * What the log says, in the shape in which the rule reads it. Facts are versioned, assessments never are: a version of
 * a fact is known from its position on, until the position at which the next version replaces it. Facts belong to a
 * stream and have a key that is theirs within it.
 */
export type KnownFact =
  | OfficerFact
  | TourFact
  | AssignmentFact
  | EntryFact
  | DeclarationFact
  | DuressFact
  | ResolutionFact
  | IncidentFact
  | OpeningFact
  | MembershipFact
  | PolicyFact
  | ClosingFact;

export type FactKind = KnownFact['kind'];
export type FactOf<Kind extends FactKind> = Extract<KnownFact, { kind: Kind }>;

interface Keyed<Kind extends string> {
  readonly kind: Kind;
  /** Unique among the facts of its kind on its stream; facts of a kind are read in the order of their keys. */
  readonly key: string;
}

export interface OfficerFact extends Keyed<'officer'> {
  readonly homeAgency: string;
  /** Where the name is sealed; the rule never reads it, a board opens it at its edge. */
  readonly named: SealedTexts;
}

export interface TourFact extends Keyed<'tour'> {
  readonly deployment: Id;
  readonly officer: Id;
  readonly beganAt: Instant;
  readonly endedAt?: Instant;
  readonly recorded: Position;
  readonly reinstated?: Position;
}

export interface AssignmentFact extends Keyed<'assignment'> {
  readonly mission: Id;
  readonly post?: Id;
  readonly from: Instant;
  readonly until?: Instant;
  readonly recorded: Position;
}

export interface EntryFact extends Keyed<'entry'> {
  readonly key: EntryId;
  readonly entry: 'CHECK_IN' | 'DEATH_REPORT';
  readonly condition: Condition;
  readonly disposition?: Disposition;
  readonly mode: Mode;
  readonly grade: Grade;
  readonly vouchedBy?: Id;
  readonly observedAt: Instant;
  readonly uncertainty?: Duration;
  readonly receivedAt: Instant;
  readonly recorded: Position;
  readonly corrects?: EntryId;
  /** Its texts, sealed: place, channel, note. */
  readonly personal?: SealedTexts;
  readonly supersededBy?: EntryId;
  readonly retracted: boolean;
  readonly refuted: boolean;
}

export interface DeclarationFact extends Keyed<'declaration'> {
  readonly mode: Mode;
  readonly recordedAt: Instant;
  readonly recorded: Position;
  readonly withdrawn: boolean;
}

export interface DuressFact extends Keyed<'duress'> {
  readonly mode: Mode;
  readonly from: Instant;
  readonly recorded: Position;
  readonly clearedAt?: Instant;
}

export interface ResolutionFact extends Keyed<'resolution'> {
  readonly prefer: EntryId;
  readonly setAside: readonly EntryId[];
}

export interface IncidentFact extends Keyed<'incident'> {
  readonly mode: Mode;
  readonly hazard: Hazard;
  readonly opened: Position;
  /** The last closing, unless it has been reopened since. */
  readonly closed?: Position;
  /** Its name and place, sealed. */
  readonly personal?: SealedTexts;
}

export interface OpeningFact extends Keyed<'opening'> {
  readonly rollCall: Id;
  readonly incident: Id;
  readonly mode: Mode;
  readonly scope: Scope;
  readonly referenceInstant?: Instant;
  readonly openedAt: Instant;
  readonly denominator: readonly Id[];
}

export interface MembershipFact extends Keyed<'membership'> {
  readonly deployment: Id;
  readonly change: 'ADDED' | 'EXCLUDED' | 'REVERSED';
  readonly effectiveAt: Instant;
  readonly recorded: Position;
  readonly actor: string;
  /** The reason, sealed. */
  readonly personal?: SealedTexts;
}

export interface PolicyFact extends Keyed<'policy'> {
  readonly policy: Policy;
  readonly effectiveAt: Instant;
}

export interface ClosingFact extends Keyed<'closing'> {
  readonly closed: boolean;
  readonly at: Instant;
}

/** The newest facts of the one stream that an event belongs to. */
export interface StreamFacts {
  get<Kind extends FactKind>(kind: Kind, key: string): FactOf<Kind> | undefined;
  all<Kind extends FactKind>(kind: Kind): readonly FactOf<Kind>[];
}

/** An incident or a roll call, and where it was opened. */
export interface Opened {
  readonly id: Id;
  readonly opened: Position;
}

/** Facts as known at a position of the log: the one thing that the rule's evidence is read from. */
export interface FactSource extends Stamps {
  factsOf(stream: string, known: Position): readonly KnownFact[];
  /** Those of one kind, in the order of their keys. */
  allOf<Kind extends FactKind>(stream: string, kind: Kind, known: Position): readonly FactOf<Kind>[];
  /** One of them. */
  factOf<Kind extends FactKind>(stream: string, kind: Kind, key: string, known: Position): FactOf<Kind> | undefined;
  /** Around a position, between which places of the log a stream's facts stand; undefined where it had none. */
  standing(stream: string, known: Position): Standing | undefined;
  /** What a deployment's facts say to the rule; undefined where the tour was not known. */
  dossier(deployment: Id, known: Position): Dossier | undefined;
  /** Deployments that have been assigned to any of these missions or posts, whenever. */
  assignedTo(places: readonly Id[], known: Position): readonly Id[];
  /** The incidents opened before a position, the newest first, at most `limit`; from the newest on without one. */
  incidents(before: Position | undefined, limit: number): readonly Opened[];
  /** The same of roll calls, of all incidents or of one. */
  rollCalls(before: Position | undefined, limit: number, incident?: Id): readonly Opened[];
  /** The roll calls of an incident, in the order of their opening. */
  rollCallsOf(incident: Id, known: Position): readonly Id[];
  /** The roll calls whose scope names any of these missions or posts. */
  rollCallsAsking(places: readonly Id[], known: Position): readonly Id[];
  /** The deployments that were ever in a denominator of the incident, or pending. */
  involvedIn(incident: Id, known: Position): readonly Id[];
  /** Where facts of these streams changed, after one position and up to another, in order. */
  changesOf(streams: readonly string[], after: Position, upTo: Position): readonly Position[];
  /** The last event before a position, of whatever type. */
  positionBefore(position: Position): Position | undefined;
}

/** Facts as they are from one position on and until another, or for as long as nothing else is recorded. */
export interface Standing {
  readonly since: Position;
  readonly until?: Position;
}

/** What the view of the facts has come to know. */
export interface FactNews {
  /** Where it stands now. */
  readonly position: Position;
  /** In order; undefined where it was made anew. */
  readonly events: readonly RecordedEvent[] | undefined;
}

/** The projections that the facts are read from. */
export const FACT_VIEWS = ['facts'] as const;

/** The name under which the composition provides the facts. */
export const FACT_SOURCE = Symbol('FactSource');

/** A deployment belongs to an incident's timeline from here on. */
export interface Involvement {
  readonly incident: Id;
  readonly deployment: Id;
}

/** The keys of facts that a stream has one of. */
export const TOUR = 'tour';
export const OFFICER = 'officer';
export const INCIDENT = 'incident';

/** Orders keys that come from positions or revisions as those are ordered. */
export function keyOfRevision(revision: number): string {
  return String(revision).padStart(10, '0');
}

/** The mission and the post of an assignment: what a scope can name. */
export function placesOf({ mission, post }: Pick<AssignmentFact, 'mission' | 'post'>): readonly Id[] {
  return post === undefined ? [mission] : [mission, post];
}

/** The missions and posts that a scope names; none where it names deployments. */
export function placesOfScope(scope: Scope): readonly Id[] {
  return 'deployments' in scope ? [] : [...(scope.missions ?? []), ...(scope.posts ?? [])];
}
