import type { Json, JsonObject } from '../../src/kernel/json.js';
import { instantOf, msOf, type EpochMs, type Instant } from '../../src/kernel/instant.js';
import type { Mode } from '../../src/kernel/mode.js';
import type { CheckInCondition } from '../../src/features/deployments/deployment.events.js';
import { at } from './chronicle.js';

/** The grid on which nearly all instants stand, so that ties and exact boundaries happen often. */
export const GRID_MS = 5 * 60_000;

export type ActingAs = 'watch' | 'chief' | 'review' | 'agency0' | 'agency1';

export interface DoStep {
  readonly at?: Instant;
  readonly id?: string;
  readonly do: string;
  readonly as?: ActingAs;
  readonly with: JsonObject;
}

export interface CheckStep {
  readonly check: 'verdict';
  readonly rollCall: string;
  readonly asOf?: Instant;
  readonly knownAt?: string;
  readonly as?: ActingAs;
  readonly expect: JsonObject;
}

/** A script of RULE.md section 3, as a plain object. */
export interface Script {
  readonly scenario: string;
  readonly zone: string;
  readonly people: JsonObject;
  readonly steps: readonly (DoStep | CheckStep)[];
}

/** A tour as far as the script knows that it was accepted. */
export interface PlannedTour {
  readonly deployment: string;
  readonly officer: string;
  readonly agency: string;
  /** The latest instant that anything of it names, before which it cannot end. */
  last: EpochMs;
  endedAt: EpochMs | undefined;
  readonly assignments: string[];
}

/** A check-in or a death report, and the labels of its versions that are not retracted, the newest last. */
export interface PlannedEntry {
  readonly deployment: string;
  readonly isDeathReport: boolean;
  readonly condition: CheckInCondition | 'DEATH_REPORTED';
  readonly mode: Mode;
  readonly versions: string[];
}

/** Writes steps one after the other, and remembers what the later ones may name. */
export class ScriptWriter {
  readonly steps: DoStep[] = [];
  readonly mayBeRefused: number[] = [];
  readonly labels: string[] = [];
  readonly tours: PlannedTour[] = [];
  readonly entries: PlannedEntry[] = [];
  readonly declarations: string[] = [];
  readonly signals: string[] = [];
  readonly rollCalls: string[] = [];
  readonly incidents: string[] = [];
  readonly missions: string[] = [];
  /** The mode of the night's first incident. */
  ownMode: Mode = 'ACTUAL';
  private clock: EpochMs = msOf(at('20:00'));
  private written: EpochMs | undefined;
  private count = 0;

  get now(): EpochMs {
    return this.clock;
  }

  wait(gridSteps: number): void {
    this.clock += gridSteps * GRID_MS;
  }

  /** A handle or label that nothing bears yet. */
  fresh(prefix: string): string {
    this.count += 1;
    return `${prefix}${String(this.count)}`;
  }

  /** An instant that many grid steps (or parts of one) ago; one that lies ahead is the present where it must be. */
  ago(gridSteps: number): Instant {
    return instantOf(this.clock - Math.round(gridSteps * GRID_MS));
  }

  past(gridSteps: number): Instant {
    return this.ago(Math.max(0, gridSteps));
  }

  /** A step that is accepted, whatever came before it. */
  accepted(command: string, fields: Readonly<Record<string, Json | undefined>>, as: ActingAs = 'watch'): void {
    this.write(command, fields, as, undefined);
  }

  /** An accepted step whose entry later steps can name. */
  labelled(command: string, fields: Readonly<Record<string, Json | undefined>>, as: ActingAs = 'watch'): string {
    const label = this.fresh('e');
    this.write(command, fields, as, label);
    this.labels.push(label);
    return label;
  }

  /** A step of which nobody says whether it is accepted. */
  tried(command: string, fields: Readonly<Record<string, Json | undefined>>, as: ActingAs = 'watch'): void {
    this.mayBeRefused.push(this.steps.length);
    this.write(command, fields, as, undefined);
  }

  private write(
    command: string,
    fields: Readonly<Record<string, Json | undefined>>,
    as: ActingAs,
    id: string | undefined,
  ): void {
    const moved = this.written !== this.clock;
    this.written = this.clock;
    this.steps.push({
      ...(moved ? { at: instantOf(this.clock) } : {}),
      ...(id === undefined ? {} : { id }),
      do: command,
      ...(as === 'watch' ? {} : { as }),
      with: given(fields),
    });
  }
}

/** The fields that are there at all. */
export function given(fields: Readonly<Record<string, Json | undefined>>): JsonObject {
  return Object.fromEntries(Object.entries(fields).filter((field): field is [string, Json] => field[1] !== undefined));
}

/** One of a list by any number; a script never asks an empty one. */
export function pick<T>(list: readonly T[], number: number): T {
  const chosen = list[number % list.length];
  if (chosen === undefined) throw new Error('nothing to pick from');
  return chosen;
}
