/** An ISO 8601 duration of fixed length as its caller wrote it, for example `PT6H`. */
export type Duration = string & { readonly __brand: 'Duration' };

const ISO_8601 =
  /^P(?=\d|T\d)(?:(?<weeks>\d{1,6})W)?(?:(?<days>\d{1,6})D)?(?:T(?=\d)(?:(?<hours>\d{1,8})H)?(?:(?<minutes>\d{1,9})M)?(?:(?<seconds>\d{1,10})(?<fraction>[.,]\d{1,9})?S)?)?$/;

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const WEEK = 7 * DAY;

/** A hundred years: longer is a slip of the pen, and would leave the range of instants. */
const LONGEST = 36_525 * DAY;

/**
 * Milliseconds of an ISO 8601 duration; undefined for anything else. Years and months are refused, for they have no
 * fixed length; a day is 24 hours. A fraction is allowed on the seconds alone and kept to the millisecond.
 */
export function parseDuration(text: string): number | undefined {
  const groups = ISO_8601.exec(text)?.groups;
  if (groups === undefined) return undefined;
  const part = (name: string): number => Number(groups[name] ?? 0);
  const fraction = Math.trunc(Number(`0${(groups['fraction'] ?? '').replace(',', '.')}`) * SECOND);
  const whole =
    part('weeks') * WEEK +
    part('days') * DAY +
    part('hours') * HOUR +
    part('minutes') * MINUTE +
    part('seconds') * SECOND;
  const ms = whole + fraction;
  return ms > LONGEST ? undefined : ms;
}

/** Milliseconds of a duration that is known to be well-formed; a bug throws. */
export function msOfDuration(duration: Duration): number {
  const ms = parseDuration(duration);
  if (ms === undefined) throw new Error(`not a duration: ${duration}`);
  return ms;
}
