import { give, newKey } from '../../api/client.js';
import { now } from '../../parts/clock.js';
import type { Mode } from '../../parts/ModeBand.js';

/** How it is known that someone is safe; the grade follows from it, and is never chosen. */
export const HOWS = ['VOICE', 'SIGHT', 'MESSAGE'] as const;
export type How = (typeof HOWS)[number];

const GRADES = { VOICE: 1, SIGHT: 1, MESSAGE: 4 } as const satisfies Record<How, number>;

/** A message alone never suffices for good news, whatever it says. */
export function suffices(how: How): boolean {
  return how !== 'MESSAGE';
}

export type Condition = 'SAFE' | 'NEEDS_ASSISTANCE' | 'INJURED' | 'DETAINED';

export interface Report {
  readonly deployment: string;
  readonly condition: Condition;
  readonly how: How;
  readonly mode: Mode;
  readonly observedAt: string;
  readonly note?: string;
  /** The same for each attempt, so that it counts once. */
  readonly key: string;
}

/** What was heard or seen now. */
export function reportNow(report: Omit<Report, 'observedAt' | 'key'>): Report {
  return { ...report, observedAt: new Date(now()).toISOString(), key: newKey() };
}

/** Records a check-in; answers the entry by which it can be taken back. */
export async function record({ how, key, ...report }: Report): Promise<string | undefined> {
  const { entry } = await give('RecordCheckIn', { ...report, channel: how, grade: GRADES[how] }, { key });
  return entry;
}

export async function takeBack(entry: string, reason: string, key: string): Promise<void> {
  await give('RetractEntry', { entry, reason }, { key });
}
