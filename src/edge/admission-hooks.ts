import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { Refusal } from '../kernel/failure.js';
import type { Admission, Leave } from './admission.js';
import { BODY_LIMIT } from './limits.js';
import { documentOf } from './problem-document.js';
import { isMeasuring, isProbe, takesCommand, takesStream } from './routes-apart.js';
import type { TurnedAway } from './turned-away.js';

/** A request that was taken: it leaves when it is answered. */
export interface AdmittedRequest {
  /** Of one that was turned away: why, for whoever measures. */
  outcome?: string;
  leave?: Leave;
}

type HookedRequest = FastifyRequest & AdmittedRequest;

type Done = () => void;

const TOO_MUCH = new Refusal('overloaded', 'Too much is under way; nothing was stored or looked up. Try again.');

/**
 * Turns away what comes on top of the limits, before anything of it is read. What watches the process is always
 * answered. A command counts from when its body is there: those who send slowly hold up themselves alone.
 */
export function addAdmission(fastify: FastifyInstance, admission: Admission, turnedAway: TurnedAway): void {
  const refuse = (request: HookedRequest, reply: FastifyReply): void => {
    const { status, headers, body } = documentOf({ problem: TOO_MUCH.problem, detail: TOO_MUCH.message }, request.id);
    request.outcome = TOO_MUCH.problem;
    turnedAway.count('overloaded');
    void reply.code(status).headers(headers).send(JSON.stringify(body));
  };
  fastify.addHook('onRequest', (request: HookedRequest, reply, done) => {
    const route = request.routeOptions.url;
    if (isProbe(route) || isMeasuring(route)) done();
    else if (takesCommand(request.method, route)) expectBody(admission, request, reply, done, refuse);
    else admit(admission, takesStream(route) ? 'streams' : 'questions', request, reply, done, refuse);
  });
  fastify.addHook('preHandler', (request: HookedRequest, reply, done) => {
    if (!takesCommand(request.method, request.routeOptions.url)) {
      done();
      return;
    }
    request.leave?.();
    const leave = admission.enter('commands');
    if (leave === undefined) refuse(request, reply);
    else {
      request.leave = leave;
      admission.inTurn('commands', done);
    }
  });
  fastify.addHook('onSend', (request: HookedRequest, _reply, payload, done) => {
    request.leave?.();
    done(null, payload);
  });
}

type Refuse = (request: HookedRequest, reply: FastifyReply) => void;

function expectBody(
  admission: Admission,
  request: HookedRequest,
  reply: FastifyReply,
  done: Done,
  refuse: Refuse,
): void {
  const leave = admission.isFull('commands') ? undefined : admission.expect(announcedBytes(request));
  if (leave === undefined) {
    refuse(request, reply);
    return;
  }
  request.leave = leave;
  // A body that never comes to its end: its command is not begun. One that is begun leaves with its answer alone.
  reply.raw.once('close', leave);
  done();
}

/** A reader who has gone is not waited for: his question is not begun any more, and what was begun for him is over. */
function admit(
  admission: Admission,
  kind: 'questions' | 'streams',
  request: HookedRequest,
  reply: FastifyReply,
  done: Done,
  refuse: Refuse,
): void {
  const leave = admission.enter(kind);
  if (leave === undefined) {
    refuse(request, reply);
    return;
  }
  request.leave = leave;
  reply.raw.once('close', leave);
  admission.inTurn('questions', () => {
    if (!reply.raw.destroyed) done();
  });
}

/** A body without a length may become as large as any. */
function announcedBytes({ headers }: FastifyRequest): number {
  const length = Number(headers['content-length'] ?? BODY_LIMIT);
  return Math.min(length, BODY_LIMIT);
}
