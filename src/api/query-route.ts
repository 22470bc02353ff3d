import { applyDecorators, Get, UseInterceptors } from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import type { Problem } from '../kernel/failure.js';
import type { Id } from '../kernel/ids.js';
import { IdField } from './fields.js';
import { MayUse, type Policy } from './policy.js';
import { Problems } from './problems.js';
import { RevisionAsEtag } from './revision-as-etag.js';

export interface QueryRouteOptions {
  /** Below `api/`, with Nest's parameters: `missions/:id`. */
  readonly path: string;
  readonly policy: Policy;
  readonly summary: string;
  readonly description?: string;
  readonly answer: new () => object;
  /** An answer as it can come; shown in the OpenAPI document. */
  readonly example: object;
  /** What it can be refused for, beside what every question can be. */
  readonly problems?: readonly Problem[];
  /** Whether the answer is about one aggregate and has its `revision`, which becomes the ETag. */
  readonly etag?: boolean;
}

/** What any question can be refused for, whatever it asks. */
const ALWAYS: readonly Problem[] = [
  ...(['invalid-request', 'unauthenticated', 'forbidden'] as const),
  ...(['rate-limited', 'overloaded', 'not-current', 'unavailable'] as const),
];

const ETAG_HEADER = {
  ETag: { description: 'The revision: give it as `If-Match` with a decision.', schema: { type: 'string' } },
} as const;

/** `GET /api/{path}`: one route for each question. */
export function QueryRoute(name: string, options: QueryRouteOptions): MethodDecorator {
  const { path, policy, summary, description, answer, example, problems = [], etag = false } = options;
  const who = policy === 'anyone' ? 'anyone' : policy.join(', ');
  return applyDecorators(
    Get(`api/${path}`),
    MayUse(policy),
    ...(policy === 'anyone' ? [] : [ApiBearerAuth()]),
    ...(etag ? [UseInterceptors(RevisionAsEtag)] : []),
    ApiOperation({ operationId: name, summary, description: `${description ?? ''} May be asked by: ${who}.`.trim() }),
    ApiOkResponse({ type: answer, description: 'The answer.', example, ...(etag ? { headers: ETAG_HEADER } : {}) }),
    Problems([...ALWAYS, ...problems]),
  );
}

/** The `id` in the path of what is asked about. */
export class IdParam {
  @IdField()
  readonly id!: Id;
}
