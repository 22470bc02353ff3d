import { describe, expect, it } from '@jest/globals';
import { appendOf, commandNamed, deploymentStream, StandingClock } from '../../test/support/event-log.js';
import { LogUnavailable } from '../event-log/event-log.js';
import { MemoryEventLog } from '../event-log/memory/memory-event-log.js';
import { END_STANDS_MS, RecentEnd } from './recent-end.js';

const request = appendOf({
  ...{ stream: deploymentStream('ann'), expected: 'none', command: commandNamed('first') },
  says: [{}],
});

describe('the end of the log, as it was last asked for', () => {
  it('is known for a while after it was asked for, and not after that', async () => {
    let now = 5_000;
    const end = new RecentEnd(() => now);
    expect(end.known).toBeUndefined();
    const asked = await end.ask(new MemoryEventLog(new StandingClock()));
    now += END_STANDS_MS - 1;
    expect(end.known).toEqual(asked);
    now += 1;
    expect(end.known).toBeUndefined();
  });

  it('goes on with what is recorded here, and never back', async () => {
    const log = new MemoryEventLog(new StandingClock());
    const end = new RecentEnd(() => 5_000);
    await end.ask(log);
    const recorded = await log.append(request);
    end.recorded(recorded);
    expect(end.known).toEqual(await log.end());
    end.recorded(recorded.map((event) => ({ ...event, position: '0' as typeof event.position })));
    expect(end.known).toEqual(await log.end());
  });

  it('is nobody’s trouble but his who waits for it, where the log cannot be asked', async () => {
    const end = new RecentEnd(() => 5_000);
    const asked = end.ask({ end: () => Promise.reject(new LogUnavailable('gone')) });
    await expect(asked).rejects.toBeInstanceOf(LogUnavailable);
    expect(end.known).toBeUndefined();
  });
});
