import type { AllStreamResolvedEvent, AllStreamSubscription } from '@kurrent/kurrentdb-client';

export interface WatchListener {
  /** From now on everything is told. */
  live(): void;
  given(event: AllStreamResolvedEvent): void;
  /** Something may be missed from now on. */
  lost(): void;
}

/** Subscribes, and again whenever the subscription has ended, until it is stopped. Answers how to stop it. */
export function watched(
  subscribe: () => AllStreamSubscription,
  listener: WatchListener,
  pauseMs: (attempt: number) => number,
): () => void {
  let stopped = false;
  let attempts = 0;
  let end = (): void => undefined;
  const begin = (): void => {
    const subscription = subscribe();
    let over = false;
    const lose = (): void => {
      if (over || stopped) return;
      over = true;
      subscription.destroy();
      listener.lost();
      const timer = setTimeout(begin, pauseMs((attempts += 1)));
      end = () => clearTimeout(timer);
    };
    end = () => {
      // Never connected, there is nothing to end.
      subscription.unsubscribe().catch(() => undefined);
      subscription.destroy();
    };
    subscription.on('confirmation', () => {
      attempts = 0;
      if (!stopped) listener.live();
    });
    subscription.on('data', (event: AllStreamResolvedEvent) => {
      if (!stopped) listener.given(event);
    });
    for (const sign of ['error', 'end', 'close'] as const) subscription.on(sign, lose);
  };
  begin();
  return () => {
    stopped = true;
    end();
  };
}
