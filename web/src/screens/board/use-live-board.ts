import { useEffect, useState } from 'react';
import { followStream } from '../../api/live-stream.js';
import type { Problem } from '../../api/problem.js';
import { hearServerTime } from '../../parts/clock.js';
import { Silence } from '../../parts/silence.js';
import { told, type LiveBoard } from './live-board.js';

export interface FollowedBoard {
  readonly board: LiveBoard | undefined;
  /** Why there is none, for good. */
  readonly problem: Problem | undefined;
}

/** The board of a roll call as it changes, for as long as it is on the screen. */
export function useLiveBoard(rollCall: string): FollowedBoard {
  const [followed, setFollowed] = useState<FollowedBoard>({ board: undefined, problem: undefined });
  useEffect(() => {
    const ending = new AbortController();
    const watch = new Silence();
    void followStream(
      `/api/roll-calls/${rollCall}/stream`,
      {
        alive: () => watch.heard(),
        hear: (event) => {
          setFollowed((before) => {
            const board = told(before.board, event);
            if (board !== undefined) hearServerTime(board.head.asOf);
            return { board, problem: undefined };
          });
        },
        lost: () => watch.lost(),
        refused: (problem) => setFollowed({ board: undefined, problem }),
      },
      ending.signal,
    );
    return () => {
      ending.abort();
      watch.end();
      setFollowed({ board: undefined, problem: undefined });
    };
  }, [rollCall]);
  return followed;
}
