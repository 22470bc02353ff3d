import type { RecordedEvent } from '../../../kernel/event.js';
import type { Id } from '../../../kernel/ids.js';
import { later, type Instant } from '../../../kernel/instant.js';
import type { Position } from '../../../kernel/position.js';
import { factsOfEvent } from './facts-of-event.js';
import type { FactKind, FactOf, FactSource, KnownFact, StreamFacts } from './fact.js';

interface Version {
  readonly from: Position;
  readonly fact: KnownFact;
}

/**
 * The facts by the plainest means, a fold of the log in memory: what the views are compared with, and what a reader
 * without our database would build.
 */
export class FoldedFacts implements FactSource {
  private readonly streams = new Map<string, Map<string, Version[]>>();
  private readonly places = new Map<Id, Map<Id, Position>>();
  private readonly rollCalls = new Map<Id, { readonly rollCall: Id; readonly from: Position }[]>();
  private lastRecordedAt: Instant | undefined;

  static of(events: Iterable<RecordedEvent>): FoldedFacts {
    const facts = new FoldedFacts();
    for (const event of events) facts.apply(event);
    return facts;
  }

  apply(event: RecordedEvent): void {
    this.lastRecordedAt = later(event.recordedAt, this.lastRecordedAt ?? event.recordedAt);
    const stamped = { ...event, recordedAt: this.lastRecordedAt };
    for (const fact of factsOfEvent(stamped, this.newestOf(event.stream))) this.keep(stamped, fact);
  }

  factsOf(stream: string, known: Position): readonly KnownFact[] {
    const facts = [...(this.streams.get(stream)?.values() ?? [])]
      .map((versions) => versions.findLast(({ from }) => from <= known)?.fact)
      .filter((fact) => fact !== undefined);
    return facts.sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0));
  }

  assignedTo(places: readonly Id[], known: Position): readonly Id[] {
    const deployments = places.flatMap((place) => [...(this.places.get(place) ?? [])]);
    return [...new Set(deployments.filter(([, from]) => from <= known).map(([deployment]) => deployment))].sort();
  }

  rollCallsOf(incident: Id, known: Position): readonly Id[] {
    return (this.rollCalls.get(incident) ?? []).filter(({ from }) => from <= known).map(({ rollCall }) => rollCall);
  }

  private newestOf(stream: string): StreamFacts {
    const facts = this.streams.get(stream);
    return {
      get: <Kind extends FactKind>(kind: Kind, key: string) =>
        facts?.get(`${kind} ${key}`)?.at(-1)?.fact as FactOf<Kind> | undefined,
      all: <Kind extends FactKind>(kind: Kind) =>
        [...(facts?.values() ?? [])]
          .map((versions) => versions.at(-1)?.fact)
          .filter((fact): fact is FactOf<Kind> => fact?.kind === kind),
    };
  }

  private keep({ stream, position: from }: RecordedEvent, fact: KnownFact): void {
    const facts = this.streams.get(stream) ?? new Map<string, Version[]>();
    this.streams.set(stream, facts);
    const name = `${fact.kind} ${fact.key}`;
    facts.set(name, [...(facts.get(name) ?? []), { from, fact }]);
    if (fact.kind === 'assignment') this.keepPlaces(stream, fact, from);
    if (fact.kind === 'opening') {
      const { incident, rollCall } = fact;
      this.rollCalls.set(incident, [...(this.rollCalls.get(incident) ?? []), { rollCall, from }]);
    }
  }

  private keepPlaces(stream: string, { mission, post }: FactOf<'assignment'>, from: Position): void {
    const deployment = stream.slice('deployment-'.length);
    for (const place of post === undefined ? [mission] : [mission, post]) {
      const deployments = this.places.get(place) ?? new Map<Id, Position>();
      if (!deployments.has(deployment)) deployments.set(deployment, from);
      this.places.set(place, deployments);
    }
  }
}
