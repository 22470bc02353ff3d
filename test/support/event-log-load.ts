import type { Append, EventLog } from '../../src/event-log/event-log.js';
import type { RecordedEvent } from '../../src/kernel/event.js';
import { appendOf, commandNamed, deploymentStream } from './event-log.js';

/** What a writer of the crash test asks for as its n-th append: the same wherever it is asked. */
export interface LoadPlan {
  readonly writers: number;
  readonly round: number;
}

export interface Acknowledged {
  readonly writer: number;
  readonly n: number;
  /** Ids and positions of the events, as they were answered. */
  readonly events: readonly string[];
}

const SIZES = [1, 3, 1, 2] as const;

function sizeOf(n: number): number {
  return SIZES[n % SIZES.length] ?? 1;
}

/** The events of a writer before his n-th append. */
export function eventsBefore(n: number): number {
  let sum = 0;
  for (let k = 0; k < n; k += 1) sum += sizeOf(k);
  return sum;
}

export function streamOf(plan: LoadPlan, writer: number): string {
  return deploymentStream(`round ${plan.round}, writer ${writer}`);
}

export function loadAppend(plan: LoadPlan, writer: number, n: number): Append {
  const before = eventsBefore(n);
  return appendOf({
    stream: streamOf(plan, writer),
    expected: before === 0 ? 'none' : before - 1,
    command: commandNamed(`round ${plan.round}, writer ${writer}, append ${n}`),
    says: Array.from({ length: sizeOf(n) }, (_, place) => ({ writer, n, place, text: 'x'.repeat(200) })),
  });
}

export function acknowledgement(events: readonly RecordedEvent[]): readonly string[] {
  return events.map((event) => `${event.id}@${event.position}`);
}

/** All writers append without end, each waiting for its own answers alone; every answer is told. */
export async function writeWithoutEnd(
  log: EventLog,
  plan: LoadPlan,
  tell: (answer: Acknowledged) => void,
): Promise<void> {
  await Promise.all(
    Array.from({ length: plan.writers }, async (_, writer) => {
      for (let n = 0; ; n += 1) {
        const events = await log.append(loadAppend(plan, writer, n));
        tell({ writer, n, events: acknowledgement(events) });
      }
    }),
  );
}
