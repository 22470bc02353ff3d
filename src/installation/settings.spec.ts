import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Environment } from './setting.js';
import { readSettings, SettingsFaulty } from './settings.js';

const KEY = Buffer.alloc(32, 7).toString('base64');

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'muster-settings-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

function faultsOf(environment: Environment): readonly string[] {
  try {
    readSettings(environment);
  } catch (error) {
    if (error instanceof SettingsFaulty) return error.faults;
    throw error;
  }
  return [];
}

describe('the configuration', () => {
  it('serves a lasting installation to this machine alone, unless it says otherwise', () => {
    const engine = { engine: 'sqlite', folder: resolve('./data') };
    const running = { logLevel: 'info', drainSeconds: 0, rateLimit: 100 };
    expect(readSettings({})).toEqual({ port: 3000, host: '127.0.0.1', engine, ...running });
  });

  it('is read from the environment', () => {
    const environment = {
      PORT: '0',
      HOST: '0.0.0.0',
      MUSTER_DATA: folder,
      EVENT_LOG: 'sqlite',
      MUSTER_MASTER_KEY: KEY,
    };
    const { port, host, engine } = readSettings(environment);
    expect({ port, host, engine }).toMatchObject({ port: 0, host: '0.0.0.0', engine: { engine: 'sqlite', folder } });
    expect(engine).toHaveProperty('masterKey.type', 'secret');
  });

  it('may keep everything in memory', () => {
    expect(readSettings({ EVENT_LOG: 'memory' }).engine).toEqual({ engine: 'memory' });
  });

  it('may name a file that holds the master key', () => {
    const file = join(folder, 'key');
    writeFileSync(file, `${KEY}\n`);
    expect(readSettings({ MUSTER_MASTER_KEY_FILE: file }).engine).toHaveProperty('masterKey.type', 'secret');
  });

  it('takes what is set to nothing for not set', () => {
    expect(readSettings({ PORT: '', HOST: ' ', MUSTER_MASTER_KEY: '', EVENT_LOG: '' })).toEqual(readSettings({}));
  });

  it('is refused with every fault named at once, and no secret in any', () => {
    const faults = faultsOf({ PORT: '70000', EVENT_LOG: 'paper', MUSTER_MASTER_KEY: 'a secret' });
    expect(faults).toHaveLength(3);
    expect(faults.map((fault) => /^\w+/.exec(fault)?.[0])).toEqual(['PORT', 'MUSTER_MASTER_KEY', 'EVENT_LOG']);
    expect(faults.join()).not.toContain('a secret');
  });

  it.each(['-1', '3000.5', '0x10', 'http', '65536', '1e3'])('is refused with the port %s', (port) => {
    expect(faultsOf({ PORT: port })).toEqual([`PORT must be a number from 0 to 65535, and is "${port}"`]);
  });

  it('is refused with two master keys', () => {
    const faults = faultsOf({ MUSTER_MASTER_KEY: KEY, MUSTER_MASTER_KEY_FILE: '/key' });
    expect(faults).toEqual(['MUSTER_MASTER_KEY and MUSTER_MASTER_KEY_FILE are both set; one of them must go']);
  });

  it('is refused with a file that is not there', () => {
    const faults = faultsOf({ MUSTER_MASTER_KEY_FILE: join(folder, 'absent') });
    expect(faults).toEqual([expect.stringMatching(/^MUSTER_MASTER_KEY_FILE: .*ENOENT/)]);
  });

  it('shows no password of an engine that it does not know', () => {
    const faults = faultsOf({ EVENT_LOG: 'paper://clerk:secret@archive:1' });
    expect(faults).toEqual([
      'EVENT_LOG must be memory, sqlite or a connection string that begins with kurrentdb://, and is "paper://archive:1"',
    ]);
  });

  it.each(['kurrentdb', 'kurrentdb+discover', 'esdb', 'esdb+discover'])('is that of a server by %s://', (scheme) => {
    const url = `${scheme}://clerk:secret@one:2113,two:2113?tls=true&nodePreference=leader`;
    const { engine } = readSettings({ EVENT_LOG: url, MUSTER_NAMESPACE: 'demo', MUSTER_DATA: folder });
    expect(engine).toEqual({ engine: 'kurrentdb', url, namespace: 'demo', folder });
  });

  it.each([
    ['kurrentdb://clerk:secret@?tls=true', 'names no host'],
    ['kurrentdb://clerk:secret@host:port', 'names no host'],
    ['kurrentdb://clerk:secret@host?pace=fast', 'has an unknown option'],
    ['kurrentdb://clerk:secret@host?tls', 'gives tls no value'],
    ['kurrentdb://clerk:secret@host?throwOnAppendFailure=false', 'throwOnAppendFailure must be left out'],
  ])('is refused with a connection string that the client would not follow, without its password: %s', (url, says) => {
    const faults = faultsOf({ EVENT_LOG: url });
    expect(faults).toEqual([expect.stringContaining(says)]);
    expect(faults.join()).not.toContain('secret');
  });

  it.each(['de-mo', 'a.b', ''.padEnd(33, 'x')])('is refused with the namespace %s', (namespace) => {
    expect(faultsOf({ MUSTER_NAMESPACE: namespace })).toEqual([expect.stringContaining('MUSTER_NAMESPACE must have')]);
  });

  it('takes every secret from a file too, without the white space around it', () => {
    const file = join(folder, 'engine');
    writeFileSync(file, ' memory\n');
    expect(readSettings({ EVENT_LOG_FILE: file }).engine).toEqual({ engine: 'memory' });
  });
});
