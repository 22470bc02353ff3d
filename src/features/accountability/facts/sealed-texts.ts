import type { EntryId } from '../../../kernel/entry-id.js';
import type { SealedTexts } from '../../../kernel/event.js';
import type { Id } from '../../../kernel/ids.js';
import type { Position } from '../../../kernel/position.js';
import { streamName } from '../../../kernel/stream.js';
import { OFFICER, TOUR, type FactSource } from './fact.js';

/** The officer of a deployment and where his name is sealed, as known at a position. */
export function officerOf(
  facts: FactSource,
  deployment: Id,
  known: Position,
): { readonly officer: Id; readonly homeAgency: string; readonly named: SealedTexts } | undefined {
  const tour = facts.factOf(streamName('deployment', deployment), 'tour', TOUR, known);
  if (tour === undefined) return undefined;
  const officer = facts.factOf(streamName('officer', tour.officer), 'officer', OFFICER, known);
  return officer === undefined ? undefined : { ...officer, officer: tour.officer };
}

/** Where an entry's place, channel and note are sealed. */
export function entryTexts(
  facts: FactSource,
  deployment: Id,
  entry: EntryId,
  known: Position,
): SealedTexts | undefined {
  return facts.factOf(streamName('deployment', deployment), 'entry', entry, known)?.personal;
}

/** Where the reason of a membership decision is sealed, and who took it. */
export function decisionAt(
  facts: FactSource,
  rollCall: Id,
  recorded: Position,
  known: Position,
): { readonly actor: string; readonly reason?: SealedTexts } | undefined {
  const decisions = facts.allOf(streamName('rollCall', rollCall), 'membership', known);
  const decision = decisions.find((membership) => membership.recorded === recorded);
  if (decision === undefined) return undefined;
  const { actor, personal } = decision;
  return { actor, ...(personal === undefined ? {} : { reason: personal }) };
}
