import { describe, expect, it } from '@jest/globals';
import { id } from '../../test/support/given.js';
import type { EventCatalogue } from '../kernel/event-description.js';
import type { Fact } from '../kernel/event.js';
import { MemoryKeyStore } from '../sealing/memory-key-store.js';
import { Sealer } from '../sealing/sealer.js';
import { prepare } from './preparing.js';

const CATALOGUE: EventCatalogue = {
  EntryCorrected: {
    ...{ category: 'deployment', schemaVersion: 1, meaning: 'An entry was corrected.', sealed: ['reason'] },
    clear: { entry: 'entry', setAside: 'entries', 'changes.grade': '1 to 5', 'changes.policy.freshness': 'duration' },
  },
  TourReserved: {
    ...{ category: 'deployment', schemaVersion: 1, meaning: 'A tour was reserved.', sealed: [] },
    clear: { pending: 'the fact to record' },
  },
};
const ORIGIN = {
  ...{ commandId: id('command'), correlationId: id('request'), causationId: id('command'), fingerprint: 'f' },
  actor: { id: id('watch'), role: 'dutyOfficer' },
} as const;

function preparing(type: string, data: object): Promise<unknown> {
  const fact: Fact = { type, data };
  const tools = { catalogue: CATALOGUE, sealer: new Sealer(new MemoryKeyStore()) };
  return prepare([fact], `deployment-${id('tour')}`, ORIGIN, tools);
}

describe('a fact that is made ready to be stored', () => {
  it('holds what the catalogue names, within its members too', async () => {
    const data = { entry: 'x', setAside: ['y'], changes: { grade: 1, policy: { freshness: 'PT6H' } } };
    expect(await preparing('EntryCorrected', data)).toMatchObject([{ data }]);
  });

  it.each([
    ['a member', { note: 'his arm' }, 'note'],
    ['a member of a member', { changes: { note: 'his arm' } }, 'changes.note'],
    ['a member further within', { changes: { policy: { note: 'his arm' } } }, 'changes.policy.note'],
    ['a text in the place of an object', { changes: 'his arm' }, 'changes'],
    ['a text in the place of an object within', { changes: { policy: 'his arm' } }, 'changes.policy'],
    ['an object in the place of an entry', { entry: { note: 'his arm' } }, 'entry.note'],
  ])('is never stored with %s that the catalogue does not know', async (_, data, named) => {
    await expect(preparing('EntryCorrected', data)).rejects.toThrow(`EntryCorrected has no ${named}`);
  });

  it('holds a pending fact as it was prepared, for that was asserted by itself', async () => {
    const pending = { stream: 's', event: { data: { condition: 'SAFE' } } };
    expect(await preparing('TourReserved', { pending })).toMatchObject([{ data: { pending } }]);
  });
});
