import { Worker } from 'node:worker_threads';
import { LogUnavailable } from '../event-log.js';
import type { Batch, BatchResult, ProbeResult, Writing } from './writing.js';

/** What the thread says first, once it has the file open. */
export const OPENED = 'opened';

/** What the thread that writes is asked, and answers in the same order. */
export type Question = { readonly store: Batch } | { readonly probe: true } | { readonly close: true };

/** Starts a thread that owns the connection which writes to a file. */
export type StartThread = (file: string) => Worker;

export const startThread: StartThread = (file) =>
  new Worker(new URL('./writing-thread-main.js', import.meta.url), { workerData: file, name: 'log' });

interface Asked {
  readonly answered: (answer: unknown) => void;
  readonly failed: (error: Error) => void;
}

/** Writes in a thread of its own, so that a commit is waited for beside everything else. */
export class WritingThread implements Writing {
  readonly #asked: Asked[] = [];
  readonly #opened: Promise<unknown>;
  readonly #ended: Promise<void>;
  #gone: Error | undefined;

  private constructor(private readonly worker: Worker) {
    // It is asked nothing for that, and keeps the process alive meanwhile.
    this.#opened = new Promise((answered, failed) => this.#asked.push({ answered, failed }));
    worker.on('message', (answer: unknown) => {
      this.#asked.shift()?.answered(answer);
      // It keeps the process alive for as long as something is asked of it, and no longer.
      if (this.#asked.length === 0) worker.unref();
    });
    worker.on('error', (error) => this.#fail(error));
    this.#ended = new Promise((resolve) => {
      worker.on('exit', () => {
        this.#fail(new LogUnavailable('the thread that writes to the log has ended'));
        resolve();
      });
    });
  }

  /** Resolves once the thread has the file open. Rejects with LogUnavailable, saying why, where it cannot; it is gone then. */
  static async over(worker: Worker): Promise<WritingThread> {
    const thread = new WritingThread(worker);
    await thread.#opened.catch((cause: unknown) => {
      const why = cause instanceof Error ? cause.message : String(cause);
      throw new LogUnavailable(`the thread that writes to the log could not open it: ${why}`, { cause });
    });
    return thread;
  }

  store(batch: Batch): Promise<BatchResult> {
    return this.#ask({ store: batch }) as Promise<BatchResult>;
  }

  probe(): Promise<ProbeResult> {
    return this.#ask({ probe: true }) as Promise<ProbeResult>;
  }

  async close(): Promise<void> {
    this.worker.ref();
    if (this.#gone === undefined) this.worker.postMessage({ close: true } satisfies Question);
    await this.#ended;
  }

  #ask(question: Question): Promise<unknown> {
    return new Promise((answered, failed) => {
      if (this.#gone !== undefined) throw this.#gone;
      if (this.#asked.push({ answered, failed }) === 1) this.worker.ref();
      this.worker.postMessage(question);
    });
  }

  #fail(error: unknown): void {
    this.#gone ??= error instanceof Error ? error : new Error(String(error));
    for (const { failed } of this.#asked.splice(0)) failed(this.#gone);
  }
}
