import { eventIdOf } from '../../src/event-log/event-id.js';
import {
  MAX_EVENTS_PER_READ,
  type Append,
  type EventLog,
  type ExpectedRevision,
  type Subscription,
} from '../../src/event-log/event-log.js';
import type { RecordedEvent } from '../../src/kernel/event.js';
import { derivedId, type Id, type IdSource } from '../../src/kernel/ids.js';
import { instant, type Instant } from '../../src/kernel/instant.js';
import type { JsonObject } from '../../src/kernel/json.js';
import { BEFORE_ALL, type Position } from '../../src/kernel/position.js';
import { streamName } from '../../src/kernel/stream.js';

/** A clock that stands where the test puts it. */
export class StandingClock {
  constructor(private instant: Instant = FIRST_NIGHT) {}

  now(): Instant {
    return this.instant;
  }

  set(text: string): void {
    this.instant = instant(text);
  }
}

export const FIRST_NIGHT = instant('2020-01-07T22:30:00Z');

/** Ids that are new in this process and the same in every run. */
export class CountedIds implements IdSource {
  #count = 0;

  constructor(private readonly seed: string) {}

  next(): Id {
    this.#count += 1;
    return derivedId('counted', this.seed, String(this.#count));
  }
}

export function deploymentStream(name: string): string {
  return streamName('deployment', derivedId('deployment', name));
}

export function commandNamed(name: string): Id {
  return derivedId('command', name);
}

export interface AppendParts {
  readonly stream: string;
  readonly expected: ExpectedRevision;
  readonly command: Id;
  /** The data of each event. */
  readonly says: readonly JsonObject[];
  readonly sealed?: Readonly<Record<string, string>>;
}

/** An append as the deciding room would make it: ids from the content, metadata whole. */
export function appendOf({ stream, expected, command, says, sealed }: AppendParts): Append {
  const personal = sealed === undefined ? {} : { personal: { subject: 'officer:someone' as const, sealed } };
  const events = says.map((data, index) => {
    const content = { stream, type: 'NoteLogged', schemaVersion: 1, data, ...personal };
    return { ...content, id: eventIdOf(command, index, content), metadata: metadataOf(command) };
  });
  return { stream, expected, commandId: command, events };
}

function metadataOf(command: Id) {
  return {
    commandId: command,
    correlationId: command,
    causationId: command,
    fingerprint: `fingerprint of ${command}`,
    actor: derivedId('actor', 'watch'),
    role: 'dutyOfficer',
    mode: 'ACTUAL',
    observedAt: FIRST_NIGHT,
  };
}

/** All events after a position, in pages of the given size. */
export async function readOn(
  log: Pick<EventLog, 'readAll'>,
  after: Position = BEFORE_ALL,
  pageSize: number = MAX_EVENTS_PER_READ,
): Promise<readonly RecordedEvent[]> {
  const events: RecordedEvent[] = [];
  for (;;) {
    const page = await log.readAll(events.at(-1)?.position ?? after, pageSize);
    if (page.length === 0) return events;
    events.push(...page);
  }
}

/** The first `count` events that a subscription gives; it is closed then. */
export async function take(subscription: Subscription, count: number): Promise<readonly RecordedEvent[]> {
  const events: RecordedEvent[] = [];
  for await (const run of subscription) {
    events.push(...run);
    if (events.length >= count) break;
  }
  return events;
}
