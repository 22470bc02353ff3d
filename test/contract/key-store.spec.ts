import { join } from 'node:path';
import { MemoryKeyStore } from '../../src/sealing/memory-key-store.js';
import { SqliteKeyStore } from '../../src/sealing/sqlite-key-store.js';
import { StreamKeyStore } from '../../src/sealing/streams/stream-key-store.js';
import { MemoryKeyServer } from '../support/memory-key-streams.js';
import { describeKeyStore, type KeyStoreEngine } from './key-store.contract.js';

const ENGINES: readonly KeyStoreEngine[] = [
  { name: 'memory', lasts: false, open: async () => new MemoryKeyStore() },
  { name: 'sqlite', lasts: true, open: async (folder, key) => SqliteKeyStore.open(join(folder, 'keys.db'), key) },
  {
    name: 'sqlite with room for one key',
    lasts: true,
    open: async (folder, key) => SqliteKeyStore.open(join(folder, 'keys.db'), key, { maxCachedKeys: 1 }),
  },
  {
    name: 'streams of a server',
    lasts: true,
    open: async (folder, key) => StreamKeyStore.open(serverOf(folder).connect(), key),
  },
];

const servers = new Map<string, MemoryKeyServer>();

function serverOf(folder: string): MemoryKeyServer {
  const server = servers.get(folder) ?? new MemoryKeyServer();
  servers.set(folder, server);
  return server;
}

for (const engine of ENGINES) describeKeyStore(engine);
