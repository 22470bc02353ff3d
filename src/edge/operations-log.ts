import { Injectable, type LoggerService } from '@nestjs/common';
import type { Clock } from '../kernel/clock.js';
import type { Id } from '../kernel/ids.js';

export type Level = 'info' | 'warning' | 'error';

/** What a line may say beside its event: names of our own, ids, counts. Never a name, a place or a text of anyone. */
export interface LineFields {
  readonly correlationId?: Id;
  readonly [field: string]: string | number | boolean | undefined;
}

export type WriteLine = (line: string, level: Level) => void;

/** Lines go to standard output, and to standard error where somebody has to look. */
export const toStandardStreams: WriteLine = (line, level) => {
  (level === 'info' ? process.stdout : process.stderr).write(`${line}\n`);
};

/** For tests and scripts. */
export const toNowhere: WriteLine = () => undefined;

/** What an operator reads of the running process: one JSON object a line. */
@Injectable()
export class OperationsLog implements LoggerService {
  constructor(
    private readonly clock: Pick<Clock, 'now'>,
    private readonly write: WriteLine,
  ) {}

  info(event: string, fields: LineFields = {}): void {
    this.line('info', event, fields);
  }

  warning(event: string, fields: LineFields = {}): void {
    this.line('warning', event, fields);
  }

  /** What goes on only once somebody has done something about it. */
  alarm(event: string, fields: LineFields): void {
    this.line('error', event, fields);
  }

  /** Something of ours that failed; the stack stays here and goes to no client. */
  failure(event: string, error: unknown, fields: LineFields = {}): void {
    const told = error instanceof Error ? { error: error.name, stack: error.stack } : { error: typeof error };
    this.line('error', event, { ...fields, ...told });
  }

  /** Nest's own messages: which module was loaded is no news; what went wrong is. */
  log(): void {
    return;
  }

  error(message: unknown): void {
    this.line('error', 'framework', { message: textOf(message) });
  }

  warn(message: unknown): void {
    this.line('warning', 'framework', { message: textOf(message) });
  }

  private line(level: Level, event: string, fields: LineFields): void {
    this.write(JSON.stringify({ at: this.clock.now(), level, event, ...fields }), level);
  }
}

function textOf(message: unknown): string {
  if (message instanceof Error) return message.stack ?? message.message;
  return typeof message === 'string' ? message : JSON.stringify(message);
}
