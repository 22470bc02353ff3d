import { Injectable, type LoggerService } from '@nestjs/common';
import type { Clock } from '../kernel/clock.js';
import type { Id } from '../kernel/ids.js';
import { GatheredLines } from './gathered-lines.js';
import { LEVELS, LOG_EVENTS, type Level, type LogEvent } from './log-vocabulary.js';

export type LineValue = string | number | boolean | { readonly [name: string]: LineValue } | readonly LineValue[];

/** What a line may say beside its event: names of our own, ids, counts. Never a name, a place or a text of anyone. */
export interface LineFields {
  readonly correlationId?: Id;
  readonly requestId?: Id;
  readonly [field: string]: LineValue | undefined;
}

export type WriteLine = (line: string, level: Level) => void;

const standardOutput = new GatheredLines((text) => process.stdout.write(text));

/** Lines go to standard output, and to standard error, at once, where somebody has to look. */
export const toStandardStreams: WriteLine = (line, level) => {
  if (level === 'info') {
    standardOutput.say(line);
    return;
  }
  standardOutput.flush();
  process.stderr.write(`${line}\n`);
};

/** For tests and scripts. */
export const toNowhere: WriteLine = () => undefined;

/** What an operator reads of the running process: one JSON object a line. */
@Injectable()
export class OperationsLog implements LoggerService {
  private readonly least: number;

  constructor(
    private readonly clock: Pick<Clock, 'now'>,
    private readonly write: WriteLine,
    /** What is below it is not written. */
    leastLevel: Level = 'info',
  ) {
    this.least = LEVELS.indexOf(leastLevel);
  }

  say(event: LogEvent, fields: LineFields = {}): void {
    const { level } = LOG_EVENTS[event];
    if (LEVELS.indexOf(level) < this.least) return;
    this.write(JSON.stringify({ at: this.clock.now(), level, event, ...fields }), level);
  }

  /** Something of ours that failed; the stack stays here and goes to no client. */
  failure(event: LogEvent, error: unknown, fields: LineFields = {}): void {
    const told = error instanceof Error ? { error: error.name, stack: error.stack } : { error: typeof error };
    this.say(event, { ...fields, ...told });
  }

  /** Nest's own messages: which module was loaded is no news; what went wrong is. */
  log(): void {
    return;
  }

  error(message: unknown): void {
    this.say('framework', { message: textOf(message) });
  }

  warn(message: unknown): void {
    this.say('framework-warning', { message: textOf(message) });
  }
}

function textOf(message: unknown): string {
  if (message instanceof Error) return message.stack ?? message.message;
  return typeof message === 'string' ? message : JSON.stringify(message);
}
