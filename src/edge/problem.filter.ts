import { Catch, HttpException, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { MeasuredRequest } from './metrics/http-meters.js';
import { OperationsLog, type LineFields } from './operations-log.js';
import { bugDocument, documentOf, type ProblemDocument } from './problem-document.js';
import { isOutage, problemOf } from './problem-of.js';
import { traceOf, type TracedRequest } from './request-hooks.js';
import { RouteTable } from './route-table.js';

type FilteredRequest = FastifyRequest & MeasuredRequest & TracedRequest;

/** The one place where a failure becomes an answer. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(
    private readonly log: OperationsLog,
    private readonly routes: RouteTable,
  ) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const request = http.getRequest<FilteredRequest>();
    const reply = http.getResponse<FastifyReply>();
    if (reply.sent || reply.raw.headersSent) {
      // A stream that has begun cannot say any more what went wrong.
      this.log.failure('stream', error, traceOf(request));
      reply.raw.end();
      return;
    }
    const { status, headers, body } = this.documentOf(error, request);
    void reply.code(status).headers(headers).send(JSON.stringify(body));
  }

  /** Also logs what somebody has to look at. */
  documentOf(error: unknown, request: FilteredRequest): ProblemDocument {
    const told = problemOf(error);
    request.outcome = told?.problem ?? 'bug';
    if (told === undefined) {
      this.log.failure('bug', error, traceOf(request));
      return bugDocument(request.id);
    }
    if (isOutage(error)) this.log.say('unavailable', { ...traceOf(request), ...outageOf(error) });
    const allowed = isUnknownRoute(error) ? this.methodsAt(request) : [];
    if (allowed.length === 0) return documentOf(told, request.id);
    const detail = `It is used with ${allowed.join(', ')}.`;
    const document = documentOf({ problem: 'method-not-allowed', detail }, request.id);
    return { ...document, headers: { ...document.headers, Allow: allowed.join(', ') } };
  }

  private methodsAt({ url }: FastifyRequest): readonly string[] {
    return this.routes.methodsAt(url.split('?', 1)[0] ?? '');
  }
}

/** Where the log or the keys fail, the caller is told little, and the operator why: files and codes, nothing of anyone. */
function outageOf(error: Error): LineFields {
  const { cause } = error;
  const because = cause instanceof Error ? { cause: cause.message } : {};
  return { error: error.name, message: error.message, ...because };
}

/** Nothing of ours throws an HttpException: a 404 of this kind is the router's. */
function isUnknownRoute(error: unknown): boolean {
  return error instanceof HttpException && error.getStatus() === 404;
}
