import { Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { VIEWS } from '../kernel/ports.js';
import type { Views } from '../projecting/views.js';
import { OperationsLog } from './operations-log.js';

/** Tells the operator of each view that stops or loses the log. A projection reads events as they are stored, so that what it says of one holds no text of anyone. */
@Injectable()
export class ViewsWatch implements OnApplicationBootstrap {
  constructor(
    @Inject(VIEWS) private readonly views: Pick<Views, 'onStopped' | 'onLost'>,
    private readonly log: OperationsLog,
  ) {}

  onApplicationBootstrap(): void {
    this.views.onStopped(({ name, failure }) => {
      if (failure === undefined) return;
      const { eventId, type, position, reason } = failure;
      const stoppedBy = { stoppedBy: eventId, type, position, error: reason.name };
      this.log.say('view-stopped', { view: name, ...stoppedBy, message: reason.message });
    });
    this.views.onLost(({ name, attempts, lost }) => {
      this.log.say('view-lost', { view: name, attempts, error: lost?.name, message: lost?.message });
    });
  }
}
