import { beforeAll, describe, expect, it } from '@jest/globals';
import { apiDocument } from '../../src/installation/api-document.js';
import { PROBLEMS } from '../../src/kernel/failure.js';
import { PROBLEM_STATUS, problemUri } from '../../src/api/problems.js';
import { startApp } from '../support/app.js';

interface Media {
  readonly schema?: object;
  readonly example?: unknown;
  readonly examples?: Readonly<Record<string, { readonly value: unknown }>>;
}

interface Content {
  readonly content?: Readonly<Record<string, Media>>;
}

interface Operation {
  readonly summary?: string;
  readonly operationId?: string;
  readonly security?: readonly unknown[];
  readonly requestBody?: Content;
  readonly responses: Readonly<Record<string, Content>>;
}

interface OpenApi {
  readonly openapi: string;
  readonly components: object;
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
}

/** What a schema of an object may have and still say nothing of its members. */
const SAY_NOTHING: ReadonlySet<string> = new Set(['type', 'format', 'description', 'nullable', 'example']);

function isMembers(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

let text: string;
let operations: readonly (readonly [string, Operation])[];

beforeAll(async () => {
  text = await apiDocument();
  const { paths } = JSON.parse(text) as OpenApi;
  operations = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => [`${method.toUpperCase()} ${path}`, operation] as const),
  );
});

/** What is wrong, by operation: the specs expect nothing of it, and name it where there is something. */
function wrong(isRight: (operation: Operation) => boolean): readonly string[] {
  return operations.filter(([, operation]) => !isRight(operation)).map(([name]) => name);
}

function examplesOf({ content = {} }: Content): readonly unknown[] {
  return Object.values(content).flatMap(({ example, examples = {} }) => [
    ...(example === undefined ? [] : [example]),
    ...Object.values(examples).map(({ value }) => value),
  ]);
}

describe('the OpenAPI document', () => {
  it('is of version 3.1', () => {
    expect((JSON.parse(text) as OpenApi).openapi).toMatch(/^3\.1\./);
  });

  it('says of everything what it holds, so that no type is left to how the code was compiled', () => {
    const { components } = JSON.parse(text) as OpenApi;
    const vague = JSON.parse(JSON.stringify(components), (key, value: unknown) => {
      const isVague =
        isMembers(value) && value['type'] === 'object' && Object.keys(value).every((name) => SAY_NOTHING.has(name));
      return isVague ? `vague: ${key}` : value;
    }) as unknown;
    expect(JSON.stringify(vague).match(/vague: \w+/g) ?? []).toEqual([]);
  });

  it('is what the application serves to anyone', async () => {
    const app = await startApp();
    const answer = await app.inject('GET', '/api/openapi.json');
    expect(answer).toMatchObject({ status: 200, body: JSON.parse(text) as object });
    await app.close();
  });

  it('has a summary and an id of its own for each route', () => {
    expect(wrong(({ summary = '' }) => /\w.{10,}[.?]$/.test(summary))).toEqual([]);
    const ids = operations.map(([, { operationId }]) => operationId);
    expect(ids.filter((id, place) => id === undefined || ids.indexOf(id) !== place)).toEqual([]);
  });

  it('has an example of the body or of the answer for each route', () => {
    const answers = ({ responses }: Operation): readonly Content[] =>
      Object.entries(responses).flatMap(([status, answer]) => (status.startsWith('2') ? [answer] : []));
    const told = (operation: Operation): readonly Content[] =>
      operation.requestBody === undefined ? answers(operation) : [operation.requestBody];
    expect(wrong((operation) => told(operation).flatMap(examplesOf).length > 0)).toEqual([]);
  });

  it('names for each route the problems that it can answer, by type and status', () => {
    const known = new Map(PROBLEMS.map((problem) => [problemUri(problem), PROBLEM_STATUS[problem]]));
    const isProblem = (value: unknown, status: string): boolean =>
      known.get((value as { readonly type: string }).type) === Number(status);
    const problemsOf = ({ responses }: Operation): readonly (readonly [string, Content])[] =>
      Object.entries(responses).filter(([status]) => !status.startsWith('2'));
    const isRight = (operation: Operation): boolean =>
      problemsOf(operation).length > 0 &&
      problemsOf(operation).every(([status, answer]) => {
        const examples = examplesOf(answer);
        return examples.length > 0 && examples.every((example) => isProblem(example, status));
      });
    expect(wrong(isRight)).toEqual([]);
  });

  it('says of each route that is not open to anyone that it takes a bearer token, and is refused without', () => {
    const open = ['GET /livez', 'GET /readyz', 'GET /api/openapi.json'];
    expect(wrong(({ security = [] }) => security.length > 0)).toEqual(expect.arrayContaining(open));
    expect(wrong(({ security = [] }) => security.length > 0)).toHaveLength(open.length);
    expect(wrong(({ security, responses }) => security === undefined || '401' in responses)).toEqual([]);
  });
});
