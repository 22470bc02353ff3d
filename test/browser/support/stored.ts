import type { Theatre } from './theatre.js';

/** An event as the log has it; its texts are sealed. */
export interface Stored {
  readonly type: string;
  readonly stream: string;
  readonly data: Readonly<Record<string, unknown>>;
  readonly metadata: Readonly<Record<string, string>>;
}

/** Milliseconds for which what was sent from a screen may take to be stored, and between looks. */
const PATIENCE_MS = 60_000;
const LOOK_MS = 100;

/** The newest events of the log, the newest last. */
export async function newest(theatre: Theatre, auditor: string): Promise<readonly Stored[]> {
  const { events } = await theatre.question<{ events: readonly Stored[] }>('events', auditor);
  return events;
}

/** The newest event of a type, once it is there. */
export async function stored(theatre: Theatre, auditor: string, type: string): Promise<Stored> {
  const deadline = Date.now() + PATIENCE_MS;
  for (;;) {
    const found = (await newest(theatre, auditor)).findLast((event) => event.type === type);
    if (found !== undefined) return found;
    if (Date.now() > deadline) throw new Error(`no ${type} was stored`);
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
  }
}
