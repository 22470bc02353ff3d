import { useEffect, useState } from 'react';
import { setConnection, type Connection } from '../../api/connection.js';
import { followStream, SILENT_MS } from '../../api/live-stream.js';
import type { Problem } from '../../api/problem.js';
import { hearServerTime, now } from '../../parts/clock.js';
import { told, type LiveBoard } from './live-board.js';

/** Milliseconds between looks whether the server has been silent for too long. */
const LOOK_MS = 1_000;

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

/** Tells everyone on the page how it stands with the stream. */
class Silence {
  private since: number | undefined;
  private readonly began = performance.now();
  private heardMs: number | undefined;
  private readonly looking = setInterval(() => this.look(), LOOK_MS);
  private state: Connection['state'] = 'OPENING';

  constructor() {
    setConnection({ state: 'OPENING' });
  }

  heard(): void {
    this.since = now();
    this.heardMs = performance.now();
    if (this.state !== 'LIVE') this.turn({ state: 'LIVE' });
  }

  lost(): void {
    if (this.state !== 'SILENT') this.turn({ state: 'LOST', since: this.since });
  }

  end(): void {
    clearInterval(this.looking);
    setConnection({ state: 'NONE' });
  }

  private look(): void {
    const silentMs = performance.now() - (this.heardMs ?? this.began);
    if (silentMs > SILENT_MS && this.state !== 'SILENT') this.turn({ state: 'SILENT', since: this.since });
  }

  private turn(connection: Connection): void {
    this.state = connection.state;
    setConnection(connection);
  }
}
