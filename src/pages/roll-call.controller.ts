import { Controller, Get, HttpCode, Inject, Param, Post, Query, Res, UseFilters } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { TheCaller, type Caller } from '../api/caller.js';
import { MayUse } from '../api/policy.js';
import { IdParam } from '../api/query-route.js';
import { SESSION_COOKIE } from '../edge/authentication.guard.js';
import { readCookie } from '../edge/cookies.js';
import { formSignOf } from '../edge/forgery.js';
import { TheForm } from '../edge/forms.js';
import { COMMAND_ROLES } from '../kernel/authority.js';
import { demand } from '../kernel/failure.js';
import { isId, type Id, type IdSource } from '../kernel/ids.js';
import { ID_SOURCE } from '../kernel/ports.js';
import { present } from '../kernel/present.js';
import { demandSamePerson, Devices } from './device.js';
import { PageFilter } from './page.filter.js';
import { PageQuery, speechFor } from './page-language.js';
import { pageText, type Speech } from './page.js';
import { RollCallDesk, type LineResult } from './roll-call.desk.js';
import { listAnswer, rollCallPage } from './roll-call.page.js';

/** A whole roll call on one page, for whoever keeps the watch or leads a team, on whatever he has at hand. */
@ApiExcludeController()
@Controller()
@UseFilters(PageFilter)
export class RollCallController {
  constructor(
    private readonly desk: RollCallDesk,
    @Inject(ID_SOURCE) private readonly ids: IdSource,
    private readonly devices: Devices,
  ) {}

  @Get('roll-calls/:id/check-in')
  @MayUse(COMMAND_ROLES.RecordCheckIns)
  async list(
    @Param() { id }: IdParam,
    @Query() query: PageQuery,
    @TheCaller() caller: Caller,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    return this.page(reply, speechFor(reply, query), id, caller);
  }

  @Post('roll-calls/:id/check-in')
  @HttpCode(200)
  @MayUse(COMMAND_ROLES.RecordCheckIns)
  async filled(
    @Param() { id }: IdParam,
    @TheForm() form: URLSearchParams,
    @TheCaller() caller: Caller,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string | object> {
    const key = form.get('key') ?? '';
    demand(isId(key), 'invalid-request', 'This is no form of ours.');
    demandSamePerson(form, caller);
    const results = await this.desk.record(id, form, key, caller);
    if (reply.request.headers.accept === 'application/json') {
      return listAnswer(speechFor(reply), await this.desk.board(id, caller), results);
    }
    return this.page(reply, speechFor(reply), id, caller, results);
  }

  private async page(
    reply: FastifyReply,
    speech: Speech,
    rollCall: Id,
    caller: Caller,
    results?: readonly LineResult[],
  ): Promise<string> {
    const secret = readCookie(SESSION_COOKIE, reply.request);
    demand(secret !== undefined, 'forbidden', 'This page is for a browser.');
    const board = await this.desk.board(rollCall, caller);
    const device = await this.devices.partFor('roll-call', caller);
    const mayAdd = COMMAND_ROLES.AddToRollCall.includes(caller.actor.role);
    const parts = { board, mayAdd, form: formSignOf(secret), key: this.ids.next(), ...present({ results }), ...device };
    return pageText(reply, 200, speech, rollCallPage(speech, parts));
  }
}
