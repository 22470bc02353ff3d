import { CannotBeDone } from './io.js';
import { Refused, type ProblemTold } from './refused.js';

export interface ApiRequest {
  readonly method: 'GET' | 'POST';
  /** With its query. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

export interface ApiAnswer {
  readonly status: number;
  readonly contentType: string;
  readonly text: string;
}

/** How a request reaches the application: over a socket, or within this process. Rejects with NoAnswer. */
export type Transport = (request: ApiRequest) => Promise<ApiAnswer>;

/** Nobody answered, or not to the end: what was asked may have been done or not. */
export class NoAnswer extends CannotBeDone {}

export type Query = Readonly<Record<string, string | undefined>>;

/** The HTTP API, as one bearer of a token may use it. Every call rejects with Refused, NoAnswer or CannotBeDone. */
export class Api {
  constructor(
    private readonly transport: Transport,
    private readonly token: string,
  ) {}

  get(path: string, query: Query = {}): Promise<unknown> {
    const search = new URLSearchParams();
    for (const [name, value] of Object.entries(query)) if (value !== undefined) search.set(name, value);
    return this.ask({ method: 'GET', path: search.size === 0 ? path : `${path}?${search.toString()}`, headers: {} });
  }

  post(path: string): Promise<unknown> {
    return this.ask({ method: 'POST', path, headers: {} });
  }

  /** Given twice with one key a command counts once. */
  give(name: string, fields: object, key?: string): Promise<unknown> {
    return this.ask({
      method: 'POST',
      path: `/api/commands/${name}`,
      headers: { 'content-type': 'application/json', ...(key !== undefined && { 'idempotency-key': key }) },
      body: JSON.stringify(fields),
    });
  }

  private async ask(request: ApiRequest): Promise<unknown> {
    const authorization = `Bearer ${this.token}`;
    const { status, text } = await this.transport({ ...request, headers: { ...request.headers, authorization } });
    const body = parsed(text);
    if (status >= 200 && status < 300 && body !== undefined) return body;
    if (isProblem(body)) {
      if (status < 500) throw new Refused(body);
      throw new CannotBeDone(`${body.title} ${body.detail}`);
    }
    throw new CannotBeDone(`whoever answers there is not Muster (status ${status})`);
  }
}

/** Undefined where it is no JSON. */
export function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isProblem(body: unknown): body is ProblemTold {
  const named = typeof body === 'object' && body !== null && 'type' in body && 'title' in body && 'detail' in body;
  return named && [body.type, body.title, body.detail].every((member) => typeof member === 'string');
}

/** Milliseconds to wait for an answer: longer than the server itself takes to give up. */
const ANSWER_WITHIN_MS = 60_000;

/** Over a socket, to the server at this address. */
export function overHttp(url: string): Transport {
  return async ({ method, path, headers, body }) => {
    try {
      const answer = await fetch(new URL(path, url), {
        ...{ method, headers, signal: AbortSignal.timeout(ANSWER_WITHIN_MS), redirect: 'error' },
        ...(body !== undefined && { body }),
      });
      return {
        status: answer.status,
        contentType: answer.headers.get('content-type') ?? '',
        text: await answer.text(),
      };
    } catch (error) {
      throw new NoAnswer(`nobody answers at ${url} (${reasonOf(error)})`, { cause: error });
    }
  };
}

/** `fetch` says only that it failed; why stands in the cause. */
function reasonOf(error: unknown): string {
  const cause = error instanceof Error ? (error.cause ?? error) : error;
  if (!(cause instanceof Error)) return String(cause);
  return 'code' in cause ? String(cause.code) : cause.message;
}
