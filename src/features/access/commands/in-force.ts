import { Inject, Injectable } from '@nestjs/common';
import { MAX_WAIT_MS } from '../../../api/freshness.js';
import { Refusal } from '../../../kernel/failure.js';
import type { Position } from '../../../kernel/position.js';
import { VIEWS } from '../../../kernel/ports.js';
import type { ReadableViews } from '../../../projecting/views.js';
import { ACCESS_VIEW } from '../views/access.projection.js';

/** Holds an answer back until what it answers is in force here: whoever is told that a token is revoked relies on it. */
@Injectable()
export class InForce {
  constructor(@Inject(VIEWS) private readonly views: ReadableViews) {}

  /** Not longer than a question waits; false where it is not in force by then, though it is recorded. */
  isSoon(position: Position): Promise<boolean> {
    return this.views.reached(position, MAX_WAIT_MS, [ACCESS_VIEW]);
  }

  /** Refuses with 'not-current' where what is recorded is not in force yet: someone might be let in all the same. */
  async demandAt(position: Position): Promise<void> {
    if (await this.isSoon(position)) return;
    const detail = 'It is recorded and not in force yet; it comes into force when the view of access tokens has it.';
    throw new Refusal('not-current', `${detail} Repeat it with the same key to learn when.`);
  }
}
