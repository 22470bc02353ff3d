import { Registry } from 'prom-client';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { counterOf, gaugeOf, histogramOf, METRICS } from './vocabulary.js';

const COMMANDS_PATH = '/api/commands/';
const STREAM_SUFFIX = '/stream';

/** A request as it is measured: the filter says of one that failed for which problem. */
export interface MeasuredRequest {
  outcome?: string;
}

type Observe = (seconds: number) => void;

/** What is measured of the requests of one application. */
export class HttpMeters {
  readonly registry = new Registry();
  private readonly seconds = histogramOf(this.registry, METRICS.requests);
  private readonly commands = counterOf(this.registry, METRICS.commands);
  private readonly openGauge = gaugeOf(this.registry, METRICS.requestsOpen);
  private readonly streamsGauge = gaugeOf(this.registry, METRICS.liveStreams);
  /** One for each route and class of status that was seen, so that a request makes no labels. */
  private readonly observers = new Map<string, Observe>();
  private open = 0;
  private streams = 0;

  begins(route: string, reply: FastifyReply): void {
    const stream = route.endsWith(STREAM_SUFFIX) ? 1 : 0;
    this.open += 1;
    this.streams += stream;
    // Not with the answer: a reader may leave without one.
    reply.raw.once('close', () => {
      this.open -= 1;
      this.streams -= stream;
    });
  }

  ends({ method, outcome }: FastifyRequest & MeasuredRequest, route: string, reply: FastifyReply): void {
    const { statusCode, elapsedTime } = reply;
    this.observer(method, route, `${Math.floor(statusCode / 100)}xx`)(elapsedTime / 1_000);
    if (route.startsWith(COMMANDS_PATH)) {
      this.commands.inc({ command: route.slice(COMMANDS_PATH.length), outcome: outcome ?? 'done' });
    }
  }

  /** In the text format of Prometheus. */
  scraped(): Promise<string> {
    this.openGauge.set(this.open);
    this.streamsGauge.set(this.streams);
    return this.registry.metrics();
  }

  private observer(method: string, route: string, status: string): Observe {
    const series = `${method} ${route} ${status}`;
    const known = this.observers.get(series);
    if (known !== undefined) return known;
    const labelled = this.seconds.labels({ method, route, status });
    const observe: Observe = (seconds) => labelled.observe(seconds);
    this.observers.set(series, observe);
    return observe;
  }
}
