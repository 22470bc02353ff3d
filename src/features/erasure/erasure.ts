import type { Decider } from '../../kernel/decider.js';
import type { KeySubject } from '../../kernel/event.js';
import { demand } from '../../kernel/failure.js';
import { derivedId, isId, type Id } from '../../kernel/ids.js';
import { streamName } from '../../kernel/stream.js';
import type { EraseTexts } from './erasure.commands.js';
import type { ErasureEvent } from './erasure.events.js';

/** Whose texts one stream says are erased. */
export type ErasureState = ReadonlySet<KeySubject>;

/** How what is to be erased stands: only what is over loses its texts. */
export type Standing = 'absent' | 'in use' | 'over';

const KINDS = ['officer', 'mission', 'incident', 'access'] as const;

/** So few that all of them are read at a start, and so many that each stays short. It is part of the storage format. */
const STREAM_COUNT = 64;

/** Every stream that records erasures. */
export const ERASURE_STREAMS: readonly string[] = Array.from({ length: STREAM_COUNT }, (_, place) => streamOf(place));

export const erasures: Decider<ErasureState, ErasureEvent> = {
  initial: new Set(),
  evolve: (state, { data }) => new Set([...state, data.subject]),
};

/** The one stream that can record the erasure of a subject. */
export function erasureStream(subject: KeySubject): string {
  return streamOf(Number.parseInt(derivedId('erased subject', subject).slice(0, 2), 16) % STREAM_COUNT);
}

export function decideEraseTexts(
  state: ErasureState,
  { subject, ground }: EraseTexts,
  standing: Standing,
): readonly ErasureEvent[] {
  demand(!state.has(subject), 'already-exists', 'It is erased already.');
  demand(standing !== 'absent', 'not-found', 'Nothing was ever recorded of it.');
  const detail =
    'Only what is over is erased: a tour or mission that ended, an incident that is closed, a token that is revoked.';
  demand(standing === 'over', 'in-use', detail);
  return [{ type: 'TextsErased', data: { subject, ground } }];
}

/** Undefined for what is no subject. */
export function parseSubject(text: string): { readonly kind: (typeof KINDS)[number]; readonly id: Id } | undefined {
  const [kind = '', id = '', ...rest] = text.split(':');
  const known = KINDS.find((candidate) => candidate === kind);
  return known !== undefined && isId(id) && rest.length === 0 ? { kind: known, id } : undefined;
}

function streamOf(place: number): string {
  return streamName('erasure', derivedId('erasures', String(place)));
}
