import { BatchWriter } from './batch-writer.js';
import type { Connection } from './connection.js';
import type { Batch, BatchResult, ProbeResult, Writing } from './writing.js';

/** Writes in the thread of those who append: nothing to start, and nothing else happens during a commit. */
export class WritingHere implements Writing {
  readonly #writer: BatchWriter;

  constructor(private readonly db: Connection) {
    this.#writer = new BatchWriter(db);
  }

  async store(batch: Batch): Promise<BatchResult> {
    return this.#writer.store(batch);
  }

  async probe(): Promise<ProbeResult> {
    return this.#writer.probe();
  }

  async close(): Promise<void> {
    this.db.close();
  }
}
