import type { RecordedEvent } from '../kernel/event.js';
import type { Id } from '../kernel/ids.js';
import { BEFORE_ALL, type Position } from '../kernel/position.js';
import { eventIdOf, idOfContent } from './event-id.js';
import { IdSet } from './id-set.js';
import type { EventLog } from './event-log.js';
import { DamagedLog } from './stored-json.js';

export type FaultKind =
  /** Not after the event before it in the total order. */
  | 'ORDER'
  /** A stream skips or repeats a revision. */
  | 'REVISION'
  /** An id names two events. */
  | 'DUPLICATE_ID'
  /** A command id was used for two appends. */
  | 'COMMAND_REPEATED'
  /** The id is not the one that the content derives: one of the two was changed. */
  | 'CONTENT'
  /** What is stored is no event; nothing after it could be looked at. */
  | 'UNREADABLE';

export interface Fault {
  readonly kind: FaultKind;
  /** Of the event, or of the last one before what cannot be read. */
  readonly position: Position;
  readonly message: string;
}

export interface Verdict {
  readonly events: number;
  readonly streams: number;
  readonly end: Position;
  /** How many faults there are; `faults` lists the first MAX_FAULTS_LISTED. */
  readonly faultCount: number;
  readonly faults: readonly Fault[];
}

export interface VerifyProgress {
  readonly events: number;
  readonly perSecond: number;
  /** Absent where nobody said how many events there are. */
  readonly remainingSeconds?: number;
}

export interface VerifyOptions {
  /** How many events the log holds, as far as known. */
  readonly total?: number;
  /** Called after every page of EVENTS_PER_PAGE events. */
  readonly onProgress?: (progress: VerifyProgress) => void;
  /** Milliseconds of the machine since any fixed instant; only the rate depends on it. */
  readonly elapsedMs?: () => number;
}

export const MAX_FAULTS_LISTED = 100;

/** Few enough that a page is gone from memory before the garbage collector takes it for lasting. */
export const EVENTS_PER_PAGE = 256;

/** An event as a verification looks at it. */
export interface Verifiable extends Pick<RecordedEvent, 'id' | 'stream' | 'revision' | 'position' | 'recordedAt'> {
  readonly commandId: Id;
  /**
   * The canonical JSON that the id names, as it stands in the store. Where it yields the id it is what was once written,
   * and need not be read; absent where the store has it in another form.
   */
  readonly content?: string;
  /** Throws DamagedLog. */
  event(): RecordedEvent;
}

/** A log that can be looked at without being read. */
export interface VerifiableLog {
  /** After a position, in order, at most `limit`. Rejects with DamagedLog. */
  verifiable(after: Position, limit: number): Promise<readonly Verifiable[]>;
}

/** Reads a whole log of any engine, page by page, and says everything that cannot be as Muster wrote it. */
export function verifyLog(log: Pick<EventLog, 'readAll'>, options: VerifyOptions = {}): Promise<Verdict> {
  return verifyStored(
    { verifiable: async (after, limit) => (await log.readAll(after, limit)).map(verifiableOf) },
    options,
  );
}

/** An event that was read, as a verification looks at it. */
export function verifiableOf(event: RecordedEvent): Verifiable {
  const { id, stream, revision, position, recordedAt, metadata } = event;
  return { id, stream, revision, position, recordedAt, commandId: metadata.commandId, event: () => event };
}

/** The same of an engine that can show what it stores. */
export async function verifyStored(log: VerifiableLog, options: VerifyOptions = {}): Promise<Verdict> {
  const verification = new Verification(options.total);
  const report = progressReport(options);
  for (;;) {
    const before = verification.end;
    const length = await observePage(log, verification);
    report(verification.events);
    // A page that leads nowhere has been found out of order; reading on from it would never end.
    if (length < EVENTS_PER_PAGE || verification.end === before) return verification.verdict();
  }
}

/** How many events it had; none where it cannot be read to its end, for then there is nothing more to look at. */
async function observePage(log: VerifiableLog, verification: Verification): Promise<number> {
  try {
    const page = await log.verifiable(verification.end, EVENTS_PER_PAGE);
    for (const event of page) verification.observe(event);
    return page.length;
  } catch (error) {
    if (!(error instanceof DamagedLog)) throw error;
    verification.unreadable(error.message);
    return 0;
  }
}

