import { IdField, InstantField, TextField } from '../../../api/fields.js';
import type { Id } from '../../../kernel/ids.js';
import type { Instant } from '../../../kernel/instant.js';
import type { ChangeMembership } from '../roll-call.commands.js';

/** The fields of every command about one person's membership. */
export class MembershipBody implements ChangeMembership {
  @IdField()
  readonly rollCall!: Id;

  @IdField()
  readonly deployment!: Id;

  @TextField()
  readonly reason!: string;

  @InstantField({ optional: true, description: 'Its recording, where it is left out.' })
  readonly effectiveAt?: Instant;
}
