import { open, type FileHandle } from 'node:fs/promises';

interface Waiting {
  readonly line: Buffer;
  readonly written: () => void;
  readonly failed: (error: unknown) => void;
}

/** The least that is durable: lines at the end of a file, and one fsync for all that came while the last was under way. */
export class SharedFile {
  #waiting: Waiting[] = [];
  #writing = false;

  private constructor(private readonly file: FileHandle) {}

  static async open(path: string): Promise<SharedFile> {
    return new SharedFile(await open(path, 'a'));
  }

  /** Resolves once the line is on the disk. */
  append(line: Buffer): Promise<void> {
    return new Promise((written, failed) => {
      this.#waiting.push({ line, written, failed });
      if (!this.#writing) void this.#write();
    });
  }

  async close(): Promise<void> {
    await this.file.close();
  }

  async #write(): Promise<void> {
    this.#writing = true;
    while (this.#waiting.length > 0) {
      const batch = this.#waiting;
      this.#waiting = [];
      try {
        await this.file.writev(batch.map(({ line }) => line));
        await this.file.sync();
        for (const { written } of batch) written();
      } catch (error) {
        for (const { failed } of batch) failed(error);
      }
    }
    this.#writing = false;
  }
}
