import type { Metadata, RecordedEvent, SealedTexts } from '../../kernel/event.js';
import type { Id } from '../../kernel/ids.js';
import { isInstant, type Instant } from '../../kernel/instant.js';
import { canonicalJson } from '../../kernel/json.js';
import type { Position } from '../../kernel/position.js';
import type { EventToAppend } from '../event-log.js';
import type { Verifiable } from '../verify.js';
import { DamagedLog, dataFrom, metadataFrom, plainCommandId, sealedTextsFrom } from '../stored-json.js';

/** An event as a row, before the log has given it its place. */
export interface UnplacedRow {
  readonly id: Id;
  readonly command_id: Id;
  readonly place: number;
  readonly type: string;
  readonly schema_version: number;
  readonly data: string;
  readonly personal: string | null;
  readonly metadata: string;
}

export interface EventRow extends UnplacedRow {
  readonly position: number;
  readonly stream: string;
  readonly revision: number;
  readonly recorded_at: string;
}

/** What an event says, without its place in the log. */
export type Content = Omit<RecordedEvent, keyof Place | 'personal'> & { readonly personal: SealedTexts | undefined };

export interface Place {
  readonly position: number;
  readonly stream: string;
  readonly revision: number;
  readonly recordedAt: Instant;
}

export function encode(event: EventToAppend, place: number): UnplacedRow {
  return {
    id: event.id,
    command_id: event.metadata.commandId,
    place,
    type: event.type,
    schema_version: event.schemaVersion,
    data: canonicalJson(event.data),
    personal: event.personal === undefined ? null : canonicalJson(event.personal),
    metadata: canonicalJson(event.metadata),
  };
}

/** Throws DamagedLog for a row that `encode` cannot have made. */
export function decode(row: EventRow): RecordedEvent {
  return ofRow(row, decoded);
}

/** As a verification looks at it. Throws DamagedLog for what is not part of its content, which is read only where need be. */
export function verifiable(row: EventRow): Verifiable {
  return ofRow(row, () => {
    const { id, stream, revision } = row;
    const commandId = commandIdOf(row);
    const [position, recordedAt] = [tokenOf(row.position), stampFrom(row.recorded_at)];
    return { id, stream, revision, position, recordedAt, commandId, content: contentOf(row), event: () => decode(row) };
  });
}

/** Data and texts stand as canonical JSON, and so stand among the other members in the order of their names. */
function contentOf({ data, personal, schema_version: version, stream, type }: EventRow): string {
  const texts = personal === null ? '' : `,"personal":${personal}`;
  return `{"data":${data}${texts},"schemaVersion":${version},"stream":${JSON.stringify(stream)},"type":${JSON.stringify(type)}}`;
}

function ofRow<Result>(row: EventRow, read: (row: EventRow) => Result): Result {
  try {
    return read(row);
  } catch (cause) {
    if (!(cause instanceof DamagedLog)) throw cause;
    throw new DamagedLog(`event ${row.position}: ${cause.message}`, { cause });
  }
}

function decoded(row: EventRow): RecordedEvent {
  return inPlace(readContent(row), { ...row, recordedAt: stampFrom(row.recorded_at) });
}

/** What an event says, as it is read from its row. Throws DamagedLog for a row that `encode` cannot have made. */
export function readContent(row: UnplacedRow): Content {
  const { id, type, schema_version: schemaVersion } = row;
  const personal = row.personal === null ? undefined : sealedTextsFrom(row.personal);
  return { id, type, schemaVersion, data: dataFrom(row.data), personal, metadata: metadataOf(row) };
}

/** The event that has this content and this place in the log. */
export function inPlace({ id, type, schemaVersion, data, personal, metadata }: Content, place: Place): RecordedEvent {
  const { stream, revision, recordedAt } = place;
  const position = tokenOf(place.position);
  const event = { id, type, schemaVersion, stream, revision, position, recordedAt, data };
  return personal === undefined ? { ...event, metadata } : { ...event, personal, metadata };
}

/** Metadata that are plainly sound are not read. */
function commandIdOf(row: EventRow): Id {
  return plainCommandId(row.metadata) === row.command_id ? row.command_id : metadataOf(row).commandId;
}

function metadataOf(row: UnplacedRow): Metadata {
  const metadata = metadataFrom(row.metadata);
  if (metadata.commandId !== row.command_id) throw new DamagedLog('two different command ids');
  return metadata;
}

function stampFrom(text: string): Instant {
  if (!isInstant(text)) throw new DamagedLog('a stamp that is no instant');
  return text;
}

const TOKEN_DIGITS = 15;

export function tokenOf(position: number): Position {
  return String(position).padStart(TOKEN_DIGITS, '0') as Position;
}

/**
 * The last row whose token is not after the given one. Any token has its place in the order, also one that this log
 * never gave: it stands where comparing it as a string puts it.
 */
export function rowUpTo(token: Position): number {
  const digits = /^\d*/.exec(token)?.[0].slice(0, TOKEN_DIGITS) ?? '';
  if (digits.length === TOKEN_DIGITS) return Number(digits);
  const standsAbove = token.charAt(digits.length) > '9';
  return standsAbove ? Number(digits.padEnd(TOKEN_DIGITS, '9')) : Number(digits.padEnd(TOKEN_DIGITS, '0')) - 1;
}
