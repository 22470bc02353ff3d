import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { Refusal } from '../kernel/failure.js';

const FORM = 'application/x-www-form-urlencoded';

/** A form that was sent from a page without script; the API takes JSON alone. */
export function takeForms(fastify: FastifyInstance): void {
  fastify.addContentTypeParser(FORM, { parseAs: 'string' }, (request, body, done) => {
    if (request.routeOptions.url?.startsWith('/api/') === true) {
      done(new Refusal('unsupported-media-type', 'Send the body as application/json.'));
    } else done(null, new URLSearchParams(body.toString()));
  });
}

/** The fields of a form, as they were sent. */
export const TheForm = createParamDecorator((_: unknown, context: ExecutionContext): URLSearchParams => {
  const { body } = context.switchToHttp().getRequest<FastifyRequest>();
  if (body instanceof URLSearchParams) return body;
  throw new Refusal('unsupported-media-type', 'Send the form as a browser does.');
});
