import { useEffect, useState } from 'react';
import { followStream } from '../../api/live-stream.js';
import type { Problem } from '../../api/problem.js';
import { Silence } from '../../parts/silence.js';

export interface LogEnd {
  /** Up to where the log can be read, as it was told last; undefined while nothing was. */
  readonly position: string | undefined;
  /** Grows with each message, also where it tells the same end again. */
  readonly told: number;
  /** Why it is not followed, for good. */
  readonly problem: Problem | null;
}

const NOTHING: LogEnd = { position: undefined, told: 0, problem: null };

/** Where the log ends, as it grows, for as long as it is followed. */
export function useLogEnd(isFollowed: boolean): LogEnd {
  const [end, setEnd] = useState(NOTHING);
  useEffect(() => {
    if (!isFollowed) return undefined;
    const ending = new AbortController();
    const watch = new Silence();
    void followStream(
      '/api/events/stream',
      {
        alive: () => watch.heard(),
        hear: ({ id }) => setEnd(({ told }) => ({ position: id, told: told + 1, problem: null })),
        lost: () => watch.lost(),
        refused: (problem) => setEnd({ ...NOTHING, problem }),
      },
      ending.signal,
    );
    return () => {
      ending.abort();
      watch.end();
      setEnd(NOTHING);
    };
  }, [isFollowed]);
  return end;
}
