import type { EventLog } from '../event-log/event-log.js';
import type { Clock } from '../kernel/clock.js';
import { demand } from '../kernel/failure.js';
import { instantOf, later, parseInstant, type Instant } from '../kernel/instant.js';
import { BEFORE_ALL, parsePosition, type Position } from '../kernel/position.js';
import type { Stamps } from '../kernel/stamps.js';
import type { ReadableViews } from '../projecting/views.js';
import { field, must, readAs } from './fields.js';
import { MAX_WAIT_MS } from './freshness.js';

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
  readonly stamps: Stamps;
  readonly clock: Clock;
  /** The projections that the answer is read from. */
  readonly projections: readonly string[];
}

/** Before every incident: what an empty log knew. */
const LONG_AGO = instantOf(0);

/**
 * RULE.md section 2: live t is now and k the newest; each axis sets its own, and `knownAt` alone sets t too. A live
 * question waits, at most MAX_WAIT_MS, for the end that the log has on arrival, and is marked where that is not reached;
 * a question about k needs only k applied, and is refused with 'not-current' where it is not.
 */
export async function settle({ asOf, knownAt }: Axes, tools: MomentTools): Promise<Moment> {
  if (knownAt === undefined) return settleLive(asOf, tools);
  const instant = parseInstant(knownAt);
  return instant === undefined
    ? settleAtPosition(knownAt as Position, asOf, tools)
    : settleAtInstant(instant, asOf, tools);
}

async function settleLive(asOf: Instant | undefined, tools: MomentTools): Promise<Moment> {
  const { log, views, stamps, clock, projections } = tools;
  const end = await log.end();
  const current = await views.reached(end.position, MAX_WAIT_MS, projections);
  const known = views.applied(projections);
  const now = later(clock.now(), stamps.recordedAt(known) ?? LONG_AGO);
  const at = asOf ?? now;
  return { at, known, current, forecast: at > now };
}

async function settleAtPosition(known: Position, asOf: Instant | undefined, tools: MomentTools): Promise<Moment> {
  const end = await tools.log.end();
  demand(known <= end.position, 'invalid-request', 'knownAt: the log has no such position.');
  await demandApplied(known, tools);
  const at = asOf ?? tools.stamps.recordedAt(known) ?? LONG_AGO;
  return { at, known, current: true, forecast: at > tools.clock.now() };
}

/** Whoever has applied a later stamp has everything up to the instant, for stamps do not go back. */
async function settleAtInstant(knownAt: Instant, asOf: Instant | undefined, tools: MomentTools): Promise<Moment> {
  const newest = tools.stamps.recordedAt(tools.views.applied(tools.projections));
  if (newest === undefined || newest <= knownAt) {
    const end = await tools.log.end();
    await demandApplied(end.position, tools);
  }
  const at = asOf ?? knownAt;
  const known = tools.stamps.lastRecordedBy(knownAt) ?? BEFORE_ALL;
  return { at, known, current: true, forecast: at > tools.clock.now() };
}

/** Refuses with 'not-current' where the views do not get to a position in time. */
export async function demandApplied(
  position: Position,
  { views, projections }: Pick<MomentTools, 'views' | 'projections'>,
): Promise<void> {
  const reached = await views.reached(position, MAX_WAIT_MS, projections);
  demand(reached, 'not-current', 'The views have not come that far yet; ask again.');
}

/** The field of a question that says what was known: an instant, or a position of the log. */
export function KnownAtField(description: string): PropertyDecorator {
  const isKnownAt = (value: unknown): boolean =>
    typeof value === 'string' && (parseInstant(value) ?? parsePosition(value)) !== undefined;
  return field(
    { optional: true, description },
    { type: String },
    readAs(parseInstant),
    must('isKnownAt', 'must be an instant or a position', isKnownAt),
  );
}
