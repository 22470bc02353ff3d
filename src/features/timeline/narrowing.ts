import { narrowedScope, toldVoucher, type Narrowing, type ScopeOfIds } from '../../kernel/narrowing.js';
import type { Id } from '../../kernel/ids.js';
import { isJsonObject, type Json, type JsonObject } from '../../kernel/json.js';
import { present } from '../../kernel/present.js';
import type { JournalEvent, TimelineType } from './timeline-event.js';

/**
 * The event as someone may see it who may not see all. Of his own people he sees everything but who vouched for them
 * where that is not his; of incident, roll call and mission that it happened, without texts, without ids that are not
 * his, and without whether a roll call was closed as complete, for that would tell of everyone: nor who closed it, for
 * complete is the commander's word alone.
 */
export function narrowed(event: JournalEvent, to: Narrowing): JournalEvent {
  const { personal, actor, role, ...rest } = event;
  const data = NARROWED[event.type]?.(event.data, to) ?? event.data;
  const withTexts = personal !== undefined && isAboutOwn(event, to);
  const closed = event.type === 'RollCallClosed';
  return { ...rest, ...(closed ? {} : present({ actor, role })), data, ...(withTexts ? { personal } : {}) };
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
    denominator: idsIn(data['denominator']).filter(to.mayRead),
    scope: { ...narrowedScope(scopeIn(data['scope']), to) },
  }),
  RollCallClosed: () => ({}),
  OfficerAccountedFor: withoutVoucher,
  DeathReported: withoutVoucher,
  EntryCorrected: (data, to) => ({ ...data, changes: withoutVoucher(members(data['changes']), to) }),
};

function scopeIn(scope: Json | undefined): ScopeOfIds {
  const { deployments, missions } = members(scope);
  return deployments === undefined ? { missions: idsIn(missions) } : { deployments: idsIn(deployments) };
}

function withoutVoucher({ vouchedBy, ...rest }: JsonObject, { mayRead }: Narrowing): JsonObject {
  return { ...rest, ...present({ vouchedBy: toldVoucher(vouchedBy, mayRead) }) };
}

function idsIn(ids: Json | undefined): readonly Id[] {
  return Array.isArray(ids) ? ids.filter((id): id is string => typeof id === 'string') : [];
}

function members(value: Json | undefined): JsonObject {
  return isJsonObject(value) ? value : {};
}
