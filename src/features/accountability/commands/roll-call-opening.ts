import { Injectable } from '@nestjs/common';
import { Deciding } from '../../../deciding/deciding.js';
import type { DecisionContext } from '../../../kernel/decider.js';
import type { Id } from '../../../kernel/ids.js';
import { earlier, later, msOf, type Instant } from '../../../kernel/instant.js';
import { BEFORE_ALL, type Position } from '../../../kernel/position.js';
import { present } from '../../../kernel/present.js';
import { streamName } from '../../../kernel/stream.js';
import { Assessing } from '../asking/assessing.js';
import { newcomers, readDossiers } from '../facts/read-evidence.js';
import type { Hazard } from '../incident.events.js';
import { incident, type Incident } from '../incident.js';
import type { OpenRollCall } from '../roll-call.commands.js';
import type { Scope } from '../roll-call.events.js';
import type { OpeningContext } from '../roll-call.js';
import { wasInScope } from '../rule/population.js';
import { sinceOf } from '../rule/question.js';
import { unknownPosts } from '../views/posts.projection.js';
import { Existing } from './existing.js';

type Opening = Omit<OpeningContext, keyof DecisionContext>;

/** What of a roll call decides who is in it. */
export type Asked = Pick<OpenRollCall, 'incident' | 'scope' | 'referenceInstant'>;

const WITHOUT_INCIDENT: Opening = { incident: undefined, missing: [], inScope: [], decidedAt: BEFORE_ALL };

/** Finds out what the opening of a roll call rests on. */
@Injectable()
export class RollCallOpenings {
  constructor(
    private readonly deciding: Deciding,
    private readonly assessing: Assessing,
    private readonly existing: Existing,
  ) {}

  async openingOf(command: Asked, now: Instant): Promise<Opening> {
    const { state } = await this.deciding.load(incident, streamName('incident', command.incident));
    if (state === undefined) return WITHOUT_INCIDENT;
    const missing = await this.missing(command.scope);
    const decidedAt = await this.assessing.atEnd();
    const unknown = 'deployments' in command.scope ? [] : this.unknownPosts(command.scope.posts ?? []);
    const inScope = this.inScope(command, state, now, decidedAt);
    return { incident: state, missing: [...missing, ...unknown], inScope, decidedAt };
  }

  private async missing(scope: Scope): Promise<readonly Id[]> {
    return 'deployments' in scope
      ? this.existing.missing('deployment', scope.deployments)
      : this.existing.missing('mission', scope.missions ?? []);
  }

  private unknownPosts(posts: readonly Id[]): readonly Id[] {
    return unknownPosts(this.assessing.tools.views.db, posts);
  }

  /** Who was in scope over [since, opening], as known at the position; a since after the opening is taken as it. */
  private inScope(
    { scope, referenceInstant }: Asked,
    { hazard }: Incident,
    now: Instant,
    known: Position,
  ): readonly Id[] {
    const { facts } = this.assessing;
    // What is known by then was recorded by then: the opening is not earlier, and nor is anyone's beginning later.
    const until = msOf(later(now, facts.recordedAt(known) ?? now));
    const since = earlier(sinceOf(inMs(hazard, referenceInstant)), until);
    const dossiers = readDossiers(facts, newcomers(facts, scope, known), known);
    return [...dossiers.values()]
      .filter((dossier) => wasInScope(dossier, scope, since, until))
      .map(({ deployment }) => deployment)
      .sort();
  }
}

function inMs({ earliest, latest }: Hazard, referenceInstant: Instant | undefined): Parameters<typeof sinceOf>[0] {
  return {
    hazard: { earliest: msOf(earliest), latest: msOf(latest) },
    ...present({ referenceInstant: referenceInstant === undefined ? undefined : msOf(referenceInstant) }),
  };
}
