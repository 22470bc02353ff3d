import { Controller, Get, HttpCode, Inject, Param, Post, Query, Req, Res, UseFilters } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { MaxLength } from 'class-validator';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { CalledRequest, Caller } from '../api/caller.js';
import { TheCaller } from '../api/caller.js';
import { field } from '../api/fields.js';
import { PERSONAL_LINKS, type PersonalLinks } from '../api/personal-links.js';
import { MayUse } from '../api/policy.js';
import { LINK_COOKIE, SESSION_COOKIE } from '../edge/authentication.guard.js';
import { giveCookie, readCookie } from '../edge/cookies.js';
import { ForPersonalLinks } from '../edge/ways-in.js';
import { formSignOf } from '../edge/forgery.js';
import { TheForm } from '../edge/forms.js';
import { COMMAND_ROLES } from '../kernel/authority.js';
import { demand, invariant } from '../kernel/failure.js';
import type { IdSource } from '../kernel/ids.js';
import { isLanguage } from '../kernel/language.js';
import { ID_SOURCE } from '../kernel/ports.js';
import { present } from '../kernel/present.js';
import { CheckInDesk, saidIn } from './check-in.desk.js';
import {
  checkInPage,
  receiptPage,
  receiptText,
  receiptTitle,
  type CheckInPageParts,
  type Pass,
} from './check-in.page.js';
import { demandSamePerson, Devices } from './device.js';
import { PageFilter } from './page.filter.js';
import { PageQuery, speechFor } from './page-language.js';
import { openListsPage } from './open-lists.page.js';
import { pageText, type Speech } from './page.js';
import { RollCallDesk } from './roll-call.desk.js';
import { MAX_SECRET_LENGTH, spentLinkPage } from './sign-in.page.js';

class LinkParam {
  @field({}, { type: String }, MaxLength(MAX_SECRET_LENGTH))
  readonly link!: string;
}

type AskedRequest = FastifyRequest & CalledRequest;

/**
 * The page of a deployed officer. Opening a link changes nothing; the first button that is pressed records, and turns
 * the link into a cookie, so that its secret leaves the address.
 */
@ApiExcludeController()
@Controller()
@UseFilters(PageFilter)
export class CheckInController {
  constructor(
    private readonly desk: CheckInDesk,
    @Inject(PERSONAL_LINKS) private readonly links: PersonalLinks,
    @Inject(ID_SOURCE) private readonly ids: IdSource,
    private readonly devices: Devices,
    private readonly lists: RollCallDesk,
  ) {}

  @Get('c/:link')
  @MayUse('anyone')
  @ForPersonalLinks()
  async opened(
    @Param() { link }: LinkParam,
    @Query() query: PageQuery,
    @Req() { caller }: AskedRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    const speech = this.speech(reply, query, caller);
    const standing = this.links.standingOf(link);
    if (caller?.personalLink === undefined || standing !== 'VALID') {
      // What was said with it before is still on the device.
      const page = { ...spentLinkPage(speech, standing), ...(await this.devices.partFor('check-in')) };
      return pageText(reply, standing === 'UNKNOWN' ? 404 : 410, speech, page);
    }
    return this.page(reply, speech, caller, { field: 'link', value: link });
  }

  /** Whoever checks others in finds the roll calls here that he does it for. */
  @Get('check-in')
  @MayUse(['deployedOfficer', ...COMMAND_ROLES.RecordCheckIns])
  @ForPersonalLinks()
  async returned(
    @Query() query: PageQuery,
    @TheCaller() caller: Caller,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    const speech = this.speech(reply, query, caller);
    if (caller.actor.role === 'deployedOfficer') {
      return this.page(reply, speech, caller, passOf(reply.request, caller));
    }
    const page = openListsPage(speech, await this.lists.open(caller));
    return pageText(reply, 200, speech, { ...page, ...(await this.devices.partFor('roll-call', caller)) });
  }

  @Post('check-in')
  @HttpCode(200)
  @MayUse(['deployedOfficer'])
  @ForPersonalLinks()
  async said(
    @TheForm() form: URLSearchParams,
    @TheCaller() caller: Caller,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<unknown> {
    const speech = this.speech(reply, {}, caller);
    demandSamePerson(form, caller);
    const said = saidIn(await this.devices.unsealed(form), (names) => speech.say('pages.checkIn.with', { names }));
    const receipt = await this.desk.record(said, caller);
    const pass = keepLink(reply, form, caller);
    const { zone } = caller.personalLink ?? {};
    if (reply.request.headers.accept === 'application/json') {
      const title = receiptTitle(speech, receipt);
      return { title, received: receiptText(speech, receipt, zone).text, form: pass.value };
    }
    const parts = {
      pass,
      key: this.ids.next(),
      ...this.placeOf(caller),
      ...(await this.devices.partFor('check-in', caller)),
    };
    return pageText(reply, 200, speech, receiptPage(speech, receipt, parts));
  }

  private async page(reply: FastifyReply, speech: Speech, caller: Caller, pass: Pass): Promise<string> {
    const { actor } = caller;
    demand(actor.role === 'deployedOfficer', 'forbidden', 'This is for a deployed officer about himself.');
    const name = (await this.links.nameOf(actor.deployment))?.text;
    const device = await this.devices.partFor('check-in', caller);
    const parts = { pass, key: this.ids.next(), ...this.placeOf(caller), ...present({ name }), ...device };
    return pageText(reply, 200, speech, checkInPage(speech, parts));
  }

  private placeOf({ personalLink }: Caller): Pick<CheckInPageParts, 'mode' | 'zone'> {
    return { mode: personalLink?.mode ?? 'ACTUAL', ...present({ zone: personalLink?.zone }) };
  }

  /** Whoever has chosen no language is spoken to in the one that he is registered with. */
  private speech(reply: FastifyReply, query: PageQuery, caller: Caller | undefined): Speech {
    const registered = caller?.personalLink?.language?.slice(0, 2).toLowerCase();
    return speechFor(reply, query, isLanguage(registered) ? registered : undefined);
  }
}

/** The link that was in the form is in the cookie from now on. */
function keepLink(reply: FastifyReply, form: URLSearchParams, { expiresAt, ...caller }: Caller): Pass {
  const link = form.get('link');
  if (link === null || caller.personalLink === undefined) return passOf(reply.request, caller);
  invariant(expiresAt !== undefined, 'a personal link ends');
  giveCookie(reply, LINK_COOKIE, { value: link, expires: new Date(expiresAt), sameSite: 'strict' });
  return { field: 'form', value: formSignOf(link) };
}

/** The sign of the cookie that let this request in. */
function passOf(request: FastifyRequest, { personalLink }: Pick<Caller, 'personalLink'>): Pass {
  const secret = readCookie(personalLink === undefined ? SESSION_COOKIE : LINK_COOKIE, request);
  demand(secret !== undefined, 'forbidden', 'This page is for a browser.');
  return { field: 'form', value: formSignOf(secret) };
}
