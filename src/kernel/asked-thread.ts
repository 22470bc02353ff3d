/** What is needed of a thread; Node's `Worker` has it. */
export interface Thread {
  postMessage(message: unknown): void;
  on(event: 'message', listener: (message: unknown) => void): unknown;
  on(event: 'error', listener: (error: unknown) => void): unknown;
  on(event: 'exit', listener: () => void): unknown;
  /** It keeps the process alive, or no longer does. */
  ref(): void;
  unref(): void;
}

/** What a thread says first, once it has opened what it works on. */
export const OPENED = 'opened';

interface Asked {
  readonly answered: (answer: unknown) => void;
  readonly failed: (error: Error) => void;
}

/** A thread that answers what it is asked, in the same order, and ends after the last of it. */
export class AskedThread<Question> {
  /** Resolves once it has said that it is open; rejects where it has ended instead. */
  readonly opened: Promise<unknown>;
  readonly #asked: Asked[] = [];
  readonly #ended: Promise<void>;
  #gone: Error | undefined;

  /** `gone` is told to whoever asks a thread that has ended. */
  constructor(
    private readonly thread: Thread,
    gone: () => Error,
  ) {
    // It is asked nothing for that, and keeps the process alive meanwhile.
    this.opened = new Promise((answered, failed) => this.#asked.push({ answered, failed }));
    this.opened.catch(() => undefined);
    thread.on('message', (answer) => {
      this.#asked.shift()?.answered(answer);
      // It keeps the process alive for as long as something is asked of it, and no longer.
      if (this.#asked.length === 0) thread.unref();
    });
    thread.on('error', (error) => this.#fail(error instanceof Error ? error : new Error(String(error))));
    this.#ended = new Promise((resolve) => {
      thread.on('exit', () => {
        this.#fail(gone());
        resolve();
      });
    });
  }

  /** Rejects where the thread has ended, or does before it answers: then it is not known what it has done. */
  ask(question: Question): Promise<unknown> {
    return new Promise((answered, failed) => {
      if (this.#gone !== undefined) throw this.#gone;
      if (this.#asked.push({ answered, failed }) === 1) this.thread.ref();
      this.thread.postMessage(question);
    });
  }

  /** Resolves once it has ended, which it does at the last question, if it has not before. */
  async end(last: Question): Promise<void> {
    this.thread.ref();
    if (this.#gone === undefined) this.thread.postMessage(last);
    await this.#ended;
  }

  #fail(error: Error): void {
    this.#gone ??= error;
    for (const { failed } of this.#asked.splice(0)) failed(this.#gone);
  }
}
