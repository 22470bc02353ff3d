import { setConnection, type Connection } from '../api/connection.js';
import { SILENT_MS } from '../api/live-stream.js';
import { now } from './clock.js';

/** Milliseconds between looks whether the server has been silent for too long. */
const LOOK_MS = 1_000;

/** Tells everyone on the page how it stands with the stream. */
export class Silence {
  private since: number | undefined;
  private readonly began = performance.now();
  private heardMs: number | undefined;
  private readonly looking = setInterval(() => this.look(), LOOK_MS);
  private state: Connection['state'] = 'OPENING';

  constructor() {
    setConnection({ state: 'OPENING' });
  }

  heard(): void {
    this.since = now();
    this.heardMs = performance.now();
    if (this.state !== 'LIVE') this.turn({ state: 'LIVE' });
  }

  lost(): void {
    if (this.state !== 'SILENT') this.turn({ state: 'LOST', since: this.since });
  }

  end(): void {
    clearInterval(this.looking);
    setConnection({ state: 'NONE' });
  }

  private look(): void {
    const silentMs = performance.now() - (this.heardMs ?? this.began);
    if (silentMs > SILENT_MS && this.state !== 'SILENT') this.turn({ state: 'SILENT', since: this.since });
  }

  private turn(connection: Connection): void {
    this.state = connection.state;
    setConnection(connection);
  }
}
