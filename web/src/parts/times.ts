import type { Say } from '../words/catalogue.js';

const MINUTE_MS = 60_000;
const HOUR_MINUTES = 60;
const DAY_MINUTES = 24 * HOUR_MINUTES;

/** How long, in whole minutes that have passed: "41 min", "3 h 05 min", "2 d 4 h". */
export function lengthInWords(milliseconds: number, say: Say): string {
  const minutes = Math.max(0, Math.floor(milliseconds / MINUTE_MS));
  if (minutes < HOUR_MINUTES) return say('common.length.minutes', { minutes });
  if (minutes < DAY_MINUTES) {
    return say('common.length.hours', { hours: Math.floor(minutes / HOUR_MINUTES), minutes: minutes % HOUR_MINUTES });
  }
  return say('common.length.days', {
    days: Math.floor(minutes / DAY_MINUTES),
    hours: Math.floor((minutes % DAY_MINUTES) / HOUR_MINUTES),
  });
}

const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(locale: string, zone: string, parts: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${locale} ${zone} ${JSON.stringify(parts)}`;
  const known = formats.get(key) ?? new Intl.DateTimeFormat(locale, { timeZone: zone, ...parts });
  formats.set(key, known);
  return known;
}

const CLOCK = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const;
const DATE_AND_CLOCK = { year: 'numeric', month: 'short', day: 'numeric', ...CLOCK } as const;

/** A date and a time of day, and whose: "Jan 8, 2020, 02:12 Baghdad". */
export function instantInWords(instant: string | number, zone: string, locale: string): string {
  return `${formatOf(locale, zone, DATE_AND_CLOCK).format(new Date(instant))} ${zoneName(zone)}`;
}

/** A time of day, and whose, where the date stands beside it or is today's: "02:12 UTC". */
export function clockInWords(instant: string | number, zone: string, locale: string): string {
  return `${formatOf(locale, zone, CLOCK).format(new Date(instant))} ${zoneName(zone)}`;
}

/** What people call a zone: its city. */
export function zoneName(zone: string): string {
  return zone.slice(zone.lastIndexOf('/') + 1).replaceAll('_', ' ');
}
