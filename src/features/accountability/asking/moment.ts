import { demand } from '../../../kernel/failure.js';
import type { Clock } from '../../../kernel/clock.js';
import { instantOf, later, parseInstant, type Instant } from '../../../kernel/instant.js';
import { BEFORE_ALL, type Position } from '../../../kernel/position.js';
import type { EventLog } from '../../../event-log/event-log.js';
import type { ReadableViews } from '../../../projecting/views.js';
import type { FactSource } from '../facts/fact.js';

/** The two axes of a question: what was true at an instant, and what was known at a position or an instant. */
export interface Axes {
  readonly asOf?: Instant;
  /** An instant in its canonical spelling, or a position. */
  readonly knownAt?: Instant | Position;
}

/** A question's t and k, settled. */
export interface Moment {
  readonly at: Instant;
  readonly known: Position;
  /** False where a live question could not be answered for the present. */
  readonly current: boolean;
  /** t has not come yet: answered, and opens no gate. */
  readonly forecast: boolean;
}

export interface MomentTools {
  readonly log: EventLog;
  readonly views: ReadableViews;
  readonly facts: FactSource;
  readonly clock: Clock;
}

/** The views that the facts are read from. */
export const FACT_VIEWS = ['facts'] as const;

/** Milliseconds for which a question waits until the view has what it needs (RULE.md 2.4, CURRENCY). */
export const MAX_WAIT_MS = 1_000;

/** Before every incident: what an empty log knew. */
const LONG_AGO = instantOf(0);

/** RULE.md section 2: live t is now and k the newest; each axis sets its own, and `knownAt` alone sets t too. */
export async function settle({ asOf, knownAt }: Axes, tools: MomentTools): Promise<Moment> {
  if (knownAt === undefined) return settleLive(asOf, tools);
  const instant = parseInstant(knownAt);
  return instant === undefined
    ? settleAtPosition(knownAt as Position, asOf, tools)
    : settleAtInstant(instant, asOf, tools);
}

async function settleLive(asOf: Instant | undefined, tools: MomentTools): Promise<Moment> {
  const end = await tools.log.end();
  const current = await tools.views.reached(end.position, MAX_WAIT_MS, FACT_VIEWS);
  const known = tools.views.applied(FACT_VIEWS);
  const now = later(tools.clock.now(), tools.facts.recordedAt(known) ?? LONG_AGO);
  const at = asOf ?? now;
  return { at, known, current, forecast: at > now };
}

async function settleAtPosition(known: Position, asOf: Instant | undefined, tools: MomentTools): Promise<Moment> {
  const end = await tools.log.end();
  demand(known <= end.position, 'invalid-request', 'knownAt: the log has no such position.');
  await demandApplied(known, tools);
  const at = asOf ?? tools.facts.recordedAt(known) ?? LONG_AGO;
  return { at, known, current: true, forecast: at > tools.clock.now() };
}

async function settleAtInstant(knownAt: Instant, asOf: Instant | undefined, tools: MomentTools): Promise<Moment> {
  const newest = tools.facts.recordedAt(tools.views.applied(FACT_VIEWS));
  if (newest === undefined || newest <= knownAt) {
    const end = await tools.log.end();
    await demandApplied(end.position, tools);
  }
  const at = asOf ?? knownAt;
  const known = tools.facts.lastRecordedBy(knownAt) ?? BEFORE_ALL;
  return { at, known, current: true, forecast: at > tools.clock.now() };
}

/** A question about k needs only k applied. */
async function demandApplied(known: Position, { views }: MomentTools): Promise<void> {
  const reached = await views.reached(known, MAX_WAIT_MS, FACT_VIEWS);
  demand(reached, 'not-current', 'The views have not come that far yet; ask again.');
}
