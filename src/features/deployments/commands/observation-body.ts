import {
  DurationField,
  IdField,
  InstantField,
  LabelField,
  NumberField,
  TextField,
  WordField,
} from '../../../api/fields.js';
import type { Duration } from '../../../kernel/duration.js';
import type { Id } from '../../../kernel/ids.js';
import type { Instant } from '../../../kernel/instant.js';
import { MODES, type Mode } from '../../../kernel/mode.js';
import { GRADES, type Grade } from '../deployment.events.js';

/** What a check-in and a report of death have in common: who was seen, when, how exactly, and on which basis. */
export class ObservationBody {
  @IdField()
  readonly deployment!: Id;

  @InstantField({ description: 'When it was seen, as claimed; it may lie ahead of our clock.' })
  readonly observedAt!: Instant;

  @DurationField({ optional: true, description: 'Either side of observedAt.' })
  readonly uncertainty?: Duration;

  @LabelField()
  readonly channel!: string;

  @NumberField(GRADES, {
    description:
      '1 live voice, video or sight with identity check; 2 authenticated self-report; 3 a named leader saw the named ' +
      'person; 4 unauthenticated message from a known address; 5 hearsay, partner, media.',
  })
  readonly grade!: Grade;

  @IdField({ optional: true, description: "The leader's deployment: required with grade 3, refused with any other." })
  readonly vouchedBy?: Id;

  @WordField(MODES, { optional: true, description: 'ACTUAL unless given.' })
  readonly mode?: Mode;

  @TextField({ optional: true })
  readonly note?: string;
}
