/** What the client supports, in the spelling of its documentation; it ignores their case, and so does this. */
const OPTIONS = [
  'tls',
  'tlsVerifyCert',
  'tlsCAFile',
  'userCertFile',
  'userKeyFile',
  'nodePreference',
  'maxDiscoverAttempts',
  'discoveryInterval',
  'gossipTimeout',
  'keepAliveInterval',
  'keepAliveTimeout',
  'defaultDeadline',
  'connectionName',
] as const;

/** Of a server that nobody configured otherwise. */
const STANDARD_PORT = 2113;

const SCHEME = /^(?:esdb|kurrentdb|kurrent|kdb)(?:\+discover)?:\/\//;

/** Whether a text means to be a connection string, and not the name of an engine. */
export function isConnectionString(text: string): boolean {
  return SCHEME.test(text);
}

/**
 * What is wrong with a connection string, without quoting it, since it may hold a password; undefined where nothing is
 * known to be. Looked at before the client is given it, because the client prints what it does not understand.
 */
export function faultIn(connectionString: string): string | undefined {
  if (!isConnectionString(connectionString)) {
    return 'a connection string begins with kurrentdb:// or kurrentdb+discover:// (or esdb:// or esdb+discover://)';
  }
  const { hosts, query } = partsOf(connectionString);
  if (!/^[^,/:]+(?::\d+)?(?:,[^,/:]+(?::\d+)?)*\/*$/.test(hosts))
    return 'the connection string names no host, or not as host:port';
  return query === '' ? undefined : faultInOptions(query.split('&'));
}

function faultInOptions(options: readonly string[]): string | undefined {
  const known = new Set(OPTIONS.map(flat));
  for (const option of options) {
    const [key = '', value = ''] = option.split('=');
    if (flat(key) === flat('throwOnAppendFailure')) {
      return 'throwOnAppendFailure must be left out: with it the client reports wrong revisions';
    }
    if (!known.has(flat(key))) return `the connection string has an unknown option; there are ${OPTIONS.join(', ')}`;
    if (value === '') return `the connection string gives ${key} no value`;
  }
  return undefined;
}

/** host:port of each node that is named, the port filled in; of a connection string without faults. */
export function hostsIn(connectionString: string): readonly string[] {
  const { hosts } = partsOf(connectionString);
  return hosts
    .replace(/\/+$/, '')
    .split(',')
    .map((host) => (host.includes(':') ? host : `${host}:${STANDARD_PORT}`));
}

/** Who asks, where the connection string says it. */
export function userIn(connectionString: string): { readonly name: string; readonly password: string } | undefined {
  const { credentials } = partsOf(connectionString);
  if (credentials === '') return undefined;
  const [name = '', ...password] = credentials.split(':');
  return { name: decodeURIComponent(name), password: decodeURIComponent(password.join(':')) };
}

/** The value of an option; undefined where it is not given. */
export function optionIn(connectionString: string, name: (typeof OPTIONS)[number]): string | undefined {
  const { query } = partsOf(connectionString);
  const pairs = query.split('&').map((option) => option.split('='));
  return pairs.find(([key = '']) => flat(key) === flat(name))?.[1];
}

function partsOf(connectionString: string): { credentials: string; hosts: string; query: string } {
  const [, credentials = '', hosts = '', query = ''] =
    /^[^:]+:\/\/(?:([^@]*)@)?([^?]*)\??(.*)$/s.exec(connectionString.trim()) ?? [];
  return { credentials, hosts, query };
}

/** As the client compares the names of options. */
function flat(name: string): string {
  return name.trim().toLowerCase().replace(/[_-]/g, '');
}
