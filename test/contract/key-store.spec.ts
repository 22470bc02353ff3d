import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { secureRandomness } from '../../src/sealing/data-key.js';
import type { MasterKey } from '../../src/sealing/master-key.js';
import { MemoryKeyStore } from '../../src/sealing/memory-key-store.js';
import { SqliteKeyStore, type SqliteKeyStoreOptions } from '../../src/sealing/sqlite-key-store.js';
import { StreamKeyStore } from '../../src/sealing/streams/stream-key-store.js';
import { MemoryKeyServer } from '../support/memory-key-streams.js';
import { describeKeyStore, type KeyStoreEngine } from './key-store.contract.js';

const ENGINES: readonly KeyStoreEngine[] = [
  {
    name: 'memory',
    lasts: false,
    open: async (_, __, given) => new MemoryKeyStore(secureRandomness, given?.fingerprintKey),
  },
  { name: 'sqlite', lasts: true, open: async (folder, key, given) => openFile(folder, key, given) },
  {
    name: 'sqlite with room for one key',
    lasts: true,
    open: async (folder, key, given) => openFile(folder, key, { ...given, maxCachedKeys: 1 }),
  },
  {
    name: 'streams of a server',
    lasts: true,
    open: async (folder, key, given) => StreamKeyStore.open(serverOf(folder).connect(), key, given),
  },
];

function openFile(folder: string, key: MasterKey, options?: SqliteKeyStoreOptions): SqliteKeyStore {
  mkdirSync(folder, { recursive: true });
  return SqliteKeyStore.open(join(folder, 'keys.db'), key, options);
}

const servers = new Map<string, MemoryKeyServer>();

function serverOf(folder: string): MemoryKeyServer {
  const server = servers.get(folder) ?? new MemoryKeyServer();
  servers.set(folder, server);
  return server;
}

for (const engine of ENGINES) describeKeyStore(engine);
