import { Turns } from './turns.js';

/** Commands that were taken and are not answered yet; who comes on top of these is turned away at once. */
export const MAX_COMMANDS_UNDER_WAY = 256;
/** Milliseconds that the oldest of them may have waited: where one has waited longer, many of them are too many. */
export const MAX_WAITED_MS = 1_000;
/** Commands under way that are not many: one of them may take its time without keeping the others out. */
const FEW_COMMANDS = 64;
/** The same of questions. They have a count of their own, so that no number of readers keeps a check-in out. */
export const MAX_QUESTIONS_UNDER_WAY = 256;
/** Live streams at a time. */
export const MAX_LIVE_STREAMS = 10_000;
/** Bytes of large bodies that may be on their way at a time. */
export const MAX_ARRIVING_BYTES = 67_108_864;
/** Bytes of a body that is taken whatever else is on its way: a check-in is far smaller. */
export const SMALL_BODY_SIZE = 16_384;

/** Milliseconds of commands and of questions before whatever else is ready comes. */
const COMMANDS_SLICE_MS = 50;
const QUESTIONS_SLICE_MS = 10;

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
  private readonly underWay = {
    commands: new Set<UnderWay>(),
    questions: new Set<UnderWay>(),
    streams: new Set<UnderWay>(),
  };
  private readonly turns = {
    commands: new Turns({ sliceMs: COMMANDS_SLICE_MS, atOnce: 256 }),
    questions: new Turns({ sliceMs: QUESTIONS_SLICE_MS, atOnce: 8 }),
  };
  private arriving = 0;

  constructor(limits: Partial<AdmissionLimits> = {}) {
    this.limits = { ...LIMITS, ...limits };
  }

  isFull(kind: Admitted): boolean {
    return this.underWay[kind].size >= this.limits[kind] || (kind === 'commands' && this.isSlow());
  }

  /** Undefined where there are too many already. */
  enter(kind: Admitted): Leave | undefined {
    if (this.isFull(kind)) return undefined;
    const entered: UnderWay = { sinceMs: performance.now() };
    this.underWay[kind].add(entered);
    return () => this.underWay[kind].delete(entered);
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

  /** Begins a command or a question when it is its turn. */
  inTurn(kind: 'commands' | 'questions', begin: () => void): void {
    this.turns[kind].take(begin);
  }

  /** What is taken now would wait for longer still: a set iterates from what came first. */
  private isSlow(): boolean {
    const { commands } = this.underWay;
    if (commands.size < FEW_COMMANDS) return false;
    const [oldest] = commands;
    return oldest !== undefined && performance.now() - oldest.sinceMs > MAX_WAITED_MS;
  }
}

interface UnderWay {
  readonly sinceMs: number;
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
