import { applyDecorators } from '@nestjs/common';
import { ApiExtraModels, ApiProperty, ApiPropertyOptional, ApiResponse, getSchemaPath } from '@nestjs/swagger';
import type { Problem } from '../kernel/failure.js';
import { PROBLEM_TITLES } from './problem-titles.js';

/** The URI of a problem type: a stable name, and where it is documented. */
export function problemUri(problem: Problem): string {
  return `urn:muster:problem:${problem}`;
}

/** The one place where a refusal gets its HTTP status. */
export const PROBLEM_STATUS: Readonly<Record<Problem, number>> = {
  'invalid-request': 400,
  unauthenticated: 401,
  forbidden: 403,
  'not-found': 404,
  'already-exists': 409,
  'instant-ahead': 422,
  'instants-out-of-order': 422,
  'nothing-to-change': 422,
  'not-in-force': 409,
  'tour-open': 409,
  closed: 409,
  superseded: 409,
  'same-person': 409,
  'no-contradiction': 409,
  voucher: 422,
  'reason-missing': 422,
  'not-complete': 409,
  'in-use': 409,
  erased: 410,
  conflict: 409,
  'command-in-flight': 409,
  'command-id-reused': 422,
  'precondition-failed': 412,
  'too-large': 413,
  'unsupported-media-type': 415,
  'not-acceptable': 406,
  'method-not-allowed': 405,
  'rate-limited': 429,
  overloaded: 503,
  'not-current': 503,
  'clock-insane': 503,
  indeterminate: 503,
  unavailable: 503,
};

/** One fault of what was sent. */
export class FieldFault {
  @ApiProperty({ description: 'The field (RFC 6901).', example: '/hazard/earliest' })
  readonly pointer!: string;

  @ApiProperty({ description: 'What must be there.' })
  readonly message!: string;
}

/** RFC 9457 problem details. */
export class ProblemDetails {
  @ApiProperty({ example: 'urn:muster:problem:forbidden' })
  readonly type!: string;

  @ApiProperty({ description: 'The same for every occurrence.' })
  readonly title!: string;

  @ApiProperty()
  readonly status!: number;

  @ApiProperty({ description: 'What is wrong with this request.' })
  readonly detail!: string;

  @ApiProperty({ description: 'The request, as the log line names it.', format: 'uuid' })
  readonly correlationId!: string;

  @ApiPropertyOptional({ type: 'object', additionalProperties: true, description: 'Ids and instants concerned.' })
  readonly details?: Readonly<Record<string, unknown>>;

  @ApiProperty({ type: FieldFault, isArray: true, required: false, description: 'With invalid-request: each fault.' })
  readonly errors?: readonly FieldFault[];
}

/** What a problem says of itself, whether it answers a request or one line of a list. */
export function problemBody(problem: Problem, detail: string, details: Readonly<Record<string, unknown>> = {}) {
  const { errors, ...others } = details;
  return {
    ...{ type: problemUri(problem), title: PROBLEM_TITLES[problem], status: PROBLEM_STATUS[problem], detail },
    ...(Object.keys(others).length === 0 ? {} : { details: others }),
    ...(errors === undefined ? {} : { errors }),
  };
}

/** Documents the problems of a route, grouped by status. */
export function Problems(problems: readonly Problem[]): MethodDecorator {
  const byStatus = Map.groupBy(new Set(problems), (problem) => PROBLEM_STATUS[problem]);
  const responses = [...byStatus].map(([status, names]) =>
    ApiResponse({
      status,
      description: names.join(', '),
      content: {
        'application/problem+json': {
          schema: { $ref: getSchemaPath(ProblemDetails) },
          examples: Object.fromEntries(names.map((name) => [name, { value: { type: problemUri(name), status } }])),
        },
      },
    }),
  );
  return applyDecorators(ApiExtraModels(ProblemDetails), ...responses);
}
