import { Inject, Injectable, Optional, type CanActivate, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { CalledRequest, Caller } from '../api/caller.js';
import { TOKEN_DIRECTORY, CLOCK } from '../kernel/ports.js';
import { hashOfSecret, type KnownPersonalLink, type KnownToken, type TokenDirectory } from '../api/token-directory.js';
import type { Actor } from '../kernel/actor.js';
import type { Clock } from '../kernel/clock.js';
import { demand } from '../kernel/failure.js';
import { present } from '../kernel/present.js';
import { readCookie } from './cookies.js';
import { isForStrangers, linkSecretOf, opensForLinks } from './ways-in.js';
import { comesFromUs, demandOwnPage } from './forgery.js';
import { languageOf } from './languages.js';
import { LocalOperator } from './local-operator.js';
import { RateLimits } from './rate-limits.js';
import { isProbe } from './routes-apart.js';
import { ScrapeToken } from './scrape-token.js';
import { bearerSecretOf, idempotencyKeyOf, seenRevisionOf } from './request-headers.js';

/** Where a browser that is signed in keeps the secret of its session. */
export const SESSION_COOKIE = 'muster-session';

/** Where a browser keeps the secret of a personal link once it was used. */
export const LINK_COOKIE = 'muster-link';

/** Characters of such a cookie: more than any has. */
const MAX_COOKIE_LENGTH = 128;

type Access = Pick<KnownToken, 'actor'> & Partial<KnownPersonalLink>;

/** A secret that came with a request, and who bears it, as far as it is known. */
interface Borne {
  readonly hash: string;
  readonly by: 'token' | 'session' | 'link';
  readonly access?: Access;
}

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
    const borne = this.borneBy(request, context);
    this.count(request, borne);
    if (borne?.access !== undefined) request.caller = this.callerOf(request, borne, borne.access);
    return true;
  }

  /** Who sends a bearer token is known by it alone, whatever his browser keeps. */
  private borneBy(request: FastifyRequest, context: ExecutionContext): Borne | undefined {
    const { authorization } = request.headers;
    if (authorization !== undefined) {
      const secret = bearerSecretOf(authorization);
      if (secret === undefined) return undefined;
      const hash = hashOfSecret(secret);
      const access = this.accessOf({ hash, by: 'token' }) ?? this.scraperOf(hash, context);
      return { hash, by: 'token', ...present({ access }) };
    }
    if (isForStrangers(context.getHandler())) return undefined;
    const link = opensForLinks(context.getHandler()) ? this.linkBorneBy(request) : undefined;
    if (link?.access !== undefined) return link;
    return this.cookieBorneBy('session', readCookie(SESSION_COOKIE, request), request) ?? link;
  }

  /** The secret stands in the address or the form before the first tap, and in a cookie from then on. */
  private linkBorneBy(request: FastifyRequest): Borne | undefined {
    const secret = linkSecretOf(request);
    if (secret === undefined) return this.cookieBorneBy('link', readCookie(LINK_COOKIE, request), request);
    demand(request.method !== 'POST' || comesFromUs(request), 'forbidden', 'This came from another site.');
    const hash = hashOfSecret(secret);
    return { hash, by: 'link', ...present({ access: this.accessOf({ hash, by: 'link' }) }) };
  }

  private cookieBorneBy(
    by: 'session' | 'link',
    secret: string | undefined,
    request: FastifyRequest,
  ): Borne | undefined {
    if (secret === undefined || secret.length > MAX_COOKIE_LENGTH) return undefined;
    const hash = hashOfSecret(secret);
    const access = this.accessOf({ hash, by });
    if (access !== undefined) demandOwnPage(request, secret);
    return { hash, by, ...present({ access }) };
  }

  private callerOf({ headers, cookies, id: correlationId }: FastifyRequest, borne: Borne, access: Access): Caller {
    const { actor, token, expiresAt } = access;
    const key = idempotencyKeyOf(oneOf(headers['idempotency-key']));
    const seenRevision = seenRevisionOf(headers['if-match'], actor.role);
    const session = borne.by === 'session' ? token : undefined;
    const isStillValid = (): boolean => this.accessOf(borne) !== undefined;
    const language = languageOf({ headers, cookies });
    const personalLink = borne.by === 'link' && isPersonalLink(access) ? access : undefined;
    const given = present({ key, seenRevision, token, session, personalLink, expiresAt });
    return { actor, correlationId, isStillValid, language, ...given };
  }

  /** Who bears the scrape token is someone on the routes that it opens, and a stranger everywhere else. */
  private scraperOf(hash: string, context: ExecutionContext): Access | undefined {
    const { scrapeToken } = this;
    const opens = scrapeToken?.bears(hash) === true && scrapeToken.opens(context.getHandler());
    return opens ? { actor: scrapeToken.actor } : undefined;
  }

  /** Who runs this machine or watches it is counted as nobody; so is whoever asks whether the process is well. */
  private count(request: FastifyRequest, borne: Borne | undefined): void {
    if (this.rates === undefined || isProbe(request.routeOptions.url)) return;
    if (borne?.access === undefined) this.rates.demandOfStranger(request.ip);
    else if (!this.isOfTheMachine(borne.access.actor)) this.rates.demandOfToken(borne.hash);
  }

  private isOfTheMachine(actor: Actor): boolean {
    return [this.localOperator?.actor, this.scrapeToken?.actor].includes(actor);
  }

  private accessOf({ hash, by }: Pick<Borne, 'hash' | 'by'>): Access | undefined {
    if (by === 'token' && this.localOperator?.bears(hash) === true) return { actor: this.localOperator.actor };
    const known = this.knownBy(hash, by);
    const expired = known?.expiresAt !== undefined && known.expiresAt <= this.clock.now();
    return expired ? undefined : known;
  }

  private knownBy(hash: string, by: Borne['by']): KnownToken | KnownPersonalLink | undefined {
    switch (by) {
      case 'token':
        return this.tokens.find(hash);
      case 'session':
        return this.tokens.findSession(hash);
      case 'link':
        return this.tokens.findPersonalLink(hash);
    }
  }
}

function isPersonalLink(access: Access): access is KnownPersonalLink {
  return access.mode !== undefined;
}

/** Node joins a repeated header of this name with a comma: a key of its own. */
function oneOf(header: string | readonly string[] | undefined): string | undefined {
  return typeof header === 'object' ? header.join(', ') : header;
}
