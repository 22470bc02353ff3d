import { Injectable, type INestApplication } from '@nestjs/common';
import { DocumentBuilder, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import { invariant } from '../kernel/failure.js';
import { VERSION } from './version.js';

const DESCRIPTION = [
  'Know that everyone is safe, and be able to prove it.',
  'Every command is a POST to /api/commands/{name}; everything else is a question.',
  'Every refusal is an RFC 9457 problem with a stable type.',
].join(' ');

/** What the application serves, from its controllers alone: it need not listen. Equal code gives an equal document. */
export function describeApi(app: INestApplication): OpenAPIObject {
  const builder = new DocumentBuilder()
    .setOpenAPIVersion('3.1.0')
    .setTitle('Muster')
    .setDescription(DESCRIPTION)
    .setVersion(VERSION)
    .setLicense('Apache-2.0', 'https://www.apache.org/licenses/LICENSE-2.0')
    .addBearerAuth();
  const document = SwaggerModule.createDocument(app, builder.build(), { operationIdFactory: (_, method) => method });
  return { ...document, paths: sorted(document.paths), components: sortedParts(document.components ?? {}) };
}

/** In the order of names, so that adding a module moves nothing else. */
function sorted<Value>(record: Readonly<Record<string, Value>>): Record<string, Value> {
  return Object.fromEntries(Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1)));
}

function sortedParts<Parts extends object>(parts: Parts): Parts {
  const entries = Object.entries(parts).map(([name, part]) => [name, sorted(part as Record<string, unknown>)]);
  return Object.fromEntries(entries) as Parts;
}

/** The application's description of itself, once it is composed. */
@Injectable()
export class ApiDescription {
  private document: OpenAPIObject | undefined;

  describe(document: OpenAPIObject): void {
    this.document = document;
  }

  get(): OpenAPIObject {
    invariant(this.document !== undefined, 'an application that serves has been described');
    return this.document;
  }
}
