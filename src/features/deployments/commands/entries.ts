import { EntryField, TextField } from '../../../api/fields.js';
import { parseEntryId, type EntryId } from '../../../kernel/entry-id.js';
import { invariant } from '../../../kernel/failure.js';
import { streamName } from '../../../kernel/stream.js';
import type { EntryDecision } from '../deployment.commands.js';

export class EntryDecisionBody implements EntryDecision {
  @EntryField()
  readonly entry!: EntryId;

  @TextField()
  readonly reason!: string;
}

/** The stream on which an entry stands, or would stand: whether it does is for the decision to say. */
export function streamOf({ entry }: { readonly entry: EntryId }): string {
  const place = parseEntryId(entry);
  invariant(place !== undefined, 'what is no entry does not pass the gate');
  return streamName('deployment', place.deployment);
}
