import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { PROJECTIONS } from '../../src/installation/projections.js';
import { readWholeLog } from '../../src/event-log/event-log.js';
import type { FactSource } from '../../src/features/accountability/facts/fact.js';
import { FoldedFacts } from '../../src/features/accountability/facts/folded-facts.js';
import { StoredFacts } from '../../src/features/accountability/facts/stored-facts.js';
import type { Answering } from '../../src/installation/installation-host.js';
import type { RecordedEvent } from '../../src/kernel/event.js';
import { canonicalJson } from '../../src/kernel/json.js';
import { buildViews } from '../../src/projecting/folded-views.js';
import { anyScript } from '../second-reading/scripts.js';
import { lookUpAll, lookUpEnds, lookUpInstants, positionsOf, subjectsOf, type Subjects } from './fact-lookups.js';
import { House, playNight, type Room } from './house.js';
import { patience, trials } from './trials.js';

const NIGHTS = 8;
const MS_A_NIGHT = 15_000;

/** Moments of each night at which boards are asked for: a whole stack's work each, so not at every position. */
const MOMENTS = 10;

describe('the live view, views built anew, the view after its rebuild and a fold of the log', () => {
  let house: House;

  beforeAll(async () => {
    house = await House.open();
  });

  afterAll(async () => {
    await house.close();
  });

  it(
    'know the same facts at every position of any night',
    async () => {
      await fc.assert(
        fc.asyncProperty(anyScript, (generated) =>
          house.within(async (room) => {
            expect(await playNight(room, generated)).toEqual([]);
            await expectSameFacts(room);
          }),
        ),
        trials(NIGHTS),
      );
    },
    patience(NIGHTS, MS_A_NIGHT),
  );

  it(
    'answer boards, verdicts, histories and timelines byte for byte alike, live and at any moment of any night',
    async () => {
      await fc.assert(
        fc.asyncProperty(anyScript, (generated) =>
          house.within(async (room) => {
            expect(await playNight(room, generated)).toEqual([]);
            await expectSameAnswers(room);
          }),
        ),
        trials(NIGHTS),
      );
    },
    patience(NIGHTS, MS_A_NIGHT),
  );
});

async function expectSameFacts(room: Room): Promise<void> {
  const { log, views, facts: live } = room.installation;
  const events = await readWholeLog(log);
  const subjects = subjectsOf(events);
  await room.caughtUp();
  const folded = FoldedFacts.of(events);
  expectGrowing(events, folded, subjects);
  expectEqualSources(live, folded, events, subjects);
  const built = await buildViews(log, PROJECTIONS);
  expectEqualSources(new StoredFacts(() => built.db), folded, events, subjects);
  built.close();
  await views.rebuild();
  expectEqualSources(live, folded, events, subjects);
}

/** What was known at a position is what a log that ends there knows: nothing recorded later changes it. */
function expectGrowing(events: readonly RecordedEvent[], folded: FactSource, subjects: Subjects): void {
  const growing = new FoldedFacts();
  for (const event of events) {
    growing.apply(event);
    const then = lookUpAll(growing, event.position, subjects);
    expect(canonicalJson(lookUpAll(folded, event.position, subjects))).toBe(canonicalJson(then));
  }
}

function expectEqualSources(
  source: FactSource,
  folded: FactSource,
  events: readonly RecordedEvent[],
  subjects: Subjects,
): void {
  expect(lookUpInstants(source, subjects)).toEqual(lookUpInstants(folded, subjects));
  for (const position of positionsOf(events)) {
    const expected = canonicalJson(lookUpAll(folded, position, subjects));
    expect(canonicalJson(lookUpAll(source, position, subjects))).toBe(expected);
    expect(lookUpEnds(source, position, subjects)).toEqual(lookUpEnds(folded, position, subjects));
  }
}

async function expectSameAnswers(room: Room): Promise<void> {
  const auditor = await room.admit({ name: 'Auditor', role: 'auditor' });
  const { installation } = room;
  const events = await readWholeLog(installation.log);
  const views = await buildViews(installation.log, PROJECTIONS);
  const built: Answering = { ...installation, views, facts: new StoredFacts(() => views.db) };
  const folded: Answering = { ...built, facts: FoldedFacts.of(events) };
  for (const url of questionsOf(events)) {
    const live = await room.ask(installation, url, auditor);
    expect({ url, status: live.status }).toEqual({ url, status: 200 });
    for (const other of [built, folded]) {
      expect({ url, text: (await room.ask(other, url, auditor)).text }).toEqual({ url, text: live.text });
    }
  }
  views.close();
}

/** Of each roll call its board, verdict and history, of each incident its timeline; live and at moments of the night. */
function questionsOf(events: readonly RecordedEvent[]): readonly string[] {
  const named = (type: string, member: string): string[] =>
    events.flatMap((event) => (event.type === type ? [event.data[member] as string] : []));
  const rollCalls = named('RollCallOpened', 'rollCall').map((rollCall) => `/api/roll-calls/${rollCall}`);
  const moments = momentsOf(events);
  return [
    ...rollCalls.flatMap((rollCall) => [
      ...['', ...moments].map((moment) => `${rollCall}/board?limit=200${moment}`),
      ...[`${rollCall}/verdict`, `${rollCall}/history?limit=200`],
    ]),
    ...named('IncidentOpened', 'incident').map((incident) => `/api/incidents/${incident}/timeline?limit=200`),
  ];
}

function momentsOf(events: readonly RecordedEvent[]): readonly string[] {
  const step = Math.max(1, Math.floor(events.length / MOMENTS));
  const some = events.filter((_, place) => place % step === 0);
  return some.map(({ position, recordedAt }, place) =>
    place % 3 === 0 ? `&asOf=${recordedAt}` : `&knownAt=${position}`,
  );
}
