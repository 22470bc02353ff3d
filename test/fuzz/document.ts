import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** As much of a JSON schema as the document uses. */
export interface Schema {
  readonly $ref?: string;
  readonly type?: string;
  readonly format?: string;
  readonly enum?: readonly unknown[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
  readonly allOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
}

export interface Parameter {
  readonly name: string;
  readonly in: string;
  readonly schema: Schema;
}

export type Members = Readonly<Record<string, unknown>>;

/** One operation of the OpenAPI document. */
export interface Operation {
  readonly name: string;
  readonly method: string;
  /** With `{id}` where an id stands. */
  readonly path: string;
  readonly parameters: readonly Parameter[];
  /** Of its body, with an example that is accepted in some state. */
  readonly body?: { readonly schema: Schema; readonly example: Members };
}

interface Described {
  readonly operationId: string;
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: {
    readonly content: Readonly<
      Record<
        string,
        { readonly schema: Schema; readonly examples: Readonly<Record<string, { readonly value: Members }>> }
      >
    >;
  };
}

interface OpenApi {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Described>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> };
}

const DOCUMENT = JSON.parse(readFileSync(join(process.cwd(), 'docs', 'openapi.json'), 'utf8')) as OpenApi;

export const OPERATIONS: readonly Operation[] = Object.entries(DOCUMENT.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, described]) => operationOf(method, path, described)),
);

export const COMMANDS = OPERATIONS.filter((operation): operation is Command => operation.body !== undefined);

export type Command = Operation & Required<Pick<Operation, 'body'>>;

/** A body that a command takes in some state. */
export function exampleOf(command: string): Members {
  return COMMANDS.find(({ name }) => name === command)?.body.example ?? {};
}

/** The streams are opened apart, since they do not end by themselves. */
export const STREAMS = OPERATIONS.filter(({ path }) => path.endsWith('/stream'));

export const QUESTIONS = OPERATIONS.filter(({ method, path }) => method === 'GET' && !path.endsWith('/stream'));

function operationOf(method: string, path: string, described: Described): Operation {
  const { operationId: name, parameters = [], requestBody } = described;
  const media = requestBody?.content['application/json'];
  const example = media?.examples['example']?.value;
  const body = media === undefined || example === undefined ? {} : { body: { schema: media.schema, example } };
  return { name, method: method.toUpperCase(), path, parameters, ...body };
}

/** Without references, and with the members of `allOf` and of the first of `oneOf` taken in. */
export function resolved(schema: Schema): Schema {
  const { $ref, allOf, oneOf, ...rest } = schema;
  const referred = $ref === undefined ? undefined : DOCUMENT.components.schemas[$ref.split('/').at(-1) ?? ''];
  const parts = [referred, ...(allOf ?? []), oneOf?.[0]].filter((part) => part !== undefined);
  return parts.reduce<Schema>((whole, part) => ({ ...whole, ...resolved(part) }), rest);
}
