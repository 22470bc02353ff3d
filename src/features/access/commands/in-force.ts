import { Inject, Injectable } from '@nestjs/common';
import { MAX_WAIT_MS } from '../../../api/freshness.js';
import type { Position } from '../../../kernel/position.js';
import { VIEWS } from '../../../kernel/ports.js';
import type { ReadableViews } from '../../../projecting/views.js';
import { ACCESS_VIEW } from '../views/access.projection.js';

/** Holds an answer back until what it answers is in force here: whoever is told that a token is revoked relies on it. */
@Injectable()
export class InForce {
  constructor(@Inject(VIEWS) private readonly views: ReadableViews) {}

  /** Not longer than a question waits: what was recorded is recorded, also where the view of it has stopped. */
  async at(position: Position): Promise<void> {
    await this.views.reached(position, MAX_WAIT_MS, [ACCESS_VIEW]);
  }
}
