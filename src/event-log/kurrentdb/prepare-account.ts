import {
  ANY,
  BACKWARDS,
  END,
  jsonEvent,
  StreamNotFoundError,
  type KurrentDBClient,
  type ResolvedEvent,
} from '@kurrent/kurrentdb-client';
import { LogUnavailable } from '../event-log.js';
import { askServer } from './server-http.js';
import { shareClient } from './shared-client.js';

const ADMINS = '$admins';
/** The log of all streams, as its rights are called. */
const ALL_STREAMS = '$all';
/** Holds what may be done to streams that do not say it themselves. */
const SETTINGS = '$settings';

export interface Account {
  readonly name: string;
  readonly password: string;
}

type Roles = readonly string[];

/** The default rights on streams, as the server stores them. */
interface DefaultRights {
  readonly $r?: string | Roles;
  readonly $w?: string | Roles;
  readonly $d?: string | Roles;
  readonly $mr?: string | Roles;
  readonly $mw?: string | Roles;
}

/**
 * Makes an account for Muster on the server, or gives the one that is there this password, and says what it may do: read
 * and append, and neither delete a stream nor change its metadata. This is said as the server's default for all streams
 * that do not say otherwise: whoever was named there may still read and append, and administrators alone delete. Done again, it changes nothing.
 * `connectionString` is an administrator's. Rejects with LogUnavailable.
 */
export async function prepareAccount(connectionString: string, account: Account): Promise<void> {
  await makeAccount(connectionString, account);
  const shared = shareClient(connectionString);
  try {
    await letReadAll(shared.client, account.name);
    await letAppend(shared.client, account.name);
  } catch (error) {
    throw error instanceof LogUnavailable
      ? error
      : new LogUnavailable('the server does not let this account say what others may do', { cause: error });
  } finally {
    await shared.release();
  }
}

async function makeAccount(connectionString: string, { name, password }: Account): Promise<void> {
  const path = `/users/${encodeURIComponent(name)}`;
  const found = await askServer(connectionString, { method: 'GET', path });
  const { status } =
    found.status === 404
      ? await askServer(connectionString, {
          method: 'POST',
          path: '/users/',
          body: { loginName: name, fullName: 'Muster', password, groups: [] },
        })
      : await askServer(connectionString, {
          method: 'POST',
          path: `${path}/command/reset-password`,
          body: { newPassword: password },
        });
  if (status >= 200 && status < 300) return;
  if (status === 401 || status === 403) throw new LogUnavailable('the account can only be made by an administrator');
  throw new LogUnavailable(`the server did not make the account (HTTP ${status})`);
}

/** Without it, administrators alone read the log of all streams. */
async function letReadAll(client: KurrentDBClient, name: string): Promise<void> {
  const { metadata } = await client.getStreamMetadata(ALL_STREAMS);
  const readers = rolesIn(metadata?.acl?.readRoles);
  if (readers.includes(name)) return;
  const acl = { ...metadata?.acl, readRoles: [...new Set([ADMINS, ...readers, name])] };
  await client.setStreamMetadata(ALL_STREAMS, { ...metadata, acl });
}

async function letAppend(client: KurrentDBClient, name: string): Promise<void> {
  const { user, system } = await defaultRights(client);
  const also = (roles: DefaultRights['$r']): Roles => [...new Set([ADMINS, ...rolesIn(roles), name])];
  const rights: DefaultRights = {
    ...{ $r: also(user.$r), $w: also(user.$w), $mr: also(user.$mr) },
    ...{ $d: [ADMINS], $mw: [ADMINS] },
  };
  if (JSON.stringify(rights) === JSON.stringify(user)) return;
  const data = { $userStreamAcl: { ...rights }, $systemStreamAcl: { ...system } };
  await client.appendToStream(SETTINGS, [jsonEvent({ type: 'update-default-acl', data })], { streamState: ANY });
}

interface Defaults {
  readonly user: DefaultRights;
  readonly system: DefaultRights;
}

/** Where nobody has said anything, everyone may do everything with streams of users: that is not kept. */
async function defaultRights(client: KurrentDBClient): Promise<Defaults> {
  const system: DefaultRights = { $r: ADMINS, $w: ADMINS, $d: ADMINS, $mr: ADMINS, $mw: ADMINS };
  const data = await lastOf(client, SETTINGS);
  const said = (field: '$userStreamAcl' | '$systemStreamAcl'): DefaultRights | undefined => {
    const rights: unknown = data[field];
    return typeof rights === 'object' && rights !== null ? rights : undefined;
  };
  return { user: said('$userStreamAcl') ?? {}, system: said('$systemStreamAcl') ?? system };
}

async function lastOf(client: KurrentDBClient, stream: string): Promise<Readonly<Record<string, unknown>>> {
  try {
    const options = { direction: BACKWARDS, fromRevision: END, maxCount: 1 } as const;
    for await (const { event } of client.readStream(stream, options) as AsyncIterable<ResolvedEvent>) {
      if (event !== undefined && typeof event.data === 'object') return { ...event.data };
    }
  } catch (error) {
    if (!(error instanceof StreamNotFoundError)) throw error;
  }
  return {};
}

function rolesIn(roles: string | Roles | undefined): Roles {
  return roles === undefined ? [] : typeof roles === 'string' ? [roles] : roles;
}
