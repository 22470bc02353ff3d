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
  const [, hosts = '', query = ''] = /^[^:]+:\/\/(?:[^@]*@)?([^?]*)\??(.*)$/s.exec(connectionString.trim()) ?? [];
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

/** As the client compares the names of options. */
function flat(name: string): string {
  return name.trim().toLowerCase().replace(/[_-]/g, '');
}
