import { Connection } from './connection.js';
import type { GeneratorAnswer, LoadPlan, LoadResult } from './plan.js';
import { requestsOf } from './requests.js';

/** The load generator's process: it is sent plans, and answers each when it is done. */

const OK = 200;
const MS = 1_000;
/** A timer may come a millisecond late: the last stretch is waited for without one. */
const TIMER_MS = 2;

async function run(plan: LoadPlan): Promise<LoadResult> {
  const connections = await Promise.all(Array.from({ length: plan.connections }, () => Connection.open(plan.port)));
  try {
    return await (plan.rate === undefined ? atWill(plan, connections) : atRate(plan, connections, plan.rate));
  } finally {
    for (const connection of connections) connection.close();
  }
}

/** Closed loop: as fast as it is answered. */
function atWill(plan: LoadPlan, connections: readonly Connection[]): Promise<LoadResult> {
  const request = requestsOf(plan);
  const warmFrom = performance.now() + plan.warmUpMs;
  let toWarmUp = plan.warmUpRequests ?? 0;
  let [begin, end] = toWarmUp > 0 ? [Infinity, Infinity] : [warmFrom, warmFrom + plan.forMs];
  const latencies: number[] = [];
  const warmUp = (now: number): void => {
    toWarmUp -= 1;
    if (toWarmUp === 0) [begin, end] = [Math.max(now, warmFrom), Math.max(now, warmFrom) + plan.forMs];
  };
  const loop = (connection: Connection): Promise<void> =>
    new Promise((resolve, reject) => {
      const ask = (): void => {
        const sentAt = performance.now();
        if (sentAt >= end) {
          resolve();
          return;
        }
        connection.ask(
          request(),
          (status) => {
            const now = performance.now();
            if (status !== OK) {
              reject(refused(status));
              return;
            }
            if (now >= begin && now < end) latencies.push(now - sentAt);
            warmUp(now);
            ask();
          },
          reject,
        );
      };
      ask();
    });
  return Promise.all(connections.map(loop)).then(() => resultOf(latencies, plan));
}

/** Open loop: a request is due at its instant, whether or not those before it are answered; then it waits for a connection. */
function atRate(plan: LoadPlan, connections: readonly Connection[], rate: number): Promise<LoadResult> {
  const request = requestsOf(plan);
  const count = Math.round(((plan.warmUpMs + plan.forMs) * rate) / MS);
  const begin = performance.now();
  const dueAt = (place: number): number => begin + (place * MS) / rate;
  const idle = [...connections];
  const latencies: number[] = [];
  let [sent, answered] = [0, 0];
  return new Promise((resolve, reject) => {
    const send = (connection: Connection, place: number): void => {
      connection.ask(
        request(),
        (status) => {
          if (status !== OK) {
            reject(refused(status));
            return;
          }
          if (dueAt(place) >= begin + plan.warmUpMs) latencies.push(performance.now() - dueAt(place));
          idle.push(connection);
          answered += 1;
          if (answered === count) resolve(resultOf(latencies, plan));
          else sendDue();
        },
        reject,
      );
    };
    const sendDue = (): void => {
      while (sent < count && dueAt(sent) <= performance.now()) {
        const connection = idle.pop();
        if (connection === undefined) return;
        sent += 1;
        send(connection, sent - 1);
      }
    };
    const wait = (): void => {
      sendDue();
      if (sent === count) return;
      const left = dueAt(sent) - performance.now();
      if (left > TIMER_MS) setTimeout(wait, left - TIMER_MS);
      else setImmediate(wait);
    };
    wait();
  });
}

function refused(status: number): Error {
  return new Error(`a request was answered with ${status}`);
}

function resultOf(latencies: readonly number[], { forMs }: LoadPlan): LoadResult {
  return { answered: latencies.length, perSecond: (latencies.length * MS) / forMs, latencies };
}

function answer(told: GeneratorAnswer): void {
  process.send?.(told);
}

process.on('message', (plan: LoadPlan) => {
  run(plan).then(
    (result) => answer({ result }),
    (error: unknown) => answer({ failure: String(error) }),
  );
});
