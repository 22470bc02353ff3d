import { Injectable } from '@nestjs/common';
import { seesRevisions } from '../../../api/policy.js';
import { openTexts, type OpenedPage, type TextAnswer } from '../../../api/opened.js';
import type { SealedTexts } from '../../../kernel/event.js';
import type { Id } from '../../../kernel/ids.js';
import type { Position } from '../../../kernel/position.js';
import { present } from '../../../kernel/present.js';
import { Sealer } from '../../../sealing/sealer.js';
import type { Effect } from '../effect.js';
import { mentionsOf, type Mentions } from '../mentions.js';
import type { EffectAnswer, TimelineEventAnswer } from '../queries/timeline.answer.js';
import { TIMELINE_EVENTS, type JournalEvent, type NamedEntries } from '../timeline-event.js';
import { MAX_NAMED } from '../words/english/phrases.js';
import type { Names, Telling, TextAnswers } from '../words/telling.js';
import { effectWords, wordsOf, type LanguageTag } from '../words/words.js';
import type { EffectsByPosition } from './effects.js';
import { Effects } from './effects.js';
import { Timelines, type Timeline } from './timelines.js';

const LANGUAGE: LanguageTag = 'en';

/** What is common to the events of one page. */
interface Background {
  readonly withRevisions: boolean;
  readonly effects: EffectsByPosition;
  readonly names: Names;
  readonly entries: NamedEntries;
  readonly opened: OpenedPage;
}

/** Tells events: in plain words, with what each changed and with its texts opened. */
@Injectable()
export class Teller {
  constructor(
    private readonly timelines: Timelines,
    private readonly effects: Effects,
    private readonly sealer: Sealer,
  ) {}

  /** Of one page, in its order. */
  async tell(
    timeline: Timeline,
    events: readonly JournalEvent[],
    withEffects: boolean,
  ): Promise<readonly TimelineEventAnswer[]> {
    const effects: EffectsByPosition = withEffects ? await this.effects.of(timeline, events) : new Map();
    const background = await this.backgroundOf(timeline, events, effects);
    return events.map((event) => this.told(event, background));
  }

  private async backgroundOf(
    { moment: { known }, reader }: Timeline,
    events: readonly JournalEvent[],
    effects: EffectsByPosition,
  ): Promise<Background> {
    const mentions = events.map((event) => mentionsOf(event, effects.get(event.position) ?? [], MAX_NAMED));
    const sealed = this.sealedNames(mentions, known);
    const texts = events.flatMap(({ personal }) => personal ?? []);
    const opened = await openTexts(this.sealer, [...texts, ...sealed.values()]);
    return {
      withRevisions: seesRevisions(reader.role),
      ...{ effects, entries: this.entriesOf(mentions), names: openedNames(sealed, opened), opened },
    };
  }

  private sealedNames(mentions: readonly Mentions[], known: Position): ReadonlyMap<Id, SealedTexts> {
    const { journal } = this.timelines;
    const people = new Set(mentions.flatMap((mention) => mention.people));
    const places = new Set(mentions.flatMap((mention) => mention.places));
    const names = [
      ...[...people].map((id) => [id, journal.personName(id, known)] as const),
      ...[...places].map((id) => [id, journal.placeName(id, known)] as const),
    ];
    return new Map(names.filter((named): named is readonly [Id, SealedTexts] => named[1] !== undefined));
  }

  private entriesOf(mentions: readonly Mentions[]): NamedEntries {
    const named = new Set(mentions.flatMap(({ entries }) => entries));
    return new Map(
      [...named].flatMap((entry) => {
        const event = this.timelines.journal.entry(entry);
        return event === undefined ? [] : [[entry, event] as const];
      }),
    );
  }

  private told(event: JournalEvent, background: Background): TimelineEventAnswer {
    const { withRevisions, effects, names, entries, opened } = background;
    const { personal, happenedAt, revision, entry, ...envelope } = event;
    const texts = personal === undefined ? {} : textsOf(personal, opened);
    const telling: Telling = { event, data: event.data, texts, names, entries };
    const zone = this.timelines.journal.zoneOf(event);
    const isEntry = TIMELINE_EVENTS[event.type].isEntry === true;
    return {
      ...{ ...envelope, happenedAt, texts },
      words: wordsOf(telling, LANGUAGE),
      effect: (effects.get(event.position) ?? []).map((effect) => effectAnswer(effect, telling)),
      ...present({ zone, entry: isEntry ? entry : undefined, revision: withRevisions ? revision : undefined }),
    };
  }
}

function effectAnswer(effect: Effect, telling: Telling): EffectAnswer {
  return { ...effect, words: effectWords(effect, telling, LANGUAGE) };
}

function openedNames(sealed: ReadonlyMap<Id, SealedTexts>, opened: OpenedPage): Names {
  const names = [...sealed].map(([id, texts]) => [id, opened(texts, 'name')] as const);
  return new Map(names.filter((named): named is readonly [Id, TextAnswer] => named[1] !== undefined));
}

function textsOf(personal: SealedTexts, opened: OpenedPage): TextAnswers {
  const fields = Object.keys(personal.sealed).map((field) => [field, opened(personal, field)] as const);
  return Object.fromEntries(fields.filter((entry): entry is readonly [string, TextAnswer] => entry[1] !== undefined));
}
