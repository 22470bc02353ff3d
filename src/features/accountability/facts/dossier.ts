import { liveness } from '../../../kernel/liveness.js';
import { msOf } from '../../../kernel/instant.js';
import { observe } from '../../../kernel/observation.js';
import { present } from '../../../kernel/present.js';
import type { AssignmentSpan, Declaration, Dossier, DuressSignal, Entry, Tour } from '../rule/evidence.js';
import type { AssignmentFact, DuressFact, EntryFact, FactKind, FactOf, KnownFact, TourFact } from './fact.js';

/** The facts of one kind, in the order of their keys. */
export function ofKind<Kind extends FactKind>(facts: readonly KnownFact[], kind: Kind): readonly FactOf<Kind>[] {
  return facts.filter((fact): fact is FactOf<Kind> => fact.kind === kind);
}

/** What a deployment's facts say to the rule; undefined where the tour was not known. */
export function dossierOf(facts: readonly KnownFact[]): Dossier | undefined {
  const tour = ofKind(facts, 'tour')[0];
  if (tour === undefined) return undefined;
  return {
    deployment: tour.deployment,
    officer: tour.officer,
    tour: tourOf(tour),
    assignments: ofKind(facts, 'assignment').map(spanOf),
    entries: liveEntries(facts),
    declarations: ofKind(facts, 'declaration')
      .filter(({ withdrawn }) => !withdrawn)
      .map(({ mode, recordedAt }): Declaration => ({ mode, recordedAt: msOf(recordedAt) })),
    signals: ofKind(facts, 'duress').map(signalOf),
  };
}

function liveEntries(facts: readonly KnownFact[]): readonly Entry[] {
  const entries = ofKind(facts, 'entry');
  const versions = entries.map(({ key, supersededBy, retracted, refuted }) => ({
    id: key,
    retracted,
    refuted,
    ...present({ supersededBy }),
  }));
  const { live } = liveness(versions, ofKind(facts, 'resolution'));
  return entries.filter(({ key }) => live.has(key)).map(entryOf);
}

function entryOf(fact: EntryFact): Entry {
  const { lo, hi, observedAt, received, flagged } = observe(fact);
  const { key: id, entry: kind, condition, disposition, mode, grade, vouchedBy, recorded } = fact;
  return {
    ...{ id, kind, condition, mode, grade, recorded, lo, hi, observedAt, received, flagged },
    ...present({ disposition, vouchedBy }),
  };
}

function tourOf({ beganAt, endedAt, recorded, reinstated }: TourFact): Tour {
  return {
    beganAt: msOf(beganAt),
    recorded,
    ...present({ endedAt: endedAt === undefined ? undefined : msOf(endedAt), reinstated }),
  };
}

function spanOf({ mission, post, from, until, recorded }: AssignmentFact): AssignmentSpan {
  return {
    mission,
    from: msOf(from),
    recorded,
    ...present({ post, until: until === undefined ? undefined : msOf(until) }),
  };
}

function signalOf({ mode, from, clearedAt }: DuressFact): DuressSignal {
  return { mode, from: msOf(from), ...present({ until: clearedAt === undefined ? undefined : msOf(clearedAt) }) };
}
