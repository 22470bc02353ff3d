import type { EventLog } from '../../src/event-log/event-log.js';

/** Something that runs on a log of its own face: each of its calls waits until it is let through. */
export type Run = (log: EventLog) => Promise<unknown>;

/** Whose call goes next, of those who wait, in the order of their names; undefined where nobody's ever does any more. */
export type Choice = (waiting: readonly string[]) => string | undefined;

export type Outcomes = Readonly<Record<string, PromiseSettledResult<unknown> | 'never ended'>>;

export type Watched = 'append' | 'read';

/**
 * Runs all at once, one call to the log at a time, in the order that `choose` says; only `append`, or every `read` too.
 * Whoever is not chosen any more has crashed there: what he would have called is never called.
 */
export async function interleave(
  log: EventLog,
  runs: Readonly<Record<string, Run>>,
  watched: readonly Watched[],
  choose: Choice,
): Promise<Outcomes> {
  const outcomes: Record<string, PromiseSettledResult<unknown> | 'never ended'> = {};
  const gates = new Map(Object.keys(runs).map((name) => [name, new Gate()]));
  for (const [name, gate] of gates) {
    const run = runs[name];
    if (run === undefined) continue;
    outcomes[name] = 'never ended';
    gate.begin(run(gated(log, gate, watched)), (outcome) => (outcomes[name] = outcome));
  }
  for (;;) {
    await Promise.all([...gates.values()].map((gate) => gate.atRest()));
    const waiting = [...gates.keys()].filter((name) => gates.get(name)?.waits === true).sort();
    const next = waiting.length === 0 ? undefined : choose(waiting);
    if (next === undefined) return outcomes;
    gates.get(next)?.open();
  }
}

function gated(log: EventLog, gate: Gate, watched: readonly Watched[]): EventLog {
  const passing = async <Answer>(call: Watched, go: () => Promise<Answer>): Promise<Answer> => {
    if (watched.includes(call)) await gate.pass();
    return go();
  };
  return {
    append: (request) => passing('append', () => log.append(request)),
    read: (stream, from, limit) => passing('read', () => log.read(stream, from, limit)),
    readAll: (after, limit) => log.readAll(after, limit),
    subscribe: (after) => log.subscribe(after),
    end: () => log.end(),
    probe: () => log.probe(),
    close: () => log.close(),
  };
}

/** Where one of them waits before each call. A run may make several calls at once; they go through one by one. */
class Gate {
  private readonly queue: (() => void)[] = [];
  private ended = false;

  begin(run: Promise<unknown>, tell: (outcome: PromiseSettledResult<unknown>) => void): void {
    void Promise.allSettled([run]).then(([outcome]) => {
      this.ended = true;
      tell(outcome);
    });
  }

  get waits(): boolean {
    return this.queue.length > 0;
  }

  pass(): Promise<void> {
    return new Promise((go) => this.queue.push(go));
  }

  open(): void {
    this.queue.shift()?.();
  }

  /** Resolves once the run waits before a call or has ended. The log answers at once, so that turns of the loop suffice. */
  async atRest(): Promise<void> {
    while (!this.ended && !this.waits) await new Promise((turn) => setImmediate(turn));
  }
}
