import { Turns } from './turns.js';

/** Commands that were taken and are not answered yet; who comes on top of these is turned away at once. */
export const MAX_COMMANDS_UNDER_WAY = 512;
/** The same of questions. They have a count of their own, so that no number of readers keeps a check-in out. */
export const MAX_QUESTIONS_UNDER_WAY = 256;
/** Live streams at a time. */
export const MAX_LIVE_STREAMS = 10_000;
/** Bytes of large bodies that may be on their way at a time. */
export const MAX_ARRIVING_BYTES = 67_108_864;
/** Bytes of a body that is taken whatever else is on its way: a check-in is far smaller. */
export const SMALL_BODY_SIZE = 16_384;

/** How much is taken at a time. */
export interface AdmissionLimits {
  readonly commands: number;
  readonly questions: number;
  readonly streams: number;
  readonly arrivingBytes: number;
}

const LIMITS: AdmissionLimits = {
  commands: MAX_COMMANDS_UNDER_WAY,
  questions: MAX_QUESTIONS_UNDER_WAY,
  streams: MAX_LIVE_STREAMS,
  arrivingBytes: MAX_ARRIVING_BYTES,
};

export type Admitted = 'commands' | 'questions' | 'streams';

/** Says that it is over; saying so again changes nothing. */
export type Leave = () => void;

/**
 * How much an application takes at a time, so that what it took is answered soon: all beyond is turned away at once,
 * before anything is read or decided for it.
 */
export class Admission {
  private readonly limits: AdmissionLimits;
  private readonly counts = { commands: 0, questions: 0, streams: 0 };
  private readonly turns = new Turns();
  private arriving = 0;

  constructor(limits: Partial<AdmissionLimits> = {}) {
    this.limits = { ...LIMITS, ...limits };
  }

  /** What was taken and is not answered yet. */
  get underWay(): Readonly<Record<Admitted, number>> {
    return { ...this.counts };
  }

  isFull(kind: Admitted): boolean {
    return this.counts[kind] >= this.limits[kind];
  }

  /** Undefined where there are too many already. */
  enter(kind: Admitted): Leave | undefined {
    if (this.isFull(kind)) return undefined;
    this.counts[kind] += 1;
    return once(() => {
      this.counts[kind] -= 1;
    });
  }

  /** Of a body that is about to be read; undefined where too much is on its way already. */
  expect(bytes: number): Leave | undefined {
    if (bytes <= SMALL_BODY_SIZE) return nothingToDo;
    if (this.arriving + bytes > this.limits.arrivingBytes) return undefined;
    this.arriving += bytes;
    return once(() => {
      this.arriving -= bytes;
    });
  }

  /** Begins a question when it is its turn. */
  inTurn(begin: () => void): void {
    this.turns.take(begin);
  }
}

function nothingToDo(): void {
  return;
}

function once(leave: Leave): Leave {
  let left = false;
  return () => {
    if (!left) leave();
    left = true;
  };
}