function progressReport(options: VerifyOptions): (events: number) => void {
  const { onProgress, total, elapsedMs = () => performance.now() } = options;
  const begun = elapsedMs();
  return (events) => {
    const seconds = Math.max(elapsedMs() - begun, 1) / 1_000;
    const perSecond = events / seconds;
    const remaining =
      total === undefined || perSecond === 0 ? {} : { remainingSeconds: Math.max(total - events, 0) / perSecond };
    onProgress?.({ events, perSecond, ...remaining });
  };
}

interface StreamState {
  revision: number;
  commandId: Id;
  /** The revision of the first event of that command's append. */
  commandBegan: number;
}

/** What has been seen of a log so far. It is told every event once, in the order in which the log gives them. */
export class Verification {
  readonly #streams = new Map<string, StreamState>();
  readonly #ids: IdSet;
  readonly #commands: IdSet;
  readonly #faults: Fault[] = [];
  #faultCount = 0;
  #events = 0;
  #end = BEFORE_ALL;

  /** Of about how many events. */
  constructor(expected = 0) {
    this.#ids = new IdSet(expected);
    this.#commands = new IdSet(expected);
  }

  get events(): number {
    return this.#events;
  }

  /** The greatest position so far. */
  get end(): Position {
    return this.#end;
  }

  /** Throws DamagedLog where it cannot be read, and then has not seen it. */
  observe(event: Verifiable): void {
    const before = this.#streams.get(event.stream);
    const goesOn = before?.commandId === event.commandId;
    const isWhole = isContentOf(event, goesOn ? event.revision - before.commandBegan : 0);
    this.#events += 1;
    this.#checkOrder(event);
    if (!this.#ids.add(event.id)) this.#blame('DUPLICATE_ID', event, `id ${event.id} was given before`);
    this.#checkRevision(event, before);
    if (!goesOn) this.#checkCommand(event);
    if (!isWhole) this.#blame('CONTENT', event, `id ${event.id} does not belong to the content`);
    this.#standAt(event, before, goesOn);
  }

  unreadable(reason: string): void {
    this.#note({ kind: 'UNREADABLE', position: this.#end, message: `after ${this.#end}: ${reason}` });
  }

  verdict(): Verdict {
    return {
      events: this.#events,
      streams: this.#streams.size,
      end: this.#end,
      faultCount: this.#faultCount,
      faults: this.#faults,
    };
  }

  #checkOrder(event: Verifiable): void {
    if (event.position > this.#end) this.#end = event.position;
    else this.#blame('ORDER', event, `position ${event.position} comes after ${this.#end}`);
  }

  #checkRevision(event: Verifiable, before: StreamState | undefined): void {
    const { revision } = event;
    const expected = before === undefined ? 0 : before.revision + 1;
    if (revision !== expected) this.#blame('REVISION', event, `revision ${revision} stands where ${expected} belongs`);
  }

  #checkCommand(event: Verifiable): void {
    const { commandId } = event;
    if (this.#commands.add(commandId)) return;
    this.#blame('COMMAND_REPEATED', event, `command ${commandId} was stored before`);
  }

  /** Where the event's stream stands with it. What is known of a stream is changed and not made anew: there are many events. */
  #standAt({ stream, revision, commandId }: Verifiable, before: StreamState | undefined, goesOn: boolean): void {
    if (before === undefined) {
      this.#streams.set(stream, { revision, commandId, commandBegan: revision });
      return;
    }
    before.revision = revision;
    if (goesOn) return;
    before.commandId = commandId;
    before.commandBegan = revision;
  }

  #blame(kind: FaultKind, event: Verifiable, what: string): void {
    const message = `event ${event.position} (${event.stream}, revision ${event.revision}): ${what}`;
    this.#note({ kind, position: event.position, message });
  }

  #note(fault: Fault): void {
    this.#faultCount += 1;
    if (this.#faults.length < MAX_FAULTS_LISTED) this.#faults.push(fault);
  }
}

/** Whether the event's id is the one that its content derives, at its place among those of its append. */
function isContentOf(event: Verifiable, index: number): boolean {
  const { id, commandId, content } = event;
  if (content !== undefined && idOfContent(commandId, index, content) === id) return true;
  return eventIdOf(commandId, index, event.event()) === id;
}
