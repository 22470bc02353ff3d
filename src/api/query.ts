import { Query } from '@nestjs/cqrs';
import type { Actor } from '../kernel/actor.js';

/** A question as it goes over the bus: what is asked, and who asks, for that decides how much he may see. */
export abstract class AskedQuery<Asked extends object, Answer> extends Query<Answer> {
  constructor(
    readonly asked: Asked,
    readonly actor: Actor,
  ) {
    super();
  }
}
