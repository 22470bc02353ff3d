import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync } from 'node:fs';

/** A process of our own that is asked over its channel, one question at a time. It ends with this one. */
export class Child<Question extends object, Answer extends object> {
  private constructor(private readonly child: ChildProcess) {}

  /** What it prints goes to `output`, or nowhere; its errors are shown. */
  static start<Question extends object, Answer extends object>(
    module: string,
    words: readonly string[],
    output?: string,
  ): Child<Question, Answer> {
    const file = output === undefined ? undefined : openSync(output, 'w');
    const child = fork(module, words, {
      stdio: ['ignore', file ?? 'ignore', 'inherit', 'ipc'],
    });
    if (file !== undefined) closeSync(file);
    return new Child(child);
  }

  /** What it tells unasked. Rejects where it ends instead. */
  async told(): Promise<Answer> {
    const ended = new AbortController();
    const exit = once(this.child, 'exit', { signal: ended.signal }).then(([code]) => {
      throw new Error(`a process of the benchmark ended with ${String(code)}`);
    });
    const message = once(this.child, 'message', { signal: ended.signal }).then(([answer]) => answer as Answer);
    exit.catch(() => undefined);
    return await Promise.race([message, exit]).finally(() => ended.abort());
  }

  async ask(question: Question): Promise<Answer> {
    const answer = this.told();
    this.child.send(question);
    return answer;
  }

  async stop(): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    const exit = once(this.child, 'exit');
    this.child.kill('SIGTERM');
    await exit;
  }
}
