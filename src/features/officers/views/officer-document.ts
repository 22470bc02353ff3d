import type { Recorded, SealedTexts } from '../../../kernel/event.js';
import { invariant, unreachable } from '../../../kernel/failure.js';
import type { Id } from '../../../kernel/ids.js';
import type { Instant } from '../../../kernel/instant.js';
import { present } from '../../../kernel/present.js';
import type { OfficerEvent } from '../officer.events.js';

/** What the view keeps of an officer. Texts stay sealed; they are opened where they are answered. */
export interface OfficerDocument {
  readonly officer: Id;
  readonly revision: number;
  readonly homeAgency: string;
  readonly language?: string;
  /** Those of the registration, or of the last correction of the name. */
  readonly name: SealedTexts;
  /** In the order of their recording: that of the registration first, which has no instant of its own. */
  readonly ranks: readonly RankDocument[];
  /** In the order of their recording. Which of them replaces which can be said only once they are opened. */
  readonly contacts: readonly SealedTexts[];
}

export interface RankDocument {
  readonly effectiveAt?: Instant;
  readonly texts: SealedTexts;
}

type LaterEvent = Exclude<Recorded<OfficerEvent>, { type: 'OfficerRegistered' }>;

/** What an event makes of the document; undefined stands before the first. Throws for a type that is not known. */
export function evolveDocument(document: OfficerDocument | undefined, event: Recorded<OfficerEvent>): OfficerDocument {
  if (event.type === 'OfficerRegistered') {
    const { officer, homeAgency, language } = event.data;
    const texts = textsOf(event);
    const start = { officer, revision: event.revision, homeAgency, name: texts, ranks: [{ texts }], contacts: [] };
    return { ...start, ...present({ language }) };
  }
  invariant(document !== undefined, 'an officer begins with his registration');
  return { ...document, ...changesBy(event, document), revision: event.revision };
}

function changesBy(event: LaterEvent, { ranks, contacts }: OfficerDocument): Partial<OfficerDocument> {
  switch (event.type) {
    case 'OfficerCorrected':
      return { ...event.data, ...(hasName(event) ? { name: textsOf(event) } : {}) };
    case 'OfficerRankRecorded':
      return { ranks: [...ranks, { effectiveAt: event.data.effectiveAt, texts: textsOf(event) }] };
    case 'ContactChannelChanged':
      return { contacts: [...contacts, textsOf(event)] };
    case 'TourReserved':
      return {};
    default:
      return unreachable(event);
  }
}

function hasName({ personal }: Recorded<OfficerEvent>): boolean {
  return personal !== undefined && 'name' in personal.sealed;
}

function textsOf({ type, personal }: Recorded<OfficerEvent>): SealedTexts {
  invariant(personal !== undefined, `${type} has texts`);
  return personal;
}

/** The one that is in effect at an instant: the latest effective, and of those the last recorded. */
export function rankAt(ranks: readonly RankDocument[], at: Instant): RankDocument | undefined {
  let found: RankDocument | undefined;
  for (const rank of ranks) {
    const { effectiveAt } = rank;
    if (effectiveAt !== undefined && effectiveAt > at) continue;
    if (found?.effectiveAt === undefined || (effectiveAt !== undefined && effectiveAt >= found.effectiveAt))
      found = rank;
  }
  return found;
}
