import { Controller, Get, HttpCode, Inject, Param, Post, Query, Req, Res, UseFilters } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { MaxLength } from 'class-validator';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { CalledRequest } from '../api/caller.js';
import { field } from '../api/fields.js';
import { MayUse } from '../api/policy.js';
import { SIGNING_IN, type LinkStanding, type SigningIn } from '../api/signing-in.js';
import { SESSION_COOKIE } from '../edge/authentication.guard.js';
import { giveCookie, takeCookie } from '../edge/cookies.js';
import { comesFromUs } from '../edge/forgery.js';
import { TheForm } from '../edge/forms.js';
import { ForStrangers } from '../edge/ways-in.js';
import { demand, Refusal } from '../kernel/failure.js';
import type { Role } from '../kernel/actor.js';
import { ID_SOURCE } from '../kernel/ports.js';
import type { IdSource } from '../kernel/ids.js';
import { PageFilter } from './page.filter.js';
import { PageQuery, speechFor } from './page-language.js';
import { pageText } from './page.js';
import { linkPage, MAX_SECRET_LENGTH, signedInPage, spentLinkPage, strangerPage } from './sign-in.page.js';

/** What makes a form one of its own: a UUID. */
const ONCE = /^[0-9a-f-]{36}$/;

class LinkParam {
  @field({}, { type: String }, MaxLength(MAX_SECRET_LENGTH))
  readonly secret!: string;
}

type AskedRequest = FastifyRequest & CalledRequest;

/**
 * How a browser gets and ends its session. Opening a link changes nothing, for messengers open links ahead of whoever
 * they are for: the button on its page exchanges it.
 */
@ApiExcludeController()
@Controller()
@UseFilters(PageFilter)
export class SignInController {
  constructor(
    @Inject(SIGNING_IN) private readonly signingIn: SigningIn,
    @Inject(ID_SOURCE) private readonly ids: IdSource,
  ) {}

  @Get('sign-in')
  @MayUse('anyone')
  stranger(@Query() query: PageQuery, @Req() request: AskedRequest, @Res({ passthrough: true }) reply: FastifyReply) {
    const speech = speechFor(reply, query);
    const { caller } = request;
    const page = caller === undefined ? strangerPage(speech) : signedInPage(speech, homeOf(caller.actor.role));
    return pageText(reply, 200, speech, page);
  }

  @Get('sign-in/:secret')
  @MayUse('anyone')
  link(
    @Param() { secret }: LinkParam,
    @Query() query: PageQuery,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): string {
    const speech = speechFor(reply, query);
    const standing = this.signingIn.standingOf(secret);
    if (standing !== 'VALID') return this.spent(reply, standing);
    return pageText(reply, 200, speech, linkPage(speech, { secret, once: this.ids.next() }));
  }

  @Post('sign-in')
  @HttpCode(200)
  @MayUse('anyone')
  @ForStrangers()
  async signIn(@TheForm() form: URLSearchParams, @Res({ passthrough: true }) reply: FastifyReply): Promise<string> {
    demand(comesFromUs(reply.request), 'forbidden', 'This came from another site.');
    const [link, once] = [form.get('link') ?? '', form.get('once') ?? ''] as const;
    demand(ONCE.test(once), 'invalid-request', 'This is no form of ours.');
    try {
      const session = await this.signingIn.signIn({ link, once, correlationId: reply.request.id });
      giveCookie(reply, SESSION_COOKIE, {
        ...{ value: session.secret, expires: new Date(session.expiresAt), sameSite: 'strict' },
      });
      void reply.redirect(homeOf(session.role), 303);
      return '';
    } catch (error) {
      const told = error instanceof Refusal && (error.problem === 'not-found' || error.problem === 'not-in-force');
      if (told) return this.spent(reply, this.signingIn.standingOf(link));
      throw error;
    }
  }

  /** Whoever is not signed in (any more) is signed out all the same. */
  @Post('sign-out')
  @HttpCode(200)
  @MayUse('anyone')
  async signOut(@Req() { caller }: AskedRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<string> {
    if (caller !== undefined) await this.signingIn.signOut(caller);
    takeCookie(reply, SESSION_COOKIE);
    void reply.redirect('/sign-in', 303);
    return '';
  }

  private spent(reply: FastifyReply, standing: LinkStanding): string {
    const speech = speechFor(reply);
    return pageText(reply, standing === 'UNKNOWN' ? 404 : 410, speech, spentLinkPage(speech, standing));
  }
}

/** Where someone of this role goes on. */
function homeOf(role: Role): string {
  return role === 'deployedOfficer' ? '/check-in' : '/';
}
