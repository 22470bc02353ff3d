import { KurrentEventLog } from '../../src/event-log/kurrentdb/kurrent-event-log.js';
import { CountedIds } from '../support/event-log.js';
import { describeWithServer, freshNamespace } from '../support/eventstoredb.js';
import { describeEventLog } from './event-log.contract.js';

describeWithServer('on a real server', (connectionString) => {
  describeEventLog('kurrentdb', {
    makeLog: async (clock) => {
      const namespace = freshNamespace();
      const ids = new CountedIds(namespace);
      return {
        open: () => KurrentEventLog.open({ connectionString: connectionString(), namespace, clock, ids }),
        remove: async () => undefined,
      };
    },
    outlivesClosing: true,
    findsReuseOnOtherStreams: false,
    stampsByGivenClock: true,
  });
});
