import {
  jsonEvent,
  type EventData,
  type KurrentDBClient,
  type Position as Place,
  type RecordedEvent as StoredEvent,
} from '@kurrent/kurrentdb-client';
import { isId, type Id, type IdSource } from '../../kernel/ids.js';
import { LogUnavailable, MAX_EVENTS_PER_READ } from '../event-log.js';
import { DamagedLog, dataIn } from '../stored-json.js';
import { placeOf, tokenOf } from './place.js';
import { send } from './sending.js';
import { kindOf, there, type ServerReader } from './server-reader.js';
import type { StreamNames } from './stream-names.js';

/** Goes up with every change of what is stored or how; a log of a newer format than this is not opened. */
export const FORMAT = 1;

const MARKER_TYPE = 'LogBegan';
const COPY_BEGAN = 'CopyBegan';
const COPY_ENDED = 'CopyEnded';

/** How often it is tried to begin a log: others may begin it at the same time, or an answer be lost. */
const MAX_TRIES = 5;

/** What a log began with, before its first event, and whether another log is being copied into it. */
export interface Marker {
  readonly installation: Id;
  readonly place: Place;
  /** As it is stored, so that it can be repeated. */
  readonly event: EventData;
  /** Whoever reads it now reads a part of that log. */
  readonly copying: boolean;
  /** Of the last event on the marker's stream. */
  readonly revision: number;
}

export interface MarkerParts {
  readonly client: KurrentDBClient;
  readonly reader: ServerReader;
  readonly names: StreamNames;
  readonly ids: IdSource;
}

/**
 * Finds the log's marker, or begins the log with it. All events of the log stand behind it, so that nobody looks for them
 * among what others stored before. Throws LogUnavailable where the server cannot be asked or the format is newer.
 */
export async function markerOf(parts: MarkerParts): Promise<Marker> {
  const { client, names, ids } = parts;
  let reason = '';
  for (let tries = 0; tries < MAX_TRIES; tries += 1) {
    const found = await markerIfBegun(parts);
    if (found !== undefined) return found;
    const outcome = await send(client, {
      name: names.marker,
      expected: 'none',
      events: [markerEvent(ids.next(), ids.next(), FORMAT)],
    });
    if (outcome.kind === 'refused') throw outcome.error;
    if (outcome.kind === 'in-doubt') reason = ` (${kindOf(outcome.error)})`;
  }
  throw new LogUnavailable(`the log cannot be begun on the server${reason}`);
}

/** As `markerOf`; undefined where no log has begun. */
export async function markerIfBegun({ reader, names }: Omit<MarkerParts, 'ids'>): Promise<Marker | undefined> {
  const events: StoredEvent[] = [];
  for (let isLast = false; !isLast;) {
    const page = await reader.streamOnServer(names.marker, events.length, MAX_EVENTS_PER_READ);
    events.push(...page.map(({ event }) => there(event)));
    isLast = page.length < MAX_EVENTS_PER_READ;
  }
  const [first] = events;
  if (first === undefined) return undefined;
  return { ...markerFrom(first), copying: isCopying(events), revision: events.length - 1 };
}

/** Says that a copy into the log begins or has ended. Throws LogUnavailable where somebody else has said so meanwhile. */
export async function markCopy(parts: MarkerParts, marker: Marker, copying: boolean): Promise<Marker> {
  if (marker.copying === copying) return marker;
  const { client, names, ids } = parts;
  const event = jsonEvent({ id: ids.next(), type: copying ? COPY_BEGAN : COPY_ENDED, data: {} });
  const outcome = await send(client, { name: names.marker, expected: marker.revision, events: [event] });
  switch (outcome.kind) {
    case 'stored':
      return { ...marker, copying, revision: marker.revision + 1 };
    case 'refused':
      throw outcome.error;
    case 'elsewhere':
      throw new LogUnavailable('somebody else copies into the same log: do it again, it goes on from there');
    case 'in-doubt':
      throw new LogUnavailable(`an answer was lost (${kindOf(outcome.error)}): do it again, it goes on from there`, {
        cause: outcome.error,
      });
  }
}

/**
 * Gives the marker again, which the leader takes for a repetition and answers without storing anything: it writes for
 * this account. Throws LogUnavailable where it does not.
 */
export async function repeatMarker(client: KurrentDBClient, names: StreamNames, { event }: Marker): Promise<void> {
  const outcome = await send(client, { name: names.marker, expected: 'none', events: [event] });
  switch (outcome.kind) {
    case 'stored':
      return;
    case 'refused':
      throw outcome.error;
    case 'elsewhere':
      throw new LogUnavailable('the server has another log than the one that was opened');
    case 'in-doubt':
      throw new LogUnavailable(`the server takes no events (${kindOf(outcome.error)})`, { cause: outcome.error });
  }
}

function markerEvent(id: Id, installation: Id, format: number): EventData {
  return jsonEvent({ id, type: MARKER_TYPE, data: { installation, format } });
}

/** Throws LogUnavailable for an entry that this version does not know, whatever it may mean for the log. */
function isCopying([, ...others]: readonly StoredEvent[]): boolean {
  const unknown = others.find(({ type }) => type !== COPY_BEGAN && type !== COPY_ENDED);
  if (unknown !== undefined) {
    throw new LogUnavailable(`the log is marked with ${unknown.type}, which this version does not know`);
  }
  return others.at(-1)?.type === COPY_BEGAN;
}

function markerFrom({ id, data, position }: StoredEvent): Pick<Marker, 'installation' | 'place' | 'event'> {
  const { installation, format } = dataIn(data);
  if (typeof format !== 'number' || typeof installation !== 'string' || !isId(installation)) {
    throw new DamagedLog('what the log began with says neither whose it is nor its format');
  }
  if (format > FORMAT) throw new LogUnavailable(`the log is of format ${format}, which this version does not know`);
  return { installation, place: placeOf(tokenOf(position)), event: markerEvent(id, installation, format) };
}
