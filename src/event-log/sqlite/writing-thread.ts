import { Worker } from 'node:worker_threads';
import { AskedThread } from '../../kernel/asked-thread.js';
import { LogUnavailable } from '../event-log.js';
import type { Batch, BatchResult, ProbeResult, Writing } from './writing.js';

/** What the thread that writes is asked, and answers in the same order. */
export type Question = { readonly store: Batch } | { readonly probe: true } | { readonly close: true };

/** Starts a thread that owns the connection which writes to a file. */
export type StartThread = (file: string) => Worker;

export const startThread: StartThread = (file) =>
  new Worker(new URL('./writing-thread-main.js', import.meta.url), { workerData: file, name: 'log' });

/** Writes in a thread of its own, so that a commit is waited for beside everything else. */
export class WritingThread implements Writing {
  readonly #thread: AskedThread<Question>;

  private constructor(worker: Worker) {
    this.#thread = new AskedThread(worker, () => new LogUnavailable('the thread that writes to the log has ended'));
  }

  /** Resolves once the thread has the file open. Rejects with LogUnavailable, saying why, where it cannot; it is gone then. */
  static async over(worker: Worker): Promise<WritingThread> {
    const thread = new WritingThread(worker);
    await thread.#thread.opened.catch((cause: unknown) => {
      const why = cause instanceof Error ? cause.message : String(cause);
      throw new LogUnavailable(`the thread that writes to the log could not open it: ${why}`, { cause });
    });
    return thread;
  }

  store(batch: Batch): Promise<BatchResult> {
    return this.#thread.ask({ store: batch }) as Promise<BatchResult>;
  }

  probe(): Promise<ProbeResult> {
    return this.#thread.ask({ probe: true }) as Promise<ProbeResult>;
  }

  close(): Promise<void> {
    return this.#thread.end({ close: true });
  }
}
