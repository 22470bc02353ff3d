import { MemoryEventLog } from '../../src/event-log/memory/memory-event-log.js';
import { describeEventLog } from './event-log.contract.js';

describeEventLog('memory', {
  makeLog: async (clock) => ({
    open: async () => new MemoryEventLog(clock),
    remove: async () => undefined,
  }),
  outlivesClosing: false,
  findsReuseOnOtherStreams: true,
  stampsByGivenClock: true,
});
