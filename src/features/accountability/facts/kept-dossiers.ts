import type { Id } from '../../../kernel/ids.js';
import type { Position } from '../../../kernel/position.js';
import type { Dossier } from '../rule/evidence.js';
import type { Standing } from './fact.js';

/** Facts (entries, assignments and the like) in the dossiers that are kept for whoever asks about the same people again. */
export const MAX_KEPT_FACTS = 100_000;

interface Kept {
  readonly standing: Standing;
  /** Undefined where the tour was not known. */
  readonly dossier: Dossier | undefined;
}

/**
 * Dossiers by the places of the log between which they stand. What was known at a position never changes, so that a dossier
 * is good for every question between two changes of its facts; the one that stands now ends with the next event of its stream.
 */
export class KeptDossiers {
  /** The least recently asked for first. */
  private readonly byDeployment = new Map<Id, readonly Kept[]>();
  private facts = 0;

  get(deployment: Id, known: Position): { readonly dossier: Dossier | undefined } | undefined {
    const all = this.byDeployment.get(deployment);
    const kept = all?.find(({ standing }) => standing.since <= known && !hasEnded(standing, known));
    if (all === undefined || kept === undefined) return undefined;
    this.byDeployment.delete(deployment);
    this.byDeployment.set(deployment, all);
    return kept;
  }

  keep(deployment: Id, kept: Kept): void {
    const all = this.byDeployment.get(deployment) ?? [];
    this.byDeployment.delete(deployment);
    this.byDeployment.set(deployment, [...all, kept]);
    this.facts += factsIn(kept);
    for (const oldest of this.byDeployment.keys()) {
      if (this.facts <= MAX_KEPT_FACTS || oldest === deployment) return;
      this.forget(oldest);
    }
  }

  /** Something was recorded on the deployment's stream. */
  change(deployment: Id, position: Position): void {
    const all = this.byDeployment.get(deployment);
    if (all === undefined) return;
    const ended = all.map((kept) =>
      hasEnded(kept.standing, position) ? kept : { ...kept, standing: { ...kept.standing, until: position } },
    );
    this.byDeployment.set(deployment, ended);
  }

  forgetAll(): void {
    this.byDeployment.clear();
    this.facts = 0;
  }

  private forget(deployment: Id): void {
    for (const kept of this.byDeployment.get(deployment) ?? []) this.facts -= factsIn(kept);
    this.byDeployment.delete(deployment);
  }
}

function hasEnded({ until }: Standing, known: Position): boolean {
  return until !== undefined && until <= known;
}

function factsIn({ dossier }: Kept): number {
  if (dossier === undefined) return 1;
  const { entries, assignments, declarations, signals } = dossier;
  return 1 + entries.length + assignments.length + declarations.length + signals.length;
}
