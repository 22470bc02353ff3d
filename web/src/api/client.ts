import createClient, { type Middleware } from 'openapi-fetch';
import { Problem, problemOf, UNREACHABLE } from './problem.js';
import { newestKnown, reach } from './reached.js';
import type { components, paths } from './schema.js';

export type Schemas = components['schemas'];

/** What no page of anyone else can add: it shows the server that a request that changes something came from here. */
const CLIENT_HEADER = 'X-Muster-Client';

/** Questions that know nothing of positions. */
const WITHOUT_POSITION = /^\/api\/(?:projections|openapi|configuration)/;

/** Whoever has recorded something is answered with it: questions wait for what this page has seen recorded. */
const afterWhatIsKnown: Middleware = {
  onRequest({ request, schemaPath }) {
    const known = newestKnown();
    if (request.method !== 'GET' || known === undefined || WITHOUT_POSITION.test(schemaPath)) return undefined;
    const url = new URL(request.url);
    if (!url.searchParams.has('after')) url.searchParams.set('after', known);
    return new Request(url, request);
  },
};

const asProblems: Middleware = {
  async onResponse({ response }) {
    if (!response.ok) throw await problemOf(response);
  },
  onError: () => new Problem({ type: UNREACHABLE }),
};

/**
 * The questions of the API: `answered(await api.GET('/api/missions'))`. A refusal, and that nobody answers, are thrown as
 * `Problem`s.
 */
export const api = createClient<paths>({ baseUrl: location.origin });
api.use(asProblems, afterWhatIsKnown);

export function answered<Data>({ data }: { readonly data?: Data }): Data {
  if (data === undefined) throw new Problem({ type: UNREACHABLE });
  return data;
}

type CommandPath = Extract<keyof paths, `/api/commands/${string}`>;
export type CommandName = CommandPath extends `/api/commands/${infer Name}` ? Name : never;

export type BodyOf<Name extends CommandName> = paths[`/api/commands/${Name}`] extends {
  post: { requestBody: { content: { 'application/json': infer Body } } };
}
  ? Body
  : never;

export type AnswerOf<Name extends CommandName> = paths[`/api/commands/${Name}`] extends {
  post: { responses: { 200: { content: { 'application/json': infer Answer } } } };
}
  ? Answer
  : never;

export interface Giving {
  /** The same for each repetition of one decision, so that it counts once; unless given, a new one. */
  readonly key?: string;
  /** The revision on which the decision rests: it is refused where somebody was faster. */
  readonly seen?: number;
}

/** A key for one decision of a person: make it where the decision is made, and repeat the command under it. */
export function newKey(): string {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** Gives a command: throws a `Problem` where it is refused, or where it is not known what became of it. */
export async function give<Name extends CommandName>(
  name: Name,
  body: BodyOf<Name>,
  { key = newKey(), seen }: Giving = {},
): Promise<AnswerOf<Name>> {
  const headers = {
    'Content-Type': 'application/json',
    'Idempotency-Key': key,
    [CLIENT_HEADER]: 'console',
    ...(seen === undefined ? {} : { 'If-Match': `"${seen}"` }),
  };
  const response = await posted(`/api/commands/${name}`, { headers, body: JSON.stringify(body) });
  const answer = (await response.json()) as AnswerOf<Name> & { readonly position?: string };
  if (answer.position !== undefined) reach(answer.position);
  return answer;
}

async function posted(path: string, init: RequestInit): Promise<Response> {
  const response = await fetch(path, { method: 'POST', ...init }).catch(() => {
    throw new Problem({ type: UNREACHABLE });
  });
  if (!response.ok) throw await problemOf(response);
  return response;
}
