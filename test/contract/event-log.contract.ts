import { describe } from '@jest/globals';
import { describeAppending } from './event-log.appending.js';
import { describeReading } from './event-log.reading.js';
import { describeRepeating } from './event-log.repeating.js';
import { describeSubscribing } from './event-log.subscribing.js';
import type { EngineUnderTest } from './log-under-test.js';

/** Holds an engine to every sentence of the port (src/event-log/event-log.ts). */
export function describeEventLog(name: string, engine: EngineUnderTest): void {
  describe(`the event log, engine ${name}`, () => {
    describeAppending(engine);
    describeRepeating(engine);
    describeReading(engine);
    describeSubscribing(engine);
  });
}
