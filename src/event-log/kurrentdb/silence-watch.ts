/** Milliseconds without a sign of life after which it is asked whether there was something to say. */
export const MAX_SILENCE_MS = 20_000;

/**
 * Notices a subscription that gives nothing although the log has gone on. What has just been appended may be on its way:
 * so it is stalled only where there was something to give in two looks one after the other.
 */
export class SilenceWatch {
  readonly #timer: NodeJS.Timeout;
  #stopped = false;
  #wasBehind = false;

  constructor(
    private readonly isBehind: () => Promise<boolean>,
    private readonly onStalled: () => void,
  ) {
    this.#timer = setInterval(() => void this.#look(), MAX_SILENCE_MS);
  }

  /** The server is at work, though it has found nothing to give. */
  heard(): void {
    this.#wasBehind = false;
  }

  stop(): void {
    this.#stopped = true;
    clearInterval(this.#timer);
  }

  async #look(): Promise<void> {
    const before = this.#wasBehind;
    // Where the log cannot be asked, its server is not there, and the connection will say so.
    const behind = await this.isBehind().catch(() => false);
    if (this.#stopped) return;
    if (before && this.#wasBehind && behind) this.onStalled();
    this.#wasBehind = behind;
  }
}
