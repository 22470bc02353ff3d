/** What the server says of a request that it refuses (RFC 9457). */
export interface ProblemDetails {
  readonly type: string;
  readonly title?: string;
  readonly detail?: string;
  readonly errors?: readonly { readonly pointer: string; readonly message: string }[];
  readonly correlationId?: string;
}

const PREFIX = 'urn:muster:problem:';

/** Nobody answered: it is not known what became of what was sent. */
export const UNREACHABLE = `${PREFIX}unreachable`;

/** A request that was refused, or that nobody answered. */
export class Problem extends Error {
  override readonly name = 'Problem';

  constructor(readonly details: ProblemDetails) {
    super(details.detail ?? details.title ?? details.type);
  }

  /** The stable name of the problem's type. */
  get kind(): string {
    return this.details.type.startsWith(PREFIX) ? this.details.type.slice(PREFIX.length) : 'bug';
  }
}

export async function problemOf(response: Response): Promise<Problem> {
  const details: unknown = await response.json().catch(() => undefined);
  return new Problem(isDetails(details) ? details : { type: UNREACHABLE });
}

function isDetails(value: unknown): value is ProblemDetails {
  return typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string';
}

/** Kinds of problems that go away when the same is tried again. */
const TRANSIENT = new Set([
  'unreachable',
  'conflict',
  'command-in-flight',
  'rate-limited',
  'overloaded',
  'not-current',
  'indeterminate',
  'unavailable',
]);

export function isTransient(error: unknown): boolean {
  return error instanceof Problem && TRANSIENT.has(error.kind);
}
