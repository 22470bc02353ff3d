import { join } from 'node:path';
import { Child } from '../child.js';
import type { Memory, Served } from './serve.js';

/** Muster on a data folder, in a process of its own. */
export class Server {
  private constructor(
    private readonly child: Child<object, Served | Memory>,
    readonly url: string,
  ) {}

  /** Resolves once its views have what the log has. */
  static async start(folder: string): Promise<Server> {
    const child = Child.start<object, Served | Memory>(join(import.meta.dirname, 'serve.js'), [folder]);
    const told = await child.told();
    if (!('url' in told)) throw new Error('a server tells where it is');
    return new Server(child, told.url);
  }

  async residentMiB(): Promise<number> {
    const told = await this.child.ask({});
    if (!('residentBytes' in told)) throw new Error('a server tells its memory');
    return told.residentBytes / 1_048_576;
  }

  stop(): Promise<void> {
    return this.child.stop();
  }
}
