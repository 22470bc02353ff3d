import { useSyncExternalStore } from 'react';

/** Milliseconds between looks at the clock, for whatever is shown in minutes. */
const TICK_MS = 5_000;

/** Of the times on a page, how many are told at once that it is later: three of each of a thousand people would hold it up. */
const TOLD_AT_ONCE = 100;

let offset = -Infinity;
const listeners = new Set<() => void>();

/**
 * What the server takes for now, by an answer that has just come. An answer that was long under way says too little, so
 * the furthest that any has said holds; this device's own clock may be wrong by years.
 */
export function hearServerTime(instant: string): void {
  offset = Math.max(offset, Date.parse(instant) - Date.now());
}

/** Milliseconds since 1970 by the server's clock, or by this device's while nothing was heard. */
export function now(): number {
  return Date.now() + (offset === -Infinity ? 0 : offset);
}

let ticking: ReturnType<typeof setInterval> | undefined;

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  ticking ??= setInterval(() => tellSome([...listeners]), TICK_MS);
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    clearInterval(ticking);
    ticking = undefined;
  };
}

/** Some now, and the others after whatever else there is to do. */
function tellSome(told: readonly (() => void)[]): void {
  for (const tell of told.slice(0, TOLD_AT_ONCE)) if (listeners.has(tell)) tell();
  if (told.length > TOLD_AT_ONCE) setTimeout(() => tellSome(told.slice(TOLD_AT_ONCE)));
}

/** Something that is told from the clock; whoever shows it is drawn anew when it reads otherwise. */
export function useByClock<Told extends string | number | boolean>(tell: (now: number) => Told): Told {
  return useSyncExternalStore(subscribe, () => tell(now()));
}
