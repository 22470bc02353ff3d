import { KurrentDBClient } from '@kurrent/kurrentdb-client';
import { LogUnavailable } from '../event-log.js';
import { faultIn } from './connection-string.js';

export interface SharedClient {
  readonly client: KurrentDBClient;
  /** Whoever releases it last ends what is still under way. */
  release(): Promise<void>;
}

interface Held {
  readonly client: KurrentDBClient;
  users: number;
}

const clients = new Map<string, Held>();

/**
 * The client of a connection string. It is made to be shared, and one connection is enough for all logs of a server in
 * this process. Connects once it is used. Throws LogUnavailable for a string that cannot be understood, without it.
 */
export function shareClient(connectionString: string): SharedClient {
  const held = clients.get(connectionString) ?? { client: connect(connectionString), users: 0 };
  clients.set(connectionString, held);
  held.users += 1;
  let released = false;
  const release = async (): Promise<void> => {
    if (released) return;
    released = true;
    held.users -= 1;
    if (held.users > 0) return;
    clients.delete(connectionString);
    await held.client.dispose();
  };
  return { client: held.client, release };
}

/** The client's own errors hold the connection string, and with it the password: only a file's name is said. */
function connect(connectionString: string): KurrentDBClient {
  const fault = faultIn(connectionString);
  if (fault !== undefined) throw new LogUnavailable(fault);
  try {
    return KurrentDBClient.connectionString(connectionString);
  } catch {
    throw new LogUnavailable(
      'the connection string cannot be used: a value is not of its kind, or a certificate or key file is not there',
    );
  }
}
