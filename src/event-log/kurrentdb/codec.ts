import { jsonEvent, type EventData, type RecordedEvent as StoredEvent } from '@kurrent/kurrentdb-client';
import type { RecordedEvent } from '../../kernel/event.js';
import { parseInstant, type Instant } from '../../kernel/instant.js';
import { canonicalJson, type JsonObject } from '../../kernel/json.js';
import type { EventToAppend } from '../event-log.js';
import { DamagedLog, dataIn, metadataIn, sealedTextsIn } from '../stored-json.js';
import { tokenOf } from './place.js';
import type { StreamNames } from './stream-names.js';

/** The names that the server's own projections and browser look for. */
const CORRELATION = '$correlationId';
const CAUSATION = '$causationId';

/** An event as it is sent, but for the stamp: a copy that does not change with what it was made from. */
export interface Encoded {
  readonly id: string;
  readonly type: string;
  readonly data: JsonObject;
  readonly metadata: Readonly<Record<string, string>>;
}

export function encode({ id, type, schemaVersion, data, personal, metadata }: EventToAppend): Encoded {
  const { correlationId, causationId, ...others } = metadata;
  return {
    id,
    type,
    data: copyOf({ data, schemaVersion, personal }),
    metadata: { ...others, [CORRELATION]: correlationId, [CAUSATION]: causationId },
  };
}

/** With its keys in canonical order, and without members that are undefined. */
function copyOf(value: object): JsonObject {
  return dataIn(JSON.parse(canonicalJson(value)));
}

export function stamped({ id, type, data, metadata }: Encoded, recordedAt: Instant): EventData {
  return jsonEvent({ id, type, data, metadata: { ...metadata, recordedAt } });
}

/** Throws DamagedLog, naming the event's place, for one that `encode` cannot have made. */
export function decode(stored: StoredEvent, names: StreamNames): RecordedEvent {
  try {
    return decoded(stored, names);
  } catch (cause) {
    if (!(cause instanceof DamagedLog)) throw cause;
    const place = stored.position?.commit ?? 'unknown';
    throw new DamagedLog(`the event at ${place}, ${stored.streamId} ${stored.revision}: ${cause.message}`, { cause });
  }
}

function decoded(stored: StoredEvent, names: StreamNames): RecordedEvent {
  if (!stored.isJson) throw new DamagedLog('content that is no JSON');
  const { data, schemaVersion, personal } = dataIn(stored.data);
  const { recordedAt, metadata } = readMetadata(dataIn(stored.metadata));
  return {
    id: stored.id,
    type: stored.type,
    schemaVersion: versionIn(schemaVersion),
    stream: names.inLog(stored.streamId),
    revision: Number(stored.revision),
    position: tokenOf(stored.position),
    recordedAt,
    data: dataIn(data),
    ...(personal === undefined ? {} : { personal: sealedTextsIn(personal) }),
    metadata,
  };
}

function readMetadata(stored: JsonObject): Pick<RecordedEvent, 'recordedAt' | 'metadata'> {
  const { [CORRELATION]: correlationId, [CAUSATION]: causationId, recordedAt, ...others } = stored;
  return { recordedAt: stampIn(recordedAt), metadata: metadataIn({ ...others, correlationId, causationId }) };
}

function versionIn(value: unknown): number {
  if (typeof value !== 'number' || !Number.isSafeInteger(value)) throw new DamagedLog('no schema version');
  return value;
}

function stampIn(value: unknown): Instant {
  const stamp = typeof value === 'string' ? parseInstant(value) : undefined;
  if (stamp === undefined || stamp !== value) throw new DamagedLog('a stamp that is no instant');
  return stamp;
}
