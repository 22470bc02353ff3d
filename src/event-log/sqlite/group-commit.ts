import type { Clock } from '../../kernel/clock.js';
import type { RecordedEvent } from '../../kernel/event.js';
import { invariant } from '../../kernel/failure.js';
import type { Position } from '../../kernel/position.js';
import { checkAppend } from '../append-rules.js';
import {
  CommandIdReused,
  Indeterminate,
  LogUnavailable,
  NOT_OBSERVED,
  WrongRevision,
  type Append,
  type LogEnd,
  type LogObserver,
} from '../event-log.js';
import { decode, encode, inPlace, readContent, type Content, type UnplacedRow } from './codec.js';
import { LastRevisions } from './last-revisions.js';
import { RecentEvents } from './recent-events.js';
import { errorOf, type BatchResult, type Outcome, type Writing } from './writing.js';

/** Appends that wait for a commit. Who comes on top of these is told at once that the log does not keep up. */
export const MAX_WAITING_APPENDS = 4_096;

/** Appends that share a commit: a full one takes some tens of milliseconds. */
export const MAX_APPENDS_PER_COMMIT = 512;

interface WaitingAppend {
  readonly request: Append;
  readonly rows: readonly UnplacedRow[];
  readonly contents: readonly Content[];
  readonly resolve: (events: readonly RecordedEvent[]) => void;
  readonly reject: (error: unknown) => void;
}

export interface GroupCommitOptions {
  readonly writing: Writing;
  /** The log's, when it was opened. */
  readonly end: LogEnd;
  readonly clock: Pick<Clock, 'now'>;
  readonly onStored: () => void;
  readonly observer?: LogObserver;
}

/**
 * The queue before the one who writes. Appends that arrive while a commit is under way, or in the same turn of the event
 * loop, share the next one, and are answered after it. Once the file has failed nothing more is taken until the log is
 * opened anew.
 */
export class GroupCommit {
  readonly #waiting: WaitingAppend[] = [];
  readonly #lastRevisions = new LastRevisions();
  readonly #recent = new RecentEvents();
  #end: LogEnd;
  #scheduled = false;
  #underWay: Promise<void> | undefined;
  #stopped: LogUnavailable | undefined;

  constructor(private readonly options: GroupCommitOptions) {
    this.#end = options.end;
  }

