import { applyDecorators, HttpCode, Post } from '@nestjs/common';
import {
  ApiBearerAuth,
  ApiBody,
  ApiHeader,
  ApiOkResponse,
  ApiOperation,
  type ApiResponseOptions,
} from '@nestjs/swagger';
import { COMMAND_ROLES, type CommandName } from '../kernel/authority.js';
import type { Problem } from '../kernel/failure.js';
import { CommandAnswer } from './answers.js';
import { MayUse } from './policy.js';
import { Problems } from './problems.js';

export interface CommandRouteOptions {
  readonly summary: string;
  readonly body: new () => object;
  /** A body that is accepted in some state; shown in the OpenAPI document. */
  readonly example: object;
  /** What it can be refused for, beside what every command can be. */
  readonly problems: readonly Problem[];
  readonly answer?: new () => object;
}

/** What any command can be refused for, whatever it says. */
const ALWAYS: readonly Problem[] = [
  'invalid-request',
  'unauthenticated',
  'forbidden',
  'conflict',
  'command-in-flight',
  'command-id-reused',
  'precondition-failed',
  'too-large',
  'unsupported-media-type',
  'rate-limited',
  'overloaded',
  'clock-insane',
  'unavailable',
];

/** `POST /api/commands/{name}`: one route for each command of RULE.md section 1, with its fields as the body. */
export function CommandRoute(name: CommandName, options: CommandRouteOptions): MethodDecorator {
  const answer: ApiResponseOptions = { type: options.answer ?? CommandAnswer, description: 'Recorded, and durable.' };
  return applyDecorators(
    Post(`api/commands/${name}`),
    HttpCode(200),
    MayUse(COMMAND_ROLES[name]),
    ApiBearerAuth(),
    ApiOperation({
      operationId: name,
      summary: options.summary,
      description: `May be given by: ${COMMAND_ROLES[name].join(', ')}.`,
    }),
    ApiHeader({
      name: 'Idempotency-Key',
      required: false,
      description:
        'Same key and body: same answer. 1 to 128 characters. It must hold no name: the id of the command, which stands ' +
        'in the log in the clear, is a plain digest of actor and key. A random UUID is best.',
    }),
    ApiHeader({
      name: 'If-Match',
      required: false,
      description: 'The ETag on which the decision rests. Refused from team lead, deployed officer and liaison.',
    }),
    ApiBody({ type: options.body, examples: { example: { value: options.example } } }),
    ApiOkResponse(answer),
    Problems([...ALWAYS, ...options.problems]),
  );
}
