import { AccessDeniedError, WrongExpectedVersionError, type KurrentDBClient } from '@kurrent/kurrentdb-client';
import { derivedId } from '../../kernel/ids.js';
import { askServer } from './server-http.js';
import { inPortsWords } from './server-reader.js';
import type { StreamNames } from './stream-names.js';

/** The oldest server that Muster was tried with: major and minor. */
const OLDEST_VERSION = [22, 10] as const;

/** A revision that a stream without events cannot have: what is asked under it is refused, and why tells who may. */
const NEVER = 0n;

/** What stands on the server as it should not. */
export type ServerFinding =
  /** Whoever has Muster's account can delete what was recorded. */
  | { readonly finding: 'deletes-permitted' }
  /** Whoever has Muster's account can have the server throw away what was recorded. */
  | { readonly finding: 'metadata-permitted' }
  | { readonly finding: 'version-too-old'; readonly version: string }
  | { readonly finding: 'version-unknown' };

export async function findingsOn(
  client: KurrentDBClient,
  names: StreamNames,
  connectionString: string,
): Promise<readonly ServerFinding[]> {
  const probe = names.onServer(`deployment-${derivedId('a stream that never is')}`);
  const [deletes, metadata, version] = await Promise.all([
    permitted(client.tombstoneStream(probe, { expectedRevision: NEVER, requiresLeader: true })),
    permitted(client.setStreamMetadata(probe, {}, { expectedRevision: NEVER, requiresLeader: true })),
    versionOf(connectionString),
  ]);
  const findings: ServerFinding[] = [];
  if (deletes) findings.push({ finding: 'deletes-permitted' });
  if (metadata) findings.push({ finding: 'metadata-permitted' });
  if (version === undefined) findings.push({ finding: 'version-unknown' });
  else if (isTooOld(version)) findings.push({ finding: 'version-too-old', version });
  return findings;
}

/** As the server says it, such as 24.2.0; undefined where it does not tell this account. */
async function versionOf(connectionString: string): Promise<string | undefined> {
  const { status, body } = await askServer(connectionString, { method: 'GET', path: '/info' });
  if (status !== 200) return undefined;
  const info: unknown = JSON.parse(body);
  if (typeof info !== 'object' || info === null) return undefined;
  const version = 'dbVersion' in info ? info.dbVersion : 'esVersion' in info ? info.esVersion : undefined;
  return typeof version === 'string' ? version : undefined;
}

function isTooOld(version: string): boolean {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const [oldestMajor, oldestMinor] = OLDEST_VERSION;
  return major < oldestMajor || (major === oldestMajor && minor < oldestMinor);
}

/** Asks for what is refused in any case: as forbidden, or as out of date. */
async function permitted(asked: Promise<unknown>): Promise<boolean> {
  try {
    await asked;
    return true;
  } catch (error) {
    if (error instanceof AccessDeniedError) return false;
    if (error instanceof WrongExpectedVersionError) return true;
    throw inPortsWords(error);
  }
}
