import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { LoadPlan, Acknowledged } from './event-log-load.js';

const HOOKS = new URL('./typescript-hooks.mjs', import.meta.url);
const CHILD = fileURLToPath(new URL('./event-log-child.ts', import.meta.url));

interface Told extends Partial<Acknowledged> {
  readonly open?: string;
  readonly failed?: string;
  readonly message?: string;
}

interface Start {
  /** Of the thread that writes, where one does. */
  readonly compiled?: string;
  /** No file that the process writes may grow beyond it: to the process, the disk is failing. */
  readonly limitKiB?: number;
}

/** A process of its own that writes to a log without end. */
export class WritingProcess {
  readonly acknowledged: Acknowledged[] = [];
  failure: { readonly name: string; readonly message: string } | undefined;
  readonly #ended: Promise<unknown>;
  #heard: (() => void) | undefined;

  private constructor(private readonly child: ChildProcess) {
    this.#ended = Promise.all([once(child, 'exit'), this.#listen()]);
  }

  static start(file: string, plan: LoadPlan, { compiled, limitKiB }: Start = {}): WritingProcess {
    const args = [file, String(plan.writers), String(plan.round), ...(compiled === undefined ? [] : [compiled])];
    const node = [process.execPath, '--import', HOOKS.href, CHILD, ...args];
    const shell = `${limitKiB === undefined ? '' : `ulimit -f ${limitKiB}; `}exec "$@"`;
    return new WritingProcess(spawn('bash', ['-c', shell, 'bash', ...node], { stdio: ['ignore', 'pipe', 'inherit'] }));
  }

  /** Until so many appends have been acknowledged, or the process has ended. */
  async reached(count: number): Promise<void> {
    const enough = new Promise<void>((resolve) => {
      this.#heard = () => {
        if (this.acknowledged.length >= count) resolve();
      };
      this.#heard();
    });
    await Promise.race([enough, this.#ended]);
  }

  async kill(): Promise<void> {
    this.child.kill('SIGKILL');
    await this.#ended;
  }

  async ended(): Promise<void> {
    await this.#ended;
  }

  async #listen(): Promise<void> {
    if (this.child.stdout === null) throw new Error('the process has no output to listen to');
    let unended = '';
    for await (const piece of this.child.stdout.setEncoding('utf8') as AsyncIterable<string>) {
      // What a death cuts short was not told.
      const lines = (unended + piece).split('\n');
      unended = lines.pop() ?? '';
      for (const line of lines) this.#hear(line);
    }
  }

  #hear(line: string): void {
    const told = JSON.parse(line) as Told;
    if (told.failed !== undefined) this.failure = { name: told.failed, message: told.message ?? '' };
    const { writer, n, events } = told;
    if (writer !== undefined && n !== undefined && events !== undefined) this.acknowledged.push({ writer, n, events });
    this.#heard?.();
  }
}
