import { get, type IncomingMessage } from 'node:http';

const EVENT_BEGINS = '\nevent:';

/** A reader of a live stream who takes note of when each event has come whole; neither beats nor hints are events. */
export class Watching {
  private last = '';
  private isEvent = false;
  private heard: (at: number) => void = () => undefined;

  private constructor(private readonly response: IncomingMessage) {
    response.setEncoding('utf8');
    response.on('data', (chunk: string) => {
      this.isEvent ||= (this.last + chunk).includes(EVENT_BEGINS);
      this.last = (this.last + chunk).slice(-EVENT_BEGINS.length);
      if (!this.isEvent || !this.last.endsWith('\n\n')) return;
      this.isEvent = false;
      this.heard(performance.now());
    });
  }

  /** Resolves once the board has come. Rejects where it is refused. */
  static async of(url: string, token: string): Promise<Watching> {
    const response = await new Promise<IncomingMessage>((resolve, reject) => {
      get(url, { agent: false, headers: { authorization: `Bearer ${token}` } }, resolve).on('error', reject);
    });
    if (response.statusCode !== 200) throw new Error(`a live board was answered with ${String(response.statusCode)}`);
    const watching = new Watching(response);
    await watching.next();
    return watching;
  }

  next(): Promise<number> {
    return new Promise((resolve) => (this.heard = resolve));
  }

  leave(): void {
    this.response.destroy();
  }
}
