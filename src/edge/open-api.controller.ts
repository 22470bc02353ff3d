import { Controller } from '@nestjs/common';
import { ApiProperty, ApiTags } from '@nestjs/swagger';
import { QueryRoute } from '../api/query-route.js';
import { ApiDescription } from './open-api.js';

class OpenApiAnswer {
  @ApiProperty({ description: 'The version of OpenAPI.' })
  readonly openapi!: string;
}

@ApiTags('Health')
@Controller()
export class OpenApiController {
  constructor(private readonly description: ApiDescription) {}

  @QueryRoute('DescribeApi', {
    path: 'openapi.json',
    policy: 'anyone',
    summary: 'This document: every route with its fields, its problems and an example (OpenAPI 3.1).',
    answer: OpenApiAnswer,
    example: { openapi: '3.1.0' },
  })
  document(): OpenApiAnswer {
    return this.description.get();
  }
}
