import { exampleOf } from '../fuzz/document.js';
import { Wire } from '../fuzz/wire.js';

/** Milliseconds after which no answer will come any more. */
const PATIENCE_MS = 120_000;

export interface Rush {
  readonly port: number;
  readonly token: string;
  /** Those who are checked in, one after another. */
  readonly deployments: readonly string[];
  readonly connections: number;
  readonly forMs: number;
  /** Requests begun a second, whatever is answered, for as long as a connection is free; otherwise each asks again at once. */
  readonly perSecond?: number;
}

/** What became of the commands of a rush. */
export interface RushResult {
  readonly accepted: number;
  readonly turnedAway: number;
  /** Turned away without a word when to try again. */
  readonly withoutRetryAfter: number;
  /** Anything else: there must be none. */
  readonly others: readonly string[];
  /** Milliseconds from when each was sent until it was answered. */
  readonly acceptedMs: readonly number[];
  readonly turnedAwayMs: readonly number[];
}

/** Sends check-ins on many connections at once. */
export async function rush({ port, token, deployments, connections, forMs, perSecond }: Rush): Promise<RushResult> {
  const found = new Counted();
  const began = performance.now();
  let begun = 0;
  const isDue = (): boolean => perSecond === undefined || begun < ((performance.now() - began) / 1_000) * perSecond;
  const call = async (): Promise<void> => {
    const wire = new Wire(port);
    while (performance.now() - began < forMs) {
      if (isDue()) {
        begun += 1;
        await found.time(wire, requestOf(token, deployments[begun % deployments.length] ?? ''));
      } else await new Promise((resolve) => setTimeout(resolve, 1));
    }
    wire.leave();
  };
  await Promise.all(Array.from({ length: connections }, call));
  return found;
}

function requestOf(token: string, deployment: string): string {
  const body = JSON.stringify({ ...exampleOf('RecordCheckIn'), deployment });
  const head = ['POST /api/commands/RecordCheckIn HTTP/1.1', 'Host: muster', `Authorization: Bearer ${token}`];
  return [...head, 'Content-Type: application/json', `Content-Length: ${body.length}`, '', body].join('\r\n');
}

class Counted implements RushResult {
  withoutRetryAfter = 0;
  readonly others: string[] = [];
  readonly acceptedMs: number[] = [];
  readonly turnedAwayMs: number[] = [];

  get accepted(): number {
    return this.acceptedMs.length;
  }

  get turnedAway(): number {
    return this.turnedAwayMs.length;
  }

  async time(wire: Wire, request: string): Promise<void> {
    const sentMs = performance.now();
    wire.write(request);
    const answer = await wire.next(false, PATIENCE_MS);
    const tookMs = performance.now() - sentMs;
    if (answer?.status === 200) this.acceptedMs.push(tookMs);
    else if (answer?.status === 503 && answer.body.includes('urn:muster:problem:overloaded')) {
      this.turnedAwayMs.push(tookMs);
      this.withoutRetryAfter += answer.headers.get('retry-after') === '1' ? 0 : 1;
    } else this.others.push(answer === undefined ? 'no answer' : answer.body);
  }
}
