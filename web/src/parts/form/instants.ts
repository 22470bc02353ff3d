const TYPED = /^(\d{4})-(\d{2})-(\d{2})(?:[ T](\d{1,2}):(\d{2}))?$/;

const MINUTE_MS = 60_000;

/** The zone of whoever sits at this browser. */
export function ownZone(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone;
}

export function isZone(zone: string): boolean {
  try {
    Intl.DateTimeFormat('en', { timeZone: zone });
    return true;
  } catch {
    return false;
  }
}

/**
 * The instant at which clocks in a zone read what was typed ("2020-01-08 02:30"; a date alone is its beginning), in
 * RFC 3339 and UTC. Undefined for what is no time, or none that clocks there ever showed; of an hour that they showed
 * twice, the first.
 */
export function instantTyped(text: string, zone: string): string | undefined {
  const [, ...digits] = TYPED.exec(text.trim()) ?? [];
  if (digits.length === 0 || !isZone(zone)) return undefined;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0] = digits.map((part: string | undefined) =>
    Number(part ?? 0),
  );
  const wall = Date.UTC(year, month - 1, day, hour, minute);
  const read = new Date(wall);
  if (read.getUTCMonth() !== month - 1 || read.getUTCDate() !== day || hour > 23 || minute > 59) return undefined;
  const found = [1, -1]
    .map((side) => wall - offsetAt(wall - side * 24 * 60 * MINUTE_MS, zone))
    .filter((instant) => instant + offsetAt(instant, zone) === wall);
  return found.length === 0 ? undefined : new Date(Math.min(...found)).toISOString();
}

/** An instant as it would be typed in a zone. */
export function asTyped(instant: number | string, zone: string): string {
  const ms = typeof instant === 'number' ? instant : Date.parse(instant);
  return new Date(ms + offsetAt(ms, zone)).toISOString().slice(0, 16).replace('T', ' ');
}

/** Milliseconds by which clocks in the zone are ahead of UTC. */
function offsetAt(instant: number, zone: string): number {
  const parts = new Intl.DateTimeFormat('en-US', {
    ...{ timeZone: zone, hourCycle: 'h23', year: 'numeric', month: '2-digit', day: '2-digit' },
    ...{ hour: '2-digit', minute: '2-digit', second: '2-digit' },
  }).formatToParts(instant);
  const part = (type: string): number => Number(parts.find((one) => one.type === type)?.value);
  const wall = Date.UTC(
    ...([part('year'), part('month') - 1, part('day')] as const),
    ...([part('hour'), part('minute'), part('second')] as const),
  );
  return wall - Math.floor(instant / 1_000) * 1_000;
}
