import type { RecordedEvent } from '../../../kernel/event.js';
import type { Id } from '../../../kernel/ids.js';
import { later, type Instant } from '../../../kernel/instant.js';
import { BEFORE_ALL, type Position } from '../../../kernel/position.js';
import { present } from '../../../kernel/present.js';
import { parseStream, streamName } from '../../../kernel/stream.js';
import type { Dossier } from '../rule/evidence.js';
import { dossierOf, ofKind } from './dossier.js';
import { factsOfEvent } from './facts-of-event.js';
import {
  placesOf,
  placesOfScope,
  type FactKind,
  type FactOf,
  type FactSource,
  type KnownFact,
  type Opened,
  type Standing,
  type StreamFacts,
} from './fact.js';
import { involvedBy } from './involvement.js';

/** After every position. */
const LAST = '~' as Position;

interface Version {
  readonly from: Position;
  readonly fact: KnownFact;
}

/** What is linked to what, since which position. */
type Links = Map<Id, Map<Id, Position>>;

/**
 * The facts by the plainest means, a fold of the log in memory: what the views are compared with, and what a reader
 * without our database would build.
 */
export class FoldedFacts implements FactSource {
  private readonly streams = new Map<string, Map<string, Version[]>>();
  private readonly places: Links = new Map();
  private readonly asking: Links = new Map();
  private readonly involved: Links = new Map();
  private readonly openedIncidents: Opened[] = [];
  private readonly openedRollCalls: (Opened & { readonly incident: Id })[] = [];
  private readonly stamps: { readonly position: Position; readonly recordedAt: Instant }[] = [];

  static of(events: Iterable<RecordedEvent>): FoldedFacts {
    const facts = new FoldedFacts();
    for (const event of events) facts.apply(event);
    return facts;
  }

  apply(event: RecordedEvent): void {
    const recordedAt = later(event.recordedAt, this.stamps.at(-1)?.recordedAt ?? event.recordedAt);
    this.stamps.push({ position: event.position, recordedAt });
    const stamped = { ...event, recordedAt };
    for (const fact of factsOfEvent(stamped, this.newestOf(event.stream))) this.keep(stamped, fact);
    for (const { incident, deployment } of involvedBy(stamped, this))
      add(this.involved, incident, deployment, stamped.position);
  }

  factsOf(stream: string, known: Position): readonly KnownFact[] {
    const facts = [...(this.streams.get(stream)?.values() ?? [])]
      .map((versions) => versions.findLast(({ from }) => from <= known)?.fact)
      .filter((fact) => fact !== undefined);
    return facts.sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0));
  }

  allOf<Kind extends FactKind>(stream: string, kind: Kind, known: Position): readonly FactOf<Kind>[] {
    return ofKind(this.factsOf(stream, known), kind);
  }

  factOf<Kind extends FactKind>(stream: string, kind: Kind, key: string, known: Position): FactOf<Kind> | undefined {
    const versions = this.streams.get(stream)?.get(`${kind} ${key}`);
    return versions?.findLast(({ from }) => from <= known)?.fact as FactOf<Kind> | undefined;
  }

  standing(stream: string, known: Position): Standing | undefined {
    const changes = this.changesOf([stream], BEFORE_ALL, LAST);
    const since = changes.findLast((position) => position <= known);
    return since === undefined ? undefined : { since, ...present({ until: changes.find((at) => at > known) }) };
  }

  dossier(deployment: Id, known: Position): Dossier | undefined {
    return dossierOf(this.factsOf(streamName('deployment', deployment), known));
  }

  assignedTo(places: readonly Id[], known: Position): readonly Id[] {
    return knownAmong(places, this.places, known);
  }

  incidents(before: Position | undefined, limit: number): readonly Opened[] {
    return newestBefore(this.openedIncidents, before, limit);
  }

  rollCalls(before: Position | undefined, limit: number, incident?: Id): readonly Opened[] {
    const asked = this.openedRollCalls.filter((one) => incident === undefined || one.incident === incident);
    return newestBefore(asked, before, limit).map(({ id, opened }) => ({ id, opened }));
  }

  rollCallsOf(incident: Id, known: Position): readonly Id[] {
    return this.openedRollCalls.filter((one) => one.incident === incident && one.opened <= known).map(({ id }) => id);
  }

  rollCallsAsking(places: readonly Id[], known: Position): readonly Id[] {
    return knownAmong(places, this.asking, known);
  }

  involvedIn(incident: Id, known: Position): readonly Id[] {
    return knownAmong([incident], this.involved, known);
  }

  changesOf(streams: readonly string[], after: Position, upTo: Position): readonly Position[] {
    const versions = streams.flatMap((stream) => [...(this.streams.get(stream)?.values() ?? [])]).flat();
    const positions = versions.map(({ from }) => from).filter((from) => from > after && from <= upTo);
    return [...new Set(positions)].sort();
  }

  lastRecordedBy(instant: Instant): Position | undefined {
    return this.stamps.findLast(({ recordedAt }) => recordedAt <= instant)?.position;
  }

  recordedAt(position: Position): Instant | undefined {
    return this.stamps.findLast((stamp) => stamp.position <= position)?.recordedAt;
  }

  positionBefore(position: Position): Position | undefined {
    return this.stamps.findLast((stamp) => stamp.position < position)?.position;
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
    if (fact.kind === 'assignment') {
      const { id: deployment } = parseStream(stream);
      for (const place of placesOf(fact)) add(this.places, place, deployment, from);
    }
    if (fact.kind === 'opening') this.keepOpening(fact, from);
    if (fact.kind === 'incident' && fact.opened === from) {
      this.openedIncidents.push({ id: parseStream(stream).id, opened: from });
    }
  }

  private keepOpening({ incident, rollCall, scope }: FactOf<'opening'>, from: Position): void {
    this.openedRollCalls.push({ id: rollCall, opened: from, incident });
    for (const place of placesOfScope(scope)) add(this.asking, place, rollCall, from);
  }
}

function add(links: Links, from: Id, to: Id, position: Position): void {
  const linked = links.get(from) ?? new Map<Id, Position>();
  if (!linked.has(to)) linked.set(to, position);
  links.set(from, linked);
}

function newestBefore<One extends Opened>(
  openings: readonly One[],
  before: Position | undefined,
  limit: number,
): readonly One[] {
  return openings
    .filter(({ opened }) => before === undefined || opened < before)
    .reverse()
    .slice(0, limit);
}

function knownAmong(from: readonly Id[], links: Links, known: Position): readonly Id[] {
  const linked = from.flatMap((one) => [...(links.get(one) ?? [])]);
  return [...new Set(linked.filter(([, position]) => position <= known).map(([id]) => id))].sort();
}
