import type { Metadata, SealedTexts } from '../kernel/event.js';
import type { JsonObject } from '../kernel/json.js';

/** What the log holds cannot have been written by Muster: the file was damaged or changed by something else. */
export class DamagedLog extends Error {
  override readonly name = 'DamagedLog';
}

export function dataFrom(text: string): JsonObject {
  return dataIn(parsed(text));
}

export function metadataFrom(text: string): Metadata {
  return metadataIn(parsed(text));
}

const REQUIRED_METADATA = [
  'commandId',
  'correlationId',
  'causationId',
  'fingerprint',
  'actor',
  'role',
  'mode',
] as const satisfies readonly (keyof Metadata)[];

/** What each event has and when it was observed, in the order of their names, with nothing to escape: as nearly all metadata stands. */
const PLAIN_METADATA = (() => {
  const text = '"[^"\\\\\\u0000-\\u001f]*"';
  const members = [...REQUIRED_METADATA, 'observedAt'].toSorted().map((name) => {
    const member = `"${name}":${name === 'commandId' ? `(${text})` : text},`;
    return name === 'observedAt' ? `(?:${member})?` : member;
  });
  return new RegExp(`^\\{${members.join('').slice(0, -1)}\\}$`);
})();

/** The command id of metadata that plainly are what every event has, without reading them; undefined of any others. */
export function plainCommandId(metadata: string): string | undefined {
  return PLAIN_METADATA.exec(metadata)?.[1]?.slice(1, -1);
}

export function sealedTextsFrom(text: string): SealedTexts {
  return sealedTextsIn(parsed(text));
}

/** The same of what has been parsed. */
export function dataIn(value: unknown): JsonObject {
  if (!isJsonObject(value)) throw new DamagedLog('data that is no JSON object');
  return value;
}

export function metadataIn(value: unknown): Metadata {
  if (!isMetadata(value)) throw new DamagedLog('metadata that lacks what every event has');
  return value;
}

export function sealedTextsIn(value: unknown): SealedTexts {
  if (!isSealedTexts(value)) throw new DamagedLog('personal texts without a subject or not sealed one by one');
  return value;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new DamagedLog('a text that is no JSON', { cause });
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** What JSON.parse gives is JSON all the way down, so that the outermost layer is enough to look at. */
function isJsonObject(value: unknown): value is JsonObject {
  return isObject(value);
}

function isTexts(value: unknown): value is Record<string, string> {
  return isObject(value) && Object.values(value).every(isText);
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}

function isMetadata(value: unknown): value is Metadata {
  return isTexts(value) && REQUIRED_METADATA.every((key) => value[key] !== undefined);
}

function isSealedTexts(value: unknown): value is SealedTexts {
  return isObject(value) && typeof value['subject'] === 'string' && isTexts(value['sealed']);
}
