import type { StreamedEvent } from '../../api/event-reader.js';
import type { Schemas } from '../../api/client.js';

export type Line = Schemas['BoardLineAnswer'];
export type Head = Schemas['ClaimAnswer'];

/** A board as the stream has told it last: what is said of the whole, and everyone's line by deployment. */
export interface LiveBoard {
  readonly head: Head;
  readonly lines: ReadonlyMap<string, Line>;
}

/** What a message of the stream makes of the board that was told before. */
export function told(before: LiveBoard | undefined, { event, data }: StreamedEvent): LiveBoard | undefined {
  if (event === 'board') {
    const { lines, ...head } = JSON.parse(data) as Head & { readonly lines: readonly Line[] };
    return { head, lines: new Map(lines.map((line) => [line.deployment, line])) };
  }
  if (event !== 'change' || before === undefined) return before;
  const message = JSON.parse(data) as Head & { readonly lines: readonly Line[]; readonly removed: readonly string[] };
  const { lines: changed, removed, ...head } = message;
  const lines = new Map(before.lines);
  for (const deployment of removed) lines.delete(deployment);
  for (const line of changed) lines.set(line.deployment, line);
  return { head, lines };
}
