import { applyDecorators, Get } from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import { MayUse, READS_ROLL_CALLS } from '../../../api/policy.js';
import { Problems } from '../../../api/problems.js';

export interface ExportRouteOptions {
  readonly path: string;
  readonly summary: string;
  readonly mediaType: string;
  readonly example: string | object;
}

/** `GET /api/{path}`: a file to keep, sent while it is read. A connection that breaks off has not sent it whole. */
export function ExportRoute(name: string, { path, summary, mediaType, example }: ExportRouteOptions): MethodDecorator {
  const schema = { type: typeof example === 'string' ? 'string' : 'object' } as const;
  return applyDecorators(
    Get(`api/${path}`),
    MayUse(READS_ROLL_CALLS),
    ApiBearerAuth(),
    ApiOperation({ operationId: name, summary, description: `May be asked by: ${READS_ROLL_CALLS.join(', ')}.` }),
    ApiOkResponse({ description: 'The file.', content: { [mediaType]: { schema, example } } }),
    Problems(['invalid-request', 'unauthenticated', 'forbidden', 'not-found', 'not-current', 'unavailable']),
  );
}
