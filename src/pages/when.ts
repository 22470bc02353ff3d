import type { Instant } from '../kernel/instant.js';
import type { Language } from '../kernel/language.js';

const LOCALES: Readonly<Record<Language, string>> = { en: 'en-GB', fr: 'fr-CA' };

const TOLD = {
  ...{ day: 'numeric', month: 'short', year: 'numeric', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' },
} as const satisfies Intl.DateTimeFormatOptions;

/** A date and a time with their zone, always: where he is first, where that is known, and in UTC. */
export function told(at: Instant, language: Language, zone?: string): string {
  const utc = `${format(at, language, 'UTC')} UTC`;
  if (zone === undefined || zone === 'UTC') return utc;
  return `${format(at, language, zone)} ${cityOf(zone)} · ${utc}`;
}

/** What people call a zone. */
function cityOf(zone: string): string {
  return zone.slice(zone.lastIndexOf('/') + 1).replaceAll('_', ' ');
}

function format(at: Instant, language: Language, timeZone: string): string {
  return new Intl.DateTimeFormat(LOCALES[language], { ...TOLD, timeZone }).format(new Date(at));
}
