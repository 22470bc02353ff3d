import type { TextAnswer } from '../../../api/opened.js';
import type { Id } from '../../../kernel/ids.js';
import type { Effect } from '../effect.js';
import type { JournalEvent, NamedEntries, TimelineType, ToldData } from '../timeline-event.js';

/** Texts by the field that they were given in. */
export type TextAnswers = Readonly<Record<string, TextAnswer>>;

/** The names of people by their deployment, of missions and of posts; whoever is not in it is not to be named. */
export type Names = ReadonlyMap<Id, TextAnswer>;

/** All that an event is told from; nothing of it is in any one language. */
export interface Telling<Data = unknown> {
  readonly event: JournalEvent;
  readonly data: Data;
  /** Opened; a field that was not given, or is not for the reader, is not there. */
  readonly texts: TextAnswers;
  readonly names: Names;
  /** What the event names as an entry. */
  readonly entries: NamedEntries;
}

/** One sentence for each type: what has happened. */
export type Messages = { readonly [Type in TimelineType]: (telling: Telling<ToldData<Type>>) => string };

/** Everything that has to be said anew for another language. */
export interface Language {
  readonly messages: Messages;
  /** One sentence for each thing that an event changed. */
  effect(effect: Effect, telling: Telling): readonly string[];
}
