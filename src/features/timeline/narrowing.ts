import type { Id } from '../../kernel/ids.js';
import { isJsonObject, type Json, type JsonObject } from '../../kernel/json.js';
import type { JournalEvent, TimelineType } from './timeline-event.js';

/** Whom someone may see, who may not see all. */
export interface Narrowing {
  readonly mayRead: (deployment: Id) => boolean;
  readonly missions: readonly Id[];
}

/**
 * The event as someone may see it who may not see all. Of his own people he sees everything but who vouched for them
 * where that is not his; of incident, roll call and mission that it happened, without texts, without ids that are not
 * his, and without whether a roll call was closed as complete, for that would tell of everyone.
 */
export function narrowed(event: JournalEvent, to: Narrowing): JournalEvent {
  const { personal, ...rest } = event;
  const data = NARROWED[event.type]?.(event.data, to) ?? event.data;
  const withTexts = personal !== undefined && isAboutOwn(event, to);
  return { ...rest, data, ...(withTexts ? { personal } : {}) };
}

function isAboutOwn({ category, data: { deployment } }: JournalEvent, { mayRead }: Narrowing): boolean {
  if (category === 'deployment') return true;
  return category === 'rollCall' && typeof deployment === 'string' && mayRead(deployment);
}

type Narrow = (data: JsonObject, to: Narrowing) => JsonObject;

/** The types whose data tell of others. */
const NARROWED: { readonly [Type in TimelineType]?: Narrow } = {
  RollCallOpened: (data, to) => ({
    ...data,
    denominator: ownOf(data['denominator'], to.mayRead),
    scope: narrowedScope(data['scope'], to),
  }),
  RollCallClosed: () => ({}),
  OfficerAccountedFor: withoutVoucher,
  DeathReported: withoutVoucher,
  EntryCorrected: (data, to) => ({ ...data, changes: withoutVoucher(members(data['changes']), to) }),
};

function narrowedScope(scope: Json | undefined, { mayRead, missions }: Narrowing): JsonObject {
  const { deployments, missions: asked } = members(scope);
  if (deployments !== undefined) return { deployments: ownOf(deployments, mayRead) };
  return { missions: ownOf(asked, (mission) => missions.includes(mission)) };
}

/** A grade 3 tells that somebody vouched; who he is, is not for someone who may not read him. */
function withoutVoucher(data: JsonObject, { mayRead }: Narrowing): JsonObject {
  const { vouchedBy, ...rest } = data;
  return typeof vouchedBy === 'string' && !mayRead(vouchedBy) ? rest : data;
}

function ownOf(ids: Json | undefined, isOwn: (id: Id) => boolean): readonly string[] {
  return Array.isArray(ids) ? ids.filter((id): id is string => typeof id === 'string' && isOwn(id)) : [];
}

function members(value: Json | undefined): JsonObject {
  return isJsonObject(value) ? value : {};
}
