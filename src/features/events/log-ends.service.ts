import { Inject, Injectable } from '@nestjs/common';
import { Wakes } from '../../api/wakes.js';
import type { Clock } from '../../kernel/clock.js';
import { CLOCK, VIEWS } from '../../kernel/ports.js';
import type { Position } from '../../kernel/position.js';
import type { Views } from '../../projecting/views.js';
import { POSITIONS, type Positions } from './positions.js';

/** Up to where the log can be read, as it grows. */
@Injectable()
export class LogEnds {
  constructor(
    @Inject(VIEWS) private readonly views: Pick<Views, 'applied' | 'onApplied'>,
    @Inject(POSITIONS) private readonly positions: Positions,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** The end as it is, and each that comes while nobody is being told; a sign of life every HEARTBEAT_MS between them. */
  async *until(ended: AbortSignal): AsyncGenerator<Position | 'HEARTBEAT'> {
    const { projections } = this.positions;
    const wakes = new Wakes(this.views, projections, this.clock, ended);
    try {
      let told: Position | undefined;
      while (!ended.aborted) {
        const end = this.views.applied(projections);
        if (end !== told) yield (told = end);
        if ((await wakes.next(undefined)) === 'HEARTBEAT') yield 'HEARTBEAT';
      }
    } finally {
      wakes.close();
    }
  }
}
