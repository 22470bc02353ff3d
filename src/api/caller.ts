import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { Actor } from '../kernel/actor.js';
import type { Id } from '../kernel/ids.js';
import type { Instant } from '../kernel/instant.js';
import type { Language } from '../kernel/language.js';
import type { KnownPersonalLink } from './token-directory.js';

/** Who asks, and what he says of his request. The edge finds it out once, before any route runs. */
export interface Caller {
  readonly actor: Actor;
  readonly correlationId: Id;
  /** The `Idempotency-Key` that he chose. */
  readonly key?: string;
  /** The revision in his `If-Match`. */
  readonly seenRevision?: number;
  /** The grant that lets him in; whoever runs this machine, or measures it, has none. */
  readonly token?: Id;
  /** The same of a browser that is signed in: what signing out ends. */
  readonly session?: Id;
  /** Where it is a personal link that lets him in: he checks in or signals duress for himself, and nothing else. */
  readonly personalLink?: KnownPersonalLink;
  readonly expiresAt?: Instant;
  /** The language in which he would be spoken to. */
  readonly language: Language;
  /** Whether his access still holds: an answer that goes on asks again. Throws a Refusal where nobody can tell now. */
  isStillValid(): boolean;
}

export interface CalledRequest {
  caller?: Caller;
}

/** The caller of a route; a route that is open to strangers has none to give. */
export const TheCaller = createParamDecorator((_: unknown, context: ExecutionContext): Caller => {
  const { caller } = context.switchToHttp().getRequest<CalledRequest>();
  if (caller === undefined) throw new Error('the route asks for its caller and lets strangers in');
  return caller;
});
