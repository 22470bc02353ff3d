import { describe, expect, it } from '@jest/globals';
import { StandingClock } from '../../test/support/event-log.js';
import { id } from '../../test/support/given.js';
import { Indeterminate, LogUnavailable } from '../event-log/event-log.js';
import { MemoryEventLog } from '../event-log/memory/memory-event-log.js';
import type { Decider } from '../kernel/decider.js';
import type { EventCatalogue } from '../kernel/event-description.js';
import type { Fact } from '../kernel/event.js';
import { streamName } from '../kernel/stream.js';
import { MemoryKeyStore } from '../sealing/memory-key-store.js';
import { Sealer } from '../sealing/sealer.js';
import { Deciding, MAX_ATTEMPTS } from './deciding.js';

const CATALOGUE: EventCatalogue = {
  NoteLogged: { category: 'incident', schemaVersion: 1, meaning: 'Something was noted.', sealed: [], clear: {} },
};
const ORIGIN = {
  ...{ commandId: id('command'), correlationId: id('request'), causationId: id('command'), fingerprint: 'f' },
  actor: { id: id('watch'), role: 'dutyOfficer' },
} as const;
const stream = streamName('incident', id('incident'));
const notes: Decider<number, Fact> = { initial: 0, evolve: (count) => count + 1 };

/** A log whose answers to appends are lost, whether it stores them or not, and which may then not be there any more. */
class Losing extends MemoryEventLog {
  appends = 0;

  constructor(
    clock: StandingClock,
    private readonly stores: boolean,
    private readonly answersAfterwards: boolean,
  ) {
    super(clock);
  }

  override async append(request: Parameters<MemoryEventLog['append']>[0]): Promise<never> {
    this.appends += 1;
    if (this.stores) await super.append(request);
    throw new Indeterminate('the answer was lost');
  }

  override async read(...asked: Parameters<MemoryEventLog['read']>): ReturnType<MemoryEventLog['read']> {
    if (this.appends > 0 && !this.answersAfterwards) throw new LogUnavailable('gone');
    return super.read(...asked);
  }
}

function decidingOn(log: Losing) {
  const clock = new StandingClock();
  const sealer = new Sealer(new MemoryKeyStore());
  const tools = { log, sealer, clock: { now: () => clock.now(), at: () => () => undefined }, catalogue: CATALOGUE };
  const decide = () => [{ type: 'NoteLogged', data: {} }];
  return new Deciding(tools).run({ decider: notes, stream, origin: ORIGIN, decide });
}

describe('a decision whose answer was lost', () => {
  it('is answered from the log, where it was stored', async () => {
    const decided = await decidingOn(new Losing(new StandingClock(), true, true));
    expect(decided.events).toHaveLength(1);
  });

  it('is not called undone while the log cannot be asked', async () => {
    const outcome = decidingOn(new Losing(new StandingClock(), true, false));
    await expect(outcome).rejects.toBeInstanceOf(Indeterminate);
  });

  it('is not called undone where it is lost again and again', async () => {
    const log = new Losing(new StandingClock(), false, true);
    await expect(decidingOn(log)).rejects.toBeInstanceOf(Indeterminate);
    expect(log.appends).toBe(MAX_ATTEMPTS);
  });
});
