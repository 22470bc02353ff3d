import { describe, expect, it } from '@jest/globals';
import { id } from '../../../../test/support/given.js';
import { SAMPLES } from '../../../../test/support/timeline-samples.js';
import type { TextAnswer } from '../../../api/opened.js';
import { entryId } from '../../../kernel/entry-id.js';
import { instant } from '../../../kernel/instant.js';
import type { JsonObject } from '../../../kernel/json.js';
import type { Position } from '../../../kernel/position.js';
import { CATALOGUE } from '../../catalogue/catalogue.js';
import type { Effect } from '../effect.js';
import { isTimelineCategory, TIMELINE_EVENTS, type JournalEvent, type TimelineType } from '../timeline-event.js';
import type { Telling } from './telling.js';
import { effectWords, LANGUAGES, wordsOf } from './words.js';

const RECORDED_AT = instant('2020-01-07T23:10:00Z');
const [ANN, BEN] = [id('ann'), id('ben')];

const NAMES = new Map<string, TextAnswer>([
  [ANN, { text: 'Ann Example' }],
  [BEN, { text: 'Ben Example' }],
  [id('training'), { text: 'Police training' }],
  [id('centre'), { text: 'the training centre' }],
]);

const CHECK_IN = entryId(ANN, id('event 3'));
const ENTRIES: Telling['entries'] = new Map([
  [CHECK_IN, record('OfficerAccountedFor', '2020-01-07T23:05:00Z', { condition: 'INJURED' })],
  [entryId(ANN, id('event 4')), record('DeathReported', '2020-01-07T22:50:00Z')],
  [entryId(ANN, id('event 5')), record('OfficerDeclaredMissing', '2020-01-06T22:51:00Z')],
  [entryId(ANN, id('event 6')), record('DuressSignalled', '2020-01-07T22:52:00Z')],
  [entryId(ANN, id('event 7')), record('EntryCorrected', '2020-01-07T22:53:00Z')],
]);

function record(type: TimelineType, at: string, data: JsonObject = {}) {
  return { type, data, recordedAt: instant(at), happenedAt: instant(at) };
}

function telling(type: TimelineType, data: JsonObject, texts: Telling['texts'] = {}, names = NAMES): Telling {
  const { category } = TIMELINE_EVENTS[type];
  const own = { incident: 'strike', rollCall: 'rc', deployment: 'ann', mission: 'training' }[category];
  const event: JournalEvent = {
    ...{ type, category, data, id: id(own), revision: 3, actor: id('watch'), role: 'dutyOfficer' },
    position: '5' as Position,
    recordedAt: RECORDED_AT,
    happenedAt: RECORDED_AT,
  };
  return { event, data, texts, names, entries: ENTRIES };
}

function told(...parameters: Parameters<typeof telling>): string {
  return wordsOf(telling(...parameters), 'en');
}

const STANDING = Object.entries(CATALOGUE).filter(([, { category }]) => isTimelineCategory(category));

describe('every event that can stand in a timeline', () => {
  it.each(STANDING.map(([type, { category }]) => ({ type, category })))('has words: $type', ({ type, category }) => {
    expect(TIMELINE_EVENTS).toHaveProperty(type, expect.objectContaining({ category }));
    for (const { messages } of Object.values(LANGUAGES)) expect(messages).toHaveProperty(type, expect.any(Function));
    expect(SAMPLES.map((sample) => sample.type)).toContain(type);
  });

  it.each(SAMPLES)('is told in plain words: $words', ({ type, data, texts, words }) => {
    expect(told(type, data, texts)).toBe(words);
  });

  it('is of a type that the catalogue has', () => {
    expect(STANDING.map(([type]) => type).sort()).toEqual(Object.keys(TIMELINE_EVENTS).sort());
  });
});

