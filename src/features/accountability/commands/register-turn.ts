import type { Deciding } from '../../../deciding/deciding.js';
import { Turn } from '../../../deciding/turn.js';
import type { Id } from '../../../kernel/ids.js';
import { streamName } from '../../../kernel/stream.js';
import type { RegisterEvent } from '../incident.events.js';
import { register, type RegisterState } from '../register.js';

/** A turn on the incident's register: roll calls open, and the incident closes, one of them at a time. */
export function registerTurn(deciding: Deciding, incident: Id): Turn<RegisterState, RegisterEvent> {
  return new Turn(deciding, {
    decider: register,
    stream: streamName('register', incident),
    pendingOf: ({ data }) => data.pending,
  });
}
