/**
 * Lines that are written together once a turn is over: to write costs as much as a request, and there are hundreds in a
 * turn of a busy server. What a process says as it ends is still written.
 */
export class GatheredLines {
  private pending = '';

  constructor(
    private readonly write: (text: string) => void,
    private readonly later: (flush: () => void) => void = setImmediate,
  ) {
    process.once('exit', () => this.flush());
  }

  say(line: string): void {
    if (this.pending === '') this.later(() => this.flush());
    this.pending += `${line}\n`;
  }

  flush(): void {
    if (this.pending === '') return;
    const text = this.pending;
    this.pending = '';
    this.write(text);
  }
}
