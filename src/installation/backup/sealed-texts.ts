import { MAX_EVENTS_PER_READ, type EventLog } from '../../event-log/event-log.js';
import type { SealedTexts } from '../../kernel/event.js';
import { BEFORE_ALL } from '../../kernel/position.js';
import type { KeyStore } from '../../sealing/key-store.js';
import { Sealer, type OpenedText } from '../../sealing/sealer.js';
import type { OnEvents } from './log-content.js';

/** How many texts of a log its keys open. None is shown, nor kept. */
export interface TextCounts {
  readonly opened: number;
  /** Their key was destroyed. */
  readonly erased: number;
  /** Their key is not in the store, and never was. */
  readonly keyMissing: number;
  /** Their key, or they themselves, are damaged. */
  readonly unreadable: number;
}

const NONE: TextCounts = { opened: 0, erased: 0, keyMissing: 0, unreadable: 0 };

/** Tries every key on every text that is sealed under it. */
export async function countTexts(
  log: Pick<EventLog, 'readAll'>,
  keys: KeyStore,
  total: number,
  onEvents: OnEvents,
  elapsedMs: () => number,
): Promise<TextCounts> {
  const sealer = new Sealer(keys);
  const begun = elapsedMs();
  let [counts, after, done] = [NONE, BEFORE_ALL, 0];
  for (;;) {
    const events = await log.readAll(after, MAX_EVENTS_PER_READ);
    const page = events.flatMap(({ personal }) => (personal === undefined ? [] : [personal]));
    counts = plus(counts, await countPage(page, keys, sealer));
    done += events.length;
    onEvents({ done, total, perSecond: (done * 1_000) / Math.max(elapsedMs() - begun, 1) });
    after = events.at(-1)?.position ?? after;
    if (events.length < MAX_EVENTS_PER_READ) return counts;
  }
}

async function countPage(page: readonly SealedTexts[], keys: KeyStore, sealer: Sealer): Promise<TextCounts> {
  const found = await keys.findMany(new Set(page.map(({ subject }) => subject)));
  const opened = await sealer.openMany(page);
  let counts = NONE;
  page.forEach(({ subject }, place) => {
    const hasKey = found.has(subject);
    for (const text of Object.values(opened[place] ?? {})) counts = plus(counts, counted(text, hasKey));
  });
  return counts;
}

/** To the sealer a key that is not there is one that was erased; whoever checks a backup must tell them apart. */
function counted(text: OpenedText, hasKey: boolean): TextCounts {
  if (text === 'unreadable') return { ...NONE, unreadable: 1 };
  if (text !== 'erased') return { ...NONE, opened: 1 };
  return hasKey ? { ...NONE, erased: 1 } : { ...NONE, keyMissing: 1 };
}

function plus(one: TextCounts, other: TextCounts): TextCounts {
  return {
    opened: one.opened + other.opened,
    erased: one.erased + other.erased,
    keyMissing: one.keyMissing + other.keyMissing,
    unreadable: one.unreadable + other.unreadable,
  };
}
