import { Catch, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { problemUri } from '../api/problems.js';
import type { ProblemDocument } from '../edge/problem-document.js';
import { ProblemFilter } from '../edge/problem.filter.js';
import { Devices } from './device.js';
import { markup } from './markup.js';
import { pageText, type Page, type Speech } from './page.js';
import { speechFor } from './page-language.js';

/** What fails on a page is said in words there; a script of ours is told as any client is. */
@Catch()
export class PageFilter implements ExceptionFilter {
  constructor(
    private readonly problems: ProblemFilter,
    private readonly devices: Devices,
  ) {}

  async catch(error: unknown, host: ArgumentsHost): Promise<void> {
    const http = host.switchToHttp();
    const reply = http.getResponse<FastifyReply>();
    const request = http.getRequest<FastifyRequest>();
    const document = this.problems.documentOf(error, request);
    const { status, headers, body } = document;
    const speech = speechFor(reply);
    void reply.headers(headers);
    if (request.headers.accept === 'application/json') {
      void reply.code(status).send(JSON.stringify({ ...body, said: saidOf(speech, document) }));
    } else {
      const page = { ...problemPage(speech, document), ...(await this.deviceOf(request)) };
      void reply.send(pageText(reply, status, speech, page));
    }
  }

  /** What waits on a device is told there, and sent, also where a session has ended. */
  private async deviceOf({ routeOptions: { url } }: FastifyRequest): Promise<Pick<Page, 'device'>> {
    if (url?.endsWith('check-in') !== true) return {};
    return this.devices.partFor(url === '/check-in' ? 'check-in' : 'roll-call');
  }
}

type Why = 'busy' | 'stranger' | 'nothing' | 'again' | 'doubt' | 'other';

type ToldProblem = Pick<ProblemDocument, 'status' | 'body'>;

/** By its kind alone: what the domain says of it is for whoever builds a client. */
function whyOf({ status, body: { type } }: ToldProblem): Why {
  if (type === problemUri('command-id-reused')) return 'again';
  if (type === problemUri('indeterminate')) return 'doubt';
  if (status >= 500 || status === 429) return 'busy';
  if (status === 401) return 'stranger';
  return status === 404 ? 'nothing' : 'other';
}

function saidOf({ say }: Speech, problem: ToldProblem): string {
  return say('pages.problem.text', { why: whyOf(problem) });
}

function problemPage(speech: Speech, problem: ToldProblem): Page {
  const { say } = speech;
  const why = whyOf(problem);
  const content = markup`<p>${saidOf(speech, problem)}</p>
<p>${say('pages.problem.stored', { why })}</p>`;
  return { title: say('pages.problem.title', { why }), content };
}
