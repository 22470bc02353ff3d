import { readFileSync } from 'node:fs';
import { request as plainRequest } from 'node:http';
import { request as tlsRequest, type RequestOptions } from 'node:https';
import { resolve as absolute } from 'node:path';
import { present } from '../../kernel/present.js';
import { LogUnavailable } from '../event-log.js';
import { hostsIn, optionIn, userIn } from './connection-string.js';

/** Milliseconds for which one node's answer is waited for. */
const HTTP_PATIENCE_MS = 5_000;

export interface HttpAnswer {
  readonly status: number;
  readonly body: string;
}

/**
 * Asks the server what its client does not: its version and its accounts have an HTTP interface alone. The nodes are
 * asked in turn until one answers. Rejects with LogUnavailable where none does.
 */
export async function askServer(
  connectionString: string,
  { method, path, body }: { readonly method: 'GET' | 'POST' | 'PUT'; readonly path: string; readonly body?: object },
): Promise<HttpAnswer> {
  let cause: unknown;
  for (const host of hostsIn(connectionString)) {
    try {
      return await asked(connectionString, host, method, path, body);
    } catch (error) {
      cause = error;
    }
  }
  throw new LogUnavailable('the server does not answer over HTTP', { cause });
}

function asked(
  connectionString: string,
  host: string,
  method: string,
  path: string,
  body: object | undefined,
): Promise<HttpAnswer> {
  const secure = optionIn(connectionString, 'tls') !== 'false';
  const url = new URL(`${secure ? 'https' : 'http'}://${host}${path}`);
  const options = { method, headers: headersFor(connectionString), timeout: HTTP_PATIENCE_MS };
  return new Promise((resolve, reject) => {
    const sent = secure ? tlsRequest(url, { ...options, ...trustIn(connectionString) }) : plainRequest(url, options);
    sent.on('timeout', () => sent.destroy(new Error('the node does not answer')));
    sent.on('error', reject);
    sent.on('response', (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (chunk: string) => (text += chunk));
      response.on('end', () => resolve({ status: response.statusCode ?? 0, body: text }));
      response.on('error', reject);
    });
    sent.end(body === undefined ? undefined : JSON.stringify(body));
  });
}

function headersFor(connectionString: string): Readonly<Record<string, string>> {
  const user = userIn(connectionString);
  const credentials = user === undefined ? undefined : Buffer.from(`${user.name}:${user.password}`).toString('base64');
  return {
    'content-type': 'application/json',
    accept: 'application/json',
    ...(credentials !== undefined && { authorization: `Basic ${credentials}` }),
  };
}

/** Whom the connection trusts, and how it shows who it is, as the client is told it. */
function trustIn(connectionString: string): Pick<RequestOptions, 'ca' | 'cert' | 'key' | 'rejectUnauthorized'> {
  const fileOf = (option: 'tlsCAFile' | 'userCertFile' | 'userKeyFile'): Buffer | undefined => {
    const file = optionIn(connectionString, option);
    return file === undefined ? undefined : readFileSync(absolute(file));
  };
  return {
    ...present({ ca: fileOf('tlsCAFile'), cert: fileOf('userCertFile'), key: fileOf('userKeyFile') }),
    ...(optionIn(connectionString, 'tlsVerifyCert') === 'false' && { rejectUnauthorized: false }),
  };
}
