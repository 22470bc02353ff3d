import { Inject, Injectable, Optional, type CanActivate, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { CalledRequest } from '../api/caller.js';
import { TOKEN_DIRECTORY, CLOCK } from '../kernel/ports.js';
import { hashOfSecret, type TokenDirectory } from '../api/token-directory.js';
import type { Actor } from '../kernel/actor.js';
import type { Clock } from '../kernel/clock.js';
import { present } from '../kernel/present.js';
import { LocalOperator } from './local-operator.js';
import { RateLimits } from './rate-limits.js';
import { isProbe } from './routes-apart.js';
import { ScrapeToken } from './scrape-token.js';
import { bearerSecretOf, idempotencyKeyOf, seenRevisionOf } from './request-headers.js';

/** Finds out who is calling. Whether he may is for the policy to say. */
@Injectable()
export class AuthenticationGuard implements CanActivate {
  constructor(
    @Inject(TOKEN_DIRECTORY) private readonly tokens: TokenDirectory,
    @Inject(CLOCK) private readonly clock: Clock,
    @Optional() private readonly localOperator?: LocalOperator,
    @Optional() private readonly scrapeToken?: ScrapeToken,
    @Optional() private readonly rates?: RateLimits,
  ) {}

  canActivate(context: ExecutionContext): boolean {
    const request = context.switchToHttp().getRequest<FastifyRequest & CalledRequest>();
    const { headers, id: correlationId } = request;
    const secret = bearerSecretOf(headers.authorization);
    const hash = secret === undefined ? undefined : hashOfSecret(secret);
    const actor = hash === undefined ? undefined : (this.actorOf(hash) ?? this.scraperOf(hash, context));
    this.count(request, actor, hash);
    if (hash === undefined || actor === undefined) return true;
    const key = idempotencyKeyOf(oneOf(headers['idempotency-key']));
    const seenRevision = seenRevisionOf(headers['if-match'], actor.role);
    const isStillValid = (): boolean => this.actorOf(hash) !== undefined;
    request.caller = { actor, correlationId, isStillValid, ...present({ key, seenRevision }) };
    return true;
  }

  /** Who bears the scrape token is someone on the routes that it opens, and a stranger everywhere else. */
  private scraperOf(hash: string, context: ExecutionContext): Actor | undefined {
    const { scrapeToken } = this;
    return scrapeToken?.bears(hash) === true && scrapeToken.opens(context.getHandler()) ? scrapeToken.actor : undefined;
  }

  /** Who runs this machine or watches it is counted as nobody; so is whoever asks whether the process is well. */
  private count(request: FastifyRequest, actor: Actor | undefined, hash: string | undefined): void {
    if (this.rates === undefined || isProbe(request.routeOptions.url)) return;
    if (hash === undefined || actor === undefined) this.rates.demandOfStranger(request.ip);
    else if (!this.isOfTheMachine(actor)) this.rates.demandOfToken(hash);
  }

  private isOfTheMachine(actor: Actor): boolean {
    return [this.localOperator?.actor, this.scrapeToken?.actor].includes(actor);
  }

  private actorOf(hash: string): Actor | undefined {
    if (this.localOperator?.bears(hash) === true) return this.localOperator.actor;
    const token = this.tokens.find(hash);
    const expired = token?.expiresAt !== undefined && token.expiresAt <= this.clock.now();
    return expired ? undefined : token?.actor;
  }
}

/** Node joins a repeated header of this name with a comma: a key of its own. */
function oneOf(header: string | readonly string[] | undefined): string | undefined {
  return typeof header === 'object' ? header.join(', ') : header;
}
