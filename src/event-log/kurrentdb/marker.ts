import {
  jsonEvent,
  type EventData,
  type KurrentDBClient,
  type Position as Place,
  type RecordedEvent as StoredEvent,
} from '@kurrent/kurrentdb-client';
import { isId, type Id, type IdSource } from '../../kernel/ids.js';
import { LogUnavailable } from '../event-log.js';
import { DamagedLog, dataIn } from '../stored-json.js';
import { placeOf, tokenOf } from './place.js';
import { send } from './sending.js';
import { kindOf, type ServerReader } from './server-reader.js';
import type { StreamNames } from './stream-names.js';

/** Goes up with every change of what is stored or how; a log of a newer format than this is not opened. */
export const FORMAT = 1;

const MARKER_TYPE = 'LogBegan';

/** How often it is tried to begin a log: others may begin it at the same time, or an answer be lost. */
const MAX_TRIES = 5;

/** What a log began with, before its first event. */
export interface Marker {
  readonly installation: Id;
  readonly place: Place;
  /** As it is stored, so that it can be repeated. */
  readonly event: EventData;
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
  const { client, names, reader, ids } = parts;
  let reason = '';
  for (let tries = 0; tries < MAX_TRIES; tries += 1) {
    const [found] = await reader.streamOnServer(names.marker, 0, 1);
    if (found?.event !== undefined) return markerFrom(found.event);
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

function markerFrom({ id, data, position }: StoredEvent): Marker {
  const { installation, format } = dataIn(data);
  if (typeof format !== 'number' || typeof installation !== 'string' || !isId(installation)) {
    throw new DamagedLog('what the log began with says neither whose it is nor its format');
  }
  if (format > FORMAT) throw new LogUnavailable(`the log is of format ${format}, which this version does not know`);
  return { installation, place: placeOf(tokenOf(position)), event: markerEvent(id, installation, format) };
}
