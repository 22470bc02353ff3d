import { Catch, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ProblemFilter } from '../edge/problem.filter.js';
import { markup } from './markup.js';
import { pageText, type Page, type Speech } from './page.js';
import { speechFor } from './page-language.js';

/** What fails on a page is said in words there; a script of ours is told as any client is. */
@Catch()
export class PageFilter implements ExceptionFilter {
  constructor(private readonly problems: ProblemFilter) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const reply = http.getResponse<FastifyReply>();
    const request = http.getRequest<FastifyRequest>();
    if (request.headers.accept === 'application/json') {
      this.problems.catch(error, host);
      return;
    }
    const { status, headers } = this.problems.documentOf(error, request);
    const speech = speechFor(reply);
    void reply.headers(headers);
    void reply.send(pageText(reply, status, speech, problemPage(speech, status)));
  }
}

/** By its status alone: what the domain says of it is for whoever builds a client. */
function problemPage({ say }: Speech, status: number): Page {
  const why =
    status >= 500 || status === 429 ? 'busy' : status === 401 ? 'stranger' : status === 404 ? 'nothing' : 'other';
  const content = markup`<p>${say('pages.problem.text', { why })}</p>
    <p>${say('pages.problem.stored')}</p>`;
  return { title: say('pages.problem.title', { why }), content };
}
