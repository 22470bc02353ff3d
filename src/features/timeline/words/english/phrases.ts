import { msOfDuration, type Duration } from '../../../../kernel/duration.js';
import type { EntryId } from '../../../../kernel/entry-id.js';
import type { Id } from '../../../../kernel/ids.js';
import type { Instant } from '../../../../kernel/instant.js';
import type { Mode } from '../../../../kernel/mode.js';
import type { JsonObject } from '../../../../kernel/json.js';
import type { TextAnswer } from '../../../../api/opened.js';
import type { NamedEntries, TimelineType, ToldData } from '../../timeline-event.js';
import type { Telling } from '../telling.js';

/** People, missions and posts named in one sentence; further ones are counted. */
export const MAX_NAMED = 12;

/** Whose tour it is; undefined where the event is of no tour and names nobody. */
export function person({ names, event }: Telling, deployment: Id = event.id): string {
  return named(names.get(deployment), 'person', 'someone');
}

export function mission({ names, event }: Telling, id: Id = event.id): string {
  return named(names.get(id), 'mission', 'a mission');
}

export function post({ names }: Telling, id: Id): string {
  return named(names.get(id), 'post', 'a post');
}

function named(name: TextAnswer | undefined, what: string, nameless: string): string {
  if (name === undefined) return nameless;
  if (name.erased === true) return `an erased ${what}`;
  return name.text ?? `a ${what} whose name cannot be read`;
}

/** A text that someone wrote, in quotation marks; what stands in its place where it is gone; undefined where there is none. */
export function quoted({ texts }: Telling, field: string): string | undefined {
  const text = texts[field];
  if (text === undefined) return undefined;
  if (text.erased === true) return '(erased)';
  return text.text === undefined ? '(unreadable)' : `“${text.text}”`;
}

/** The words before and after a text, and nothing at all where there is no such text. */
export function around(before: string, text: string | undefined, after = ''): string {
  return text === undefined ? '' : `${before}${text}${after}`;
}

/** A sentence, and after it the reason that was given. */
export function because(telling: Telling, said: string): string {
  return `${sentence(said)}${around(' Reason: ', quoted(telling, 'reason'), '.')}`;
}

export function sentence(said: string): string {
  return `${said.charAt(0).toUpperCase()}${said.slice(1)}.`;
}

/** The parts that are there, with commas between. */
export function listed(...parts: readonly string[]): string {
  return parts.filter((part) => part !== '').join(', ');
}

/** Names with `and` before the last; beyond MAX_NAMED the rest is counted. */
export function several(names: readonly string[]): string {
  const shown = names.slice(0, MAX_NAMED);
  const rest = names.length - shown.length;
  const all = rest === 0 ? shown : [...shown, `${rest} more`];
  return all.length < 2 ? (all[0] ?? 'nobody') : `${all.slice(0, -1).join(', ')} and ${all.at(-1) ?? ''}`;
}

export function count(number: number, one: string, many: string): string {
  return `${number} ${number === 1 ? one : many}`;
}

/** UTC, to the minute where it is exact; with the date where that is not the day of the recording. */
export function clock({ event }: Pick<Telling, 'event'>, at: Instant): string {
  const time = at.slice(11).replace(/(:00)?\.000Z$|0*Z$/, 'Z');
  return at.slice(0, 10) === event.recordedAt.slice(0, 10) ? time : `${at.slice(0, 10)} ${time}`;
}

const UNITS = [
  ['d', 86_400],
  ['h', 3_600],
  ['min', 60],
  ['s', 1],
] as const;

/** `1 d 2 h 30 min`. */
export function lasting(duration: Duration): string {
  let seconds = msOfDuration(duration) / 1_000;
  const parts: string[] = [];
  for (const [unit, size] of UNITS) {
    const whole = unit === 's' ? seconds : Math.floor(seconds / size);
    if (whole > 0) parts.push(`${whole} ${unit}`);
    seconds -= whole * size;
  }
  return parts.length === 0 ? '0 s' : parts.join(' ');
}

/** Said only where it is not the real thing. */
export function inMode(mode: Mode | undefined): string {
  return mode === undefined || mode === 'ACTUAL' ? '' : ` (${mode})`;
}

type NamedRecord = NamedEntries extends ReadonlyMap<EntryId, infer Named> ? Named : never;

const RECORDS: { readonly [Type in TimelineType]?: (record: NamedRecord, telling: Telling) => string } = {
  OfficerAccountedFor: ({ data, happenedAt }, telling) => {
    const { condition } = data as ToldData<'OfficerAccountedFor'> & JsonObject;
    return `the check-in ${condition} observed ${clock(telling, happenedAt)}`;
  },
  DeathReported: ({ happenedAt }, telling) => `the report of death observed ${clock(telling, happenedAt)}`,
  OfficerDeclaredMissing: ({ recordedAt }, telling) => `the declaration of missing of ${clock(telling, recordedAt)}`,
  DuressSignalled: ({ happenedAt }, telling) => `the signal of duress of ${clock(telling, happenedAt)}`,
  EntryCorrected: ({ recordedAt }, telling) => `the corrected version of ${clock(telling, recordedAt)}`,
};

/** An entry that the event names, in words: which kind of record, and of when. */
export function entry(telling: Telling, name: EntryId): string {
  const record = telling.entries.get(name);
  return (record && RECORDS[record.type]?.(record, telling)) ?? 'an earlier record';
}
