import type { Schemas } from '../../api/client.js';
import type { MessageKey } from '../../words/catalogue.js';
import type { TimelineEvent } from '../../parts/event-words.js';

type Incident = Schemas['IncidentAnswer'];

/** One step of the curve: from this instant on it was so. */
export interface Step {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly accounted: number;
  readonly stale: number;
  readonly denominator: number;
}

/** An instant that explains the curve. */
export interface Marker {
  readonly at: number;
  readonly what: Extract<MessageKey, `incident.marker.${string}`>;
}

export type ClaimChange = Schemas['ClaimChangeAnswer'];

/** Up to its end, at which the last step still stands. */
export function stepsOf(changes: readonly ClaimChange[], end: number): readonly Step[] {
  const steps = changes
    .map(({ at, stale, counts: { accounted, denominator } }) => ({ at: Date.parse(at), accounted, stale, denominator }))
    .filter(({ at }) => at <= end);
  const last = steps.at(-1);
  return last === undefined ? [] : [...steps, { ...last, at: end }];
}

/** A closed incident ends with the last that was recorded in it; an open one goes on. */
export function endOf(
  { open }: Incident,
  events: readonly TimelineEvent[],
  changes: readonly ClaimChange[],
  now: number,
): number {
  const last = Math.max(
    0,
    ...[events.at(-1)?.recordedAt, changes[0]?.at].flatMap((at) => (at === undefined ? [] : Date.parse(at))),
  );
  return open || last === 0 ? now : last;
}

const MARKED = {
  IncidentOpened: 'incident.marker.opened',
  RollCallOpened: 'incident.marker.roll-call',
  HazardRefined: 'incident.marker.hazard-refined',
  EntryCorrected: 'incident.marker.corrected',
  EntryRetracted: 'incident.marker.retracted',
  RollCallClosed: 'incident.marker.roll-call-closed',
  IncidentClosed: 'incident.marker.closed',
  IncidentReopened: 'incident.marker.reopened',
} as const satisfies { readonly [Type in TimelineEvent['type']]?: Marker['what'] };

/** Hazard, opening, first answer, corrections and closing, in their order. */
export function markersOf({ hazard }: Incident, events: readonly TimelineEvent[]): readonly Marker[] {
  const first = events.find(({ type }) => type === 'OfficerAccountedFor');
  const marked = events.flatMap(({ type, recordedAt }): readonly Marker[] =>
    isMarked(type) ? [{ at: Date.parse(recordedAt), what: MARKED[type] }] : [],
  );
  const markers: readonly Marker[] = [
    { at: Date.parse(hazard.earliest), what: 'incident.marker.hazard' },
    ...(first === undefined ? [] : [{ at: Date.parse(first.recordedAt), what: 'incident.marker.first' as const }]),
    ...marked,
  ];
  return markers.toSorted((a, b) => a.at - b.at);
}

function isMarked(type: TimelineEvent['type']): type is keyof typeof MARKED {
  return type in MARKED;
}
