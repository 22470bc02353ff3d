import type { FactKind, FactSource, KnownFact } from '../../src/features/accountability/facts/fact.js';
import type { RecordedEvent } from '../../src/kernel/event.js';
import type { Id } from '../../src/kernel/ids.js';
import { instantOf, msOf, type Instant } from '../../src/kernel/instant.js';
import { BEFORE_ALL, type Position } from '../../src/kernel/position.js';
import { parseStream } from '../../src/kernel/stream.js';

const FACT_KINDS: readonly FactKind[] = [
  ...(['officer', 'tour', 'assignment', 'entry', 'declaration', 'duress', 'resolution'] as const),
  ...(['incident', 'opening', 'membership', 'policy', 'closing'] as const),
];

/** All that can be looked up about one log: its streams, places, incidents and instants. */
export interface Subjects {
  readonly streams: readonly string[];
  readonly places: readonly (readonly Id[])[];
  readonly incidents: readonly Id[];
  readonly instants: readonly Instant[];
}

export function subjectsOf(log: readonly RecordedEvent[]): Subjects {
  const streams = [...new Set(log.map(({ stream }) => stream))];
  const idsOf = (category: string): Id[] =>
    streams.map(parseStream).flatMap((stream) => (stream.category === category ? [stream.id] : []));
  const missions = idsOf('mission');
  const posts = log.flatMap(({ type, data }) => (type === 'DutyPostOpened' ? [data['post'] as Id] : []));
  const stamps = [...new Set(log.map(({ recordedAt }) => msOf(recordedAt)))];
  return {
    streams,
    places: [...[...missions, ...posts].map((place) => [place]), [...missions, ...posts], []],
    incidents: idsOf('incident'),
    instants: stamps.flatMap((ms) => [ms - 1, ms, ms + 1]).map(instantOf),
  };
}

/** Before everything, at each event, and between it and the next: tokens that no event has are asked about too. */
export function positionsOf(log: readonly RecordedEvent[]): readonly Position[] {
  return [BEFORE_ALL, ...log.flatMap(({ position }) => [position, `${position}-` as Position])];
}

/** Every answer that a source gives at a position, with what was asked. */
export function lookUpAll(source: FactSource, known: Position, { streams, places, incidents }: Subjects): unknown {
  return {
    factsOf: streams.map((stream) => [stream, source.factsOf(stream, known)]),
    factOf: streams.map((stream) => [
      stream,
      source.factsOf(stream, known).map((fact) => oneOf(source, stream, fact, known)),
    ]),
    allOf: streams.map((stream) => [stream, FACT_KINDS.map((kind) => source.allOf(stream, kind, known))]),
    unknownFact: source.factOf('officer-nobody', 'officer', 'officer', known) ?? null,
    standing: streams.map((stream) => [stream, source.standing(stream, known)?.since ?? null]),
    dossier: streams.map((stream) => [stream, source.dossier(parseStream(stream).id, known) ?? null]),
    assignedTo: places.map((these) => [these, source.assignedTo(these, known)]),
    rollCallsAsking: places.map((these) => [these, source.rollCallsAsking(these, known)]),
    rollCallsOf: incidents.map((incident) => [incident, source.rollCallsOf(incident, known)]),
    involvedIn: incidents.map((incident) => [incident, source.involvedIn(incident, known)]),
    recordedAt: source.recordedAt(known) ?? null,
    positionBefore: source.positionBefore(known) ?? null,
    changesOf: [streams, ...streams.map((stream) => [stream])].map((these) => [
      these,
      source.changesOf(these, BEFORE_ALL, known),
      source.changesOf(these, source.positionBefore(known) ?? BEFORE_ALL, known),
    ]),
  };
}

function oneOf(source: FactSource, stream: string, { kind, key }: KnownFact, known: Position): KnownFact | null {
  return source.factOf(stream, kind, key, known) ?? null;
}

/** Until where what a source says of a position stays true: it knows what comes later. */
export function lookUpEnds(source: FactSource, known: Position, { streams }: Subjects): unknown {
  return streams.map((stream) => [stream, source.standing(stream, known)?.until ?? null]);
}

/** What does not depend on a position. */
export function lookUpInstants(source: FactSource, { instants }: Subjects): unknown {
  return instants.map((instant) => [instant, source.lastRecordedBy(instant) ?? null]);
}