  append(request: Append): Promise<readonly RecordedEvent[]> {
    return new Promise((resolve, reject) => {
      if (this.#stopped !== undefined) throw this.#stopped;
      if (this.#waiting.length >= MAX_WAITING_APPENDS) throw new LogUnavailable('too many appends are waiting');
      checkAppend(request);
      const rows = request.events.map(encode);
      this.#waiting.push({ request, rows, contents: rows.map(readContent), resolve, reject });
      this.#schedule();
    });
  }

  /** Where the log ends, as far as anybody has been told. Undefined once it has stopped, for then only the file can say. */
  get end(): LogEnd | undefined {
    return this.#stopped === undefined ? this.#end : undefined;
  }

  /** Whether a stream is known to have no event of this revision or a later one. */
  endsBefore(stream: string, revision: number): boolean {
    const last = this.#lastRevisions.of(stream);
    return last !== undefined && last < revision;
  }

  /** As `readAll` of what was stored last, which mostly is all that anybody wants of it; undefined where that is older. */
  recentAfter(after: Position, limit: number): readonly RecordedEvent[] | undefined {
    return this.#stopped === undefined ? this.#recent.after(after, limit) : undefined;
  }

  /** These stand in the file: it may be read before those who wrote it have been answered. */
  heard(events: readonly RecordedEvent[]): void {
    const last = events.at(-1);
    if (last === undefined) return;
    if (last.position > this.#end.position) this.#end = { position: last.position, recordedAt: last.recordedAt };
    for (const { stream, revision } of events) {
      if (this.endsBefore(stream, revision)) this.#lastRevisions.note(stream, revision);
    }
  }

  /** Rejects with LogUnavailable where the file takes no commit. */
  async probe(): Promise<void> {
    if (this.#stopped !== undefined) throw this.#stopped;
    const result = await this.options.writing.probe().catch((cause: unknown) => {
      throw this.#stop(cause);
    });
    if (result.kind === 'sound') return;
    const cause = errorOf(result.fault);
    if (result.kind === 'stopped') throw this.#stop(cause);
    throw new LogUnavailable(`the log takes no commit (${result.fault.code ?? 'no code'})`, { cause });
  }

  /** Stores what is waiting, and takes nothing more. */
  async finish(): Promise<void> {
    while (this.#waiting.length > 0 || this.#underWay !== undefined) await (this.#underWay ?? this.#commitNext());
    this.#stopped ??= new LogUnavailable('the log is closed');
  }

  #schedule(): void {
    if (this.#scheduled || this.#underWay !== undefined) return;
    this.#scheduled = true;
    setImmediate(() => {
      this.#scheduled = false;
      if (this.#waiting.length > 0 && this.#underWay === undefined) void this.#commitNext();
    });
  }

  /** Never rejects. */
  #commitNext(): Promise<void> {
    const batch = this.#waiting.splice(0, MAX_APPENDS_PER_COMMIT);
    const orders = batch.map(({ request: { stream, expected, commandId }, rows }) => ({
      now: this.options.clock.now(),
      stream,
      expected,
      commandId,
      rows,
    }));
    const stored = this.options.writing.store({ orders });
    this.#underWay = stored.then(
      (result) => this.#told(() => this.#settle(batch, result)),
      (error: unknown) => this.#told(() => this.#refuse(batch, error, true)),
    );
    return this.#underWay;
  }

  #told(answer: () => void): void {
    this.#underWay = undefined;
    if (this.#waiting.length > 0) this.#schedule();
    answer();
  }

  #settle(batch: readonly WaitingAppend[], result: BatchResult): void {
    if (result.kind === 'stopped') {
      this.#refuse(batch, errorOf(result.fault), result.inDoubt);
      return;
    }
    invariant(result.outcomes.length === batch.length, 'every append has an outcome');
    batch.forEach((waiting, place) => {
      const outcome = result.outcomes[place];
      if (outcome !== undefined) this.#answer(waiting, outcome);
    });
    if (result.events === 0) return;
    this.options.onStored();
    (this.options.observer ?? NOT_OBSERVED).committed(batch.length, result.events, result.milliseconds);
  }

  #answer({ request, contents, resolve, reject }: WaitingAppend, outcome: Outcome): void {
    try {
      resolve(this.#eventsOf(request, contents, outcome));
    } catch (error) {
      reject(error);
    }
  }

  /** Throws what an append is refused with. */
  #eventsOf(request: Append, contents: readonly Content[], outcome: Outcome): readonly RecordedEvent[] {
    const { stream, expected, commandId } = request;
    switch (outcome.kind) {
      case 'stored': {
        const { revision, position, recordedAt } = outcome;
        const events = contents.map((content, place) =>
          inPlace(content, { stream, revision: revision + place, position: position + place, recordedAt }),
        );
        this.#lastRevisions.note(stream, revision + events.length - 1);
        this.heard(events);
        this.#recent.add(events);
        return events;
      }
      case 'repeated':
        return outcome.rows.map(decode);
      case 'wrong revision':
        throw new WrongRevision(stream, expected, outcome.actual);
      case 'command id reused':
        throw new CommandIdReused(commandId);
      case 'failed':
        throw errorOf(outcome.fault);
    }
  }

  /** Only opening the log anew can say what has become of a batch that is in doubt; all others are certainly not stored. */
  #refuse(batch: readonly WaitingAppend[], cause: unknown, inDoubt: boolean): void {
    const stopped = this.#stop(cause);
    const failure = inDoubt
      ? new Indeterminate('the commit failed half way: the outcome is not known', { cause })
      : stopped;
    for (const { reject } of batch) reject(failure);
  }

  #stop(cause: unknown): LogUnavailable {
    this.#stopped ??= new LogUnavailable(
      'the log could not be written and takes nothing more until it is opened anew',
      { cause },
    );
    this.#lastRevisions.forget();
    for (const { reject } of this.#waiting.splice(0)) reject(this.#stopped);
    return this.#stopped;
  }
}
