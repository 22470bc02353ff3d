/**
 * An instant in UTC, to the millisecond, in the one canonical spelling `2020-01-07T22:30:00.000Z`.
 * Two instants compare as strings.
 */
export type Instant = string & { readonly __brand: 'Instant' };

/** Milliseconds since 1970-01-01T00:00:00Z: what the rule calculates with. */
export type EpochMs = number;

/** RFC 3339, section 5.6: a date, a time and an offset are all required. */
const RFC_3339 =
  /^(?<year>\d{4})-(?<month>\d\d)-(?<day>\d\d)[Tt](?<clock>[01]\d|2[0-3]):(?<minute>[0-5]\d):(?<second>[0-5]\d)(?<fraction>\.\d{1,9})?(?<offset>[Zz]|[+-](?:[01]\d|2[0-3]):[0-5]\d)$/;

/** The canonical spelling of an instant of a day that every month has: no calendar need be asked. */
const PLAIN = /^(?:19|[2-8]\d)\d\d-(?:0[1-9]|1[0-2])-(?:0[1-9]|1\d|2[0-8])T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d\.\d{3}Z$/;

const EARLIEST = Date.UTC(1900, 0, 1);
const LATEST = Date.UTC(9000, 0, 1);

/**
 * Reads an RFC 3339 instant; digits beyond the millisecond are dropped.
 * Answers undefined for anything else: no offset, 31 February, a leap second, a year out of [1900, 9000).
 */
export function parseInstant(text: string): Instant | undefined {
  return isInstant(text) ? text : parseRfc3339(text);
}

/** Whether a text is an instant in the canonical spelling. */
export function isInstant(text: string): text is Instant {
  if (PLAIN.test(text)) return true;
  const ms = Date.parse(text);
  return ms >= EARLIEST && ms < LATEST && instantOf(ms) === text;
}

function parseRfc3339(text: string): Instant | undefined {
  const groups = RFC_3339.exec(text)?.groups;
  if (groups === undefined || !isDayOfCalendar(groups)) return undefined;
  const fraction = groups['fraction']?.slice(0, 4) ?? '';
  const time = `${groups['clock']}:${groups['minute']}:${groups['second']}${fraction}`;
  const ms = Date.parse(
    `${groups['year']}-${groups['month']}-${groups['day']}T${time}${groups['offset']?.toUpperCase()}`,
  );
  return Number.isNaN(ms) || ms < EARLIEST || ms >= LATEST ? undefined : instantOf(ms);
}

function isDayOfCalendar(groups: Record<string, string>): boolean {
  const [year, month, day] = [Number(groups['year']), Number(groups['month']), Number(groups['day'])];
  const date = new Date(Date.UTC(year, month - 1, day));
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
}

/** The canonical spelling of an instant that is known to be well-formed; a bug throws. */
export function instant(text: string): Instant {
  const parsed = parseInstant(text);
  if (parsed === undefined) throw new Error(`not an instant: ${text}`);
  return parsed;
}

export function instantOf(ms: EpochMs): Instant {
  return new Date(ms).toISOString() as Instant;
}

export function msOf(at: Instant): EpochMs {
  return Date.parse(at);
}

export function later<T extends string | number>(a: T, b: T): T {
  return a > b ? a : b;
}

export function earlier<T extends string | number>(a: T, b: T): T {
  return a < b ? a : b;
}
