import { Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { VIEWS } from '../kernel/ports.js';
import type { Views } from '../projecting/views.js';
import { OperationsLog } from './operations-log.js';

/** Tells the operator of each view that stops, for it goes on only once he has done something about it. */
@Injectable()
export class StoppedViews implements OnApplicationBootstrap {
  constructor(
    @Inject(VIEWS) private readonly views: Pick<Views, 'onStopped'>,
    private readonly log: OperationsLog,
  ) {}

  onApplicationBootstrap(): void {
    this.views.onStopped(({ name, failure }) => {
      if (failure === undefined) return;
      const { eventId, type, position, reason } = failure;
      const stoppedBy = { stoppedBy: eventId, type, position, error: reason.name };
      // A projection reads events as they are stored, so that what it says of one holds no text of anyone.
      this.log.alarm('view-stopped', { view: name, ...stoppedBy, message: reason.message });
    });
  }
}
