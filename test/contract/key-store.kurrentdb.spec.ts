import { KurrentKeyStreams } from '../../src/installation/kurrent-key-streams.js';
import { StreamKeyStore } from '../../src/sealing/streams/stream-key-store.js';
import { SystemIds } from '../../src/installation/system-ids.js';
import { describeWithServer, freshNamespace } from '../support/eventstoredb.js';
import { describeKeyStore } from './key-store.contract.js';

describeWithServer('on a real server', (connectionString) => {
  const namespaces = new Map<string, string>();
  const namespaceOf = (folder: string): string => {
    const namespace = namespaces.get(folder) ?? freshNamespace();
    namespaces.set(folder, namespace);
    return namespace;
  };
  describeKeyStore({
    name: 'kurrentdb',
    lasts: true,
    open: (folder, masterKey, given) => {
      const namespace = namespaceOf(folder);
      const ids = new SystemIds();
      return StreamKeyStore.open(
        new KurrentKeyStreams({ connectionString: connectionString(), namespace, ids }),
        masterKey,
        given,
      );
    },
  });
});
