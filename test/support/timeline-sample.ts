import type { TimelineType, ToldData } from '../../src/features/timeline/timeline-event.js';
import type { Duration } from '../../src/kernel/duration.js';
import { entryId } from '../../src/kernel/entry-id.js';
import { instant, type Instant } from '../../src/kernel/instant.js';
import type { JsonObject } from '../../src/kernel/json.js';
import { id } from './given.js';

/** An event of each type as the words of a timeline are given it, and what they come to. */
export interface Sample {
  readonly type: TimelineType;
  readonly data: JsonObject;
  readonly texts: Readonly<Record<string, { readonly text: string }>>;
  readonly words: string;
}

export const [ANN, BEN, TRAINING, CENTRE] = [id('ann'), id('ben'), id('training'), id('centre')];
export const REASON = { reason: 'it is so' };
export const HAZARD = { earliest: at('22:30'), latest: at('22:50') };
export const CHECK_IN = entryId(ANN, id('event 3'));
export const DEATH = entryId(ANN, id('event 4'));
export const MISSING = entryId(ANN, id('event 5'));
export const DURESS = entryId(ANN, id('event 6'));
export const CORRECTED = entryId(ANN, id('event 7'));
export const FIXED = { policy: { freshness: lasting('PT6H'), leastGrade: 2 } } as const;

export function at(time: string): Instant {
  return instant(`2020-01-07T${time}:00Z`);
}

export function lasting(duration: string): Duration {
  return duration as Duration;
}

export function sample<Type extends TimelineType>(
  type: Type,
  data: ToldData<Type>,
  texts: Readonly<Record<string, string>>,
  words: string,
): Sample {
  const opened = Object.entries(texts).map(([field, text]) => [field, { text }] as const);
  return { type, data: { ...data } as JsonObject, texts: Object.fromEntries(opened), words };
}
