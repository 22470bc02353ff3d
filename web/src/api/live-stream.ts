import { EventReader, type StreamedEvent } from './event-reader.js';
import { isTransient, Problem, problemOf, UNREACHABLE } from './problem.js';

/** Milliseconds for which a server may say nothing; it shows that it lives every five seconds. */
export const SILENT_MS = 30_000;

/** Milliseconds before a lost stream is taken up again: at first, and at most. */
const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 5_000;

export interface StreamHearer {
  hear(event: StreamedEvent): void;
  /** Something came, if only a sign of life. */
  alive(): void;
  /** The stream is lost, and is taken up again. */
  lost(): void;
  /** It is refused for good. */
  refused(problem: Problem): void;
}

/**
 * Follows a stream of server-sent events until it is ended, taking it up again after the last message heard. It is read
 * by hand and not by the browser's `EventSource`, which keeps silent about signs of life, so that nobody could tell a
 * quiet night from a dead server, and gives up for good when a server that starts answers 503.
 */
export async function followStream(path: string, hearer: StreamHearer, ended: AbortSignal): Promise<void> {
  let [last, pause] = ['', FIRST_PAUSE_MS];
  const hear = (event: StreamedEvent): void => {
    last = event.id;
    pause = FIRST_PAUSE_MS;
    hearer.hear(event);
  };
  const isOver = (): boolean => ended.aborted;
  while (!isOver()) {
    try {
      await readStream(path, last, { alive: () => hearer.alive(), hear }, ended);
    } catch (error) {
      if (!isOver() && error instanceof Problem && !isTransient(error)) {
        hearer.refused(error);
        return;
      }
    }
    if (isOver()) return;
    hearer.lost();
    await new Promise((resolve) => setTimeout(resolve, pause));
    pause = Math.min(2 * pause, LONGEST_PAUSE_MS);
  }
}

type Reading = Pick<StreamHearer, 'hear' | 'alive'>;

async function readStream(path: string, last: string, { hear, alive }: Reading, ended: AbortSignal): Promise<void> {
  const silent = new AbortController();
  let patience = setTimeout(() => silent.abort(), SILENT_MS);
  try {
    const signal = AbortSignal.any([ended, silent.signal]);
    const headers = last === '' ? {} : { 'Last-Event-ID': last };
    const response = await fetch(path, { signal, headers, cache: 'no-store' }).catch(() => {
      throw new Problem({ type: UNREACHABLE });
    });
    if (!response.ok || response.body === null) throw await problemOf(response);
    const reader = new EventReader();
    const pieces = response.body.pipeThrough(new TextDecoderStream()).getReader();
    for (let piece = await pieces.read(); !piece.done; piece = await pieces.read()) {
      clearTimeout(patience);
      patience = setTimeout(() => silent.abort(), SILENT_MS);
      alive();
      for (const event of reader.take(piece.value)) hear(event);
    }
  } finally {
    clearTimeout(patience);
  }
}
