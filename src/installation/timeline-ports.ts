import type { Provider } from '@nestjs/common';
import { assessFor, audienceOf, type Audience } from '../features/accountability/asking/audience.js';
import { FACT_SOURCE, FACT_VIEWS, type FactSource } from '../features/accountability/facts/fact.js';
import { readEvidence, readIncident } from '../features/accountability/facts/read-evidence.js';
import {
  ASSESSMENTS_AROUND,
  type Around,
  type AssessmentPoint,
  type AssessmentsAround,
} from '../features/timeline/assessments-around.js';
import { INCIDENT_CIRCLE, type Circle, type IncidentCircle } from '../features/timeline/incident-circle.js';
import { READER_SCOPE, type ReaderScope } from '../api/reader-scope.js';
import type { Actor } from '../kernel/actor.js';
import type { Id } from '../kernel/ids.js';
import { msOf, type EpochMs, type Instant } from '../kernel/instant.js';
import { BEFORE_ALL, type Position } from '../kernel/position.js';
import { VIEWS } from '../kernel/ports.js';
import { present } from '../kernel/present.js';
import { streamName } from '../kernel/stream.js';
import type { ReadableViews } from '../projecting/views.js';

/* What the timeline asks of accountability: two features that do not know each other meet here. */

class FactsCircle implements IncidentCircle {
  readonly projections = FACT_VIEWS;

  constructor(private readonly facts: FactSource) {}

  of(incident: Id, known: Position): Circle | undefined {
    const fact = readIncident(this.facts, incident, known);
    if (fact === undefined) return undefined;
    const rollCalls = this.facts.rollCallsOf(incident, known);
    const scopes = rollCalls.flatMap((rollCall) =>
      this.facts.allOf(streamName('rollCall', rollCall), 'opening', known).map(({ scope }) => scope),
    );
    const missions = scopes.flatMap((scope) => ('deployments' in scope ? [] : (scope.missions ?? [])));
    return {
      opened: fact.opened,
      ...present({ closed: fact.closed }),
      rollCalls,
      deployments: this.facts.involvedIn(incident, known),
      missions: [...new Set(missions)],
    };
  }

  lastRecordedBy(instant: Instant): Position | undefined {
    return this.facts.lastRecordedBy(instant);
  }

  recordedAt(position: Position): Instant | undefined {
    return this.facts.recordedAt(position);
  }
}

class FactsAround implements AssessmentsAround {
  constructor(
    private readonly facts: FactSource,
    private readonly views: ReadableViews,
  ) {}

  around(rollCall: Id, position: Position, reader: Actor): Around {
    const recordedAt = this.facts.recordedAt(position);
    if (recordedAt === undefined) throw new Error(`nothing is recorded at ${position}`);
    const at = msOf(recordedAt);
    const before = this.facts.positionBefore(position) ?? BEFORE_ALL;
    const audience = audienceOf(reader, this.facts, this.views.applied(FACT_VIEWS));
    const pointAt = (known: Position): AssessmentPoint => this.pointAt(rollCall, known, at, audience);
    return { before: pointAt(before), after: pointAt(position) };
  }

  private pointAt(rollCall: Id, known: Position, at: EpochMs, audience: Audience): AssessmentPoint {
    const { claim, counts, people } = assessFor(audience, readEvidence(this.facts, rollCall, known), at, true);
    return { claim, counts, people };
  }
}

class FactsScope implements ReaderScope {
  constructor(
    private readonly facts: FactSource,
    private readonly views: ReadableViews,
  ) {}

  readableBy(actor: Actor): (deployment: Id) => boolean {
    return audienceOf(actor, this.facts, this.views.applied(FACT_VIEWS)).among ?? (() => true);
  }
}

export const TIMELINE_PORTS: readonly Provider[] = [
  { provide: INCIDENT_CIRCLE, useFactory: (facts: FactSource) => new FactsCircle(facts), inject: [FACT_SOURCE] },
  {
    provide: ASSESSMENTS_AROUND,
    useFactory: (facts: FactSource, views: ReadableViews) => new FactsAround(facts, views),
    inject: [FACT_SOURCE, VIEWS],
  },
  {
    provide: READER_SCOPE,
    useFactory: (facts: FactSource, views: ReadableViews) => new FactsScope(facts, views),
    inject: [FACT_SOURCE, VIEWS],
  },
];
