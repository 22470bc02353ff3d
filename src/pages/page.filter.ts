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
    const { status, headers, body } = this.problems.documentOf(error, request);
    const speech = speechFor(reply);
    void reply.headers(headers);
    if (request.headers.accept === 'application/json') {
      void reply.code(status).send(JSON.stringify({ ...body, said: saidOf(speech, status) }));
    } else void reply.send(pageText(reply, status, speech, problemPage(speech, status)));
  }
}

type Why = 'busy' | 'stranger' | 'nothing' | 'other';

/** By its status alone: what the domain says of it is for whoever builds a client. */
function whyOf(status: number): Why {
  if (status >= 500 || status === 429) return 'busy';
  if (status === 401) return 'stranger';
  return status === 404 ? 'nothing' : 'other';
}

function saidOf({ say }: Speech, status: number): string {
  return say('pages.problem.text', { why: whyOf(status) });
}

function problemPage(speech: Speech, status: number): Page {
  const { say } = speech;
  const content = markup`<p>${saidOf(speech, status)}</p>
<p>${say('pages.problem.stored')}</p>`;
  return { title: say('pages.problem.title', { why: whyOf(status) }), content };
}
