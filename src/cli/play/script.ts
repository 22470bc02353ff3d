import type { Role } from '../../kernel/actor.js';
import type { Instant } from '../../kernel/instant.js';
import type { JsonObject } from '../../kernel/json.js';
import type { CommandName } from './vocabulary.js';

/** A script that was read and found valid. Missions, deployments and so on are the script's handles still. */
export interface Script {
  /** The file as it was named by whoever asked. */
  readonly file: string;
  readonly scenario?: string;
  /** At least one; the first acts where a step names nobody. */
  readonly people: readonly [Person, ...Person[]];
  /** Where the clock stands before the first step. */
  readonly startsAt: Instant;
  readonly steps: readonly Step[];
}

export interface Person {
  readonly name: string;
  readonly role: Role;
  readonly missions?: readonly string[];
  readonly deployment?: string;
  readonly agency?: string;
}

interface AnyStep {
  /** Counts from 1. */
  readonly number: number;
  readonly line: number;
  readonly at?: Instant;
  readonly as?: string;
}

export interface DoStep extends AnyStep {
  readonly kind: 'do';
  readonly command: CommandName;
  readonly fields: JsonObject;
  readonly id?: string;
  readonly expect: DoExpectation;
}

export type DoExpectation =
  | { readonly kind: 'stored' }
  | Refused
  /** Of a list: which of its places are refused, and that all others are stored. */
  | { readonly kind: 'places'; readonly refused: readonly number[] };

/** A refusal, of one problem type where that is named. */
export interface Refused {
  readonly kind: 'refused';
  readonly problem?: string;
}

/** What a check expects: of the answer's members those given, or a refusal. */
export type CheckExpectation = { readonly kind: 'answer'; readonly members: JsonObject } | Refused;

/** An instant, or the last event of an earlier step. */
export type KnownAt =
  { readonly kind: 'instant'; readonly at: Instant } | { readonly kind: 'step'; readonly id: string };

export interface Axes {
  readonly asOf?: Instant;
  readonly knownAt?: KnownAt;
}

export interface VerdictCheck extends AnyStep {
  readonly kind: 'verdict';
  readonly rollCall: string;
  readonly axes: Axes;
  readonly expect: CheckExpectation;
}

export interface TimelineCheck extends AnyStep {
  readonly kind: 'timeline';
  readonly incident: string;
  readonly axes: Axes;
  readonly expect: CheckExpectation;
}

export interface DifferenceCheck extends AnyStep {
  readonly kind: 'difference';
  readonly rollCall: string;
  readonly from: Axes;
  readonly to: Axes;
  readonly expect: CheckExpectation;
}

export type Check = VerdictCheck | TimelineCheck | DifferenceCheck;
export type Step = DoStep | Check;

/** What makes a script invalid, and where. */
export interface Fault {
  readonly script: string;
  readonly line: number;
  readonly message: string;
}
