import { InstantField, ObjectField } from '../../../api/fields.js';
import type { Instant } from '../../../kernel/instant.js';
import type { Hazard } from '../incident.events.js';

export class HazardBody implements Hazard {
  @InstantField({ description: 'The danger cannot have begun before.' })
  readonly earliest!: Instant;

  @InstantField({ description: 'The danger cannot have lasted after.' })
  readonly latest!: Instant;
}

export function HazardField(): PropertyDecorator {
  return ObjectField(() => HazardBody, { description: 'When the danger was.' });
}