describe('names and texts', () => {
  const over = { endedAt: '2020-01-07T23:00:00.000Z' };
  const named = (name: TextAnswer | undefined): string =>
    told('DeploymentEnded', over, {}, new Map(name === undefined ? [] : [[ANN, name]]));

  it('tells of an erased person without a name', () => {
    expect(named({ erased: true })).toBe('The tour of an erased person ended 23:00Z.');
  });

  it('never takes a name out of reach for an erased one', () => {
    expect(named({ unreadable: true })).toBe('The tour of a person whose name cannot be read ended 23:00Z.');
  });

  it('tells of someone where the name is not known', () => {
    expect(named(undefined)).toBe('The tour of someone ended 23:00Z.');
  });

  it('says of a text that is gone that it is gone', () => {
    expect(told('IncidentClosed', {}, { reason: { erased: true } })).toBe('The incident was closed. Reason: (erased).');
    expect(told('NoteLogged', {}, { text: { unreadable: true } })).toBe('The watch noted: (unreadable).');
  });

  it('says nothing of a text that was not given or is not for the reader', () => {
    expect(told('IncidentClosed', {})).toBe('The incident was closed.');
    expect(told('NoteLogged', {})).toBe('The watch noted something.');
    expect(told('RollCallClosed', {})).toBe('The roll call was closed.');
  });

  it('counts names beyond the twelfth', () => {
    const open = Array.from({ length: 14 }, () => BEN);
    const words = told('RollCallClosed', { outcome: 'INCOMPLETE', open, decidedAt: '4' });
    expect(words).toMatch(
      /^The roll call was closed as incomplete, with (Ben Example, ){11}Ben Example and 2 more still open\.$/,
    );
  });

  it('tells of an entry that it does not know as an earlier record', () => {
    expect(told('EntryRetracted', { entry: entryId(ANN, id('event 99')) })).toBe(
      'An earlier record of Ann Example was retracted.',
    );
  });
});

describe('clocks', () => {
  it.each([
    ['2020-01-07T22:30:00.000Z', '22:30Z'],
    ['2020-01-07T22:30:05.000Z', '22:30:05Z'],
    ['2020-01-07T22:30:05.120Z', '22:30:05.12Z'],
    ['2020-01-07T22:30:50.000Z', '22:30:50Z'],
    ['2020-01-08T00:00:00.000Z', '2020-01-08 00:00Z'],
  ])('are read to what is exact, with the day where it is another: %s', (at, shown) => {
    expect(told('LeaveEnded', { at })).toBe(`Ann Example came back from leave ${shown}.`);
  });
});

describe('what an event changed', () => {
  const told = telling('OfficerAccountedFor', { condition: 'SAFE' });
  const openedAt = instant('2020-01-07T22:59:00Z');
  const effect: Effect = {
    rollCall: id('rc'),
    openedAt,
    claim: { before: 'PARTIAL', after: 'ALL_SAFE' },
    counts: { before: { denominator: 2, accounted: 1, safe: 1 }, after: { denominator: 2, accounted: 2, safe: 2 } },
    people: [
      {
        deployment: ANN,
        before: { accountability: 'UNKNOWN', condition: 'NOT_REPORTED', standing: 'MEMBER', impaired: 'DURESS' },
        after: { accountability: 'ACCOUNTED', condition: 'SAFE', standing: 'MEMBER' },
      },
      {
        deployment: BEN,
        after: { accountability: 'MISSING', condition: 'SAFE', standing: 'PENDING', impaired: 'MISSING' },
      },
    ],
  };

  it('is said of each person, of the counts and of the claim', () => {
    expect(effectWords(effect, told, 'en')).toEqual([
      'Roll call of 22:59Z: Ann Example UNKNOWN NOT_REPORTED DURESS → ACCOUNTED SAFE.',
      'Roll call of 22:59Z: Ben Example not in it → MISSING SAFE PENDING.',
      'Roll call of 22:59Z: 2 of 2 accounted for and 2 safe, before 1 of 2 accounted for and 1 safe.',
      'Roll call of 22:59Z: claim PARTIAL → ALL_SAFE.',
    ]);
  });

  it('counts people beyond the twelfth', () => {
    const after = { accountability: 'UNKNOWN', condition: 'NOT_REPORTED', standing: 'MEMBER' };
    const people = Array.from({ length: 14 }, (_, index) => ({ deployment: id(`person ${index}`), after }));
    const words = effectWords({ rollCall: id('rc'), openedAt, people }, told, 'en');
    expect(words).toHaveLength(13);
    expect(words.at(-1)).toBe('Roll call of 22:59Z: 2 more people changed.');
  });
});
