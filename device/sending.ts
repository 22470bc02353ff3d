import { after, canSend, linkFor, outcomeOf, pauseMs, type Outcome, type Received, type Tap } from './queue.js';
import type { DevicePage } from './page.js';
import type { Store } from './store.js';

/** For an answer: a satellite may take its time, and a line that is dead must not hold up the next try. */
const PATIENCE_MS = 30_000;

/** What became of a tap just now. */
export interface News {
  readonly tap: Tap;
  readonly answer: Received;
}

/** Sends what is kept, one tap after the other, whenever there is hope; one tab at a time. */
export class Sending {
  private failures = 0;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly store: Store,
    private readonly page: DevicePage,
    /** Something has changed on this device; with what was received, if something was. */
    private readonly tell: (news?: News) => void,
  ) {}

  /** There was no answer to the last try. */
  get isFailing(): boolean {
    return this.failures > 0;
  }

  /** A new reason to hope: the pause that is under way ends. */
  hope(opening = false): void {
    void this.now(opening);
  }

  private async now(opening: boolean): Promise<void> {
    clearTimeout(this.timer);
    const pause = await navigator.locks.request('muster-sending', () => this.pass(opening));
    if (pause === undefined) return;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.now(false), pause);
  }

  /** Answers how long to pause, where something is left that could be sent. */
  private async pass(opening: boolean): Promise<number | undefined> {
    for (const tap of await this.store.taps()) {
      if (!canSend(tap, this.page, opening)) continue;
      const outcome = await this.send(tap);
      if (outcome.is === 'later') {
        this.failures += 1;
        this.tell();
        return pauseMs(this.failures, outcome.leastMs, Math.random());
      }
      this.failures = 0;
      await this.settle(tap, outcome);
    }
    return undefined;
  }

  private async settle(tap: Tap, outcome: Outcome): Promise<void> {
    const left = after(tap, outcome);
    await (left === undefined ? this.store.wipe(tap.id) : this.store.keep(left));
    this.tell(outcome.is === 'received' ? { tap, answer: outcome.answer } : undefined);
  }

  private async send(tap: Tap): Promise<Outcome> {
    const { id, who, to, body } = tap;
    const fields = new URLSearchParams(body);
    fields.set('key', id);
    fields.set('who', who);
    const link = linkFor(tap, this.page);
    if (link !== undefined) fields.set('link', link);
    try {
      const answer = await fetch(to, {
        method: 'POST',
        headers: { Accept: 'application/json', 'X-Muster-Client': 'device' },
        body: fields,
        redirect: 'error',
        signal: AbortSignal.timeout(PATIENCE_MS),
      });
      const told: unknown = await answer.json().catch(() => undefined);
      return outcomeOf(answer.status, told, answer.headers.get('Retry-After'));
    } catch {
      return outcomeOf(0, undefined);
    }
  }
}
