import { Controller, Get, HttpCode, Inject, Param, Post, Query, Res, UseFilters } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { TheCaller, type Caller } from '../api/caller.js';
import { IdField, LabelField } from '../api/fields.js';
import { MayUse } from '../api/policy.js';
import { PROBLEM_STATUS } from '../api/problems.js';
import { IdParam } from '../api/query-route.js';
import { SESSION_COOKIE } from '../edge/authentication.guard.js';
import { readCookie } from '../edge/cookies.js';
import { formSignOf } from '../edge/forgery.js';
import { TheForm } from '../edge/forms.js';
import { COMMAND_ROLES } from '../kernel/authority.js';
import { demand, Refusal } from '../kernel/failure.js';
import { isId, type Id, type IdSource } from '../kernel/ids.js';
import { ID_SOURCE } from '../kernel/ports.js';
import { present } from '../kernel/present.js';
import { PageFilter } from './page.filter.js';
import { PageQuery, speechFor } from './page-language.js';
import { pageText, type Page, type Speech } from './page.js';
import { SomeoneDesk, type Step } from './someone.desk.js';
import { additionPage, recordedPage, tourPage, whoPage, type SomeoneParts } from './someone.page.js';

class SomeoneQuery extends PageQuery {
  @LabelField({ optional: true })
  readonly find?: string;

  @IdField({ optional: true })
  readonly officer?: Id;
}

/** What one request is about. */
interface Asked {
  readonly rollCall: Id;
  readonly caller: Caller;
  readonly speech: Speech;
  readonly parts: SomeoneParts;
}

/**
 * Someone who is not on the list of a roll call, in steps: registered, on a tour, on the list. Each is a command of its own
 * and is acknowledged before the next; which one comes next is told by what is recorded, so that it can be left and taken
 * up again.
 */
@ApiExcludeController()
@Controller()
@UseFilters(PageFilter)
export class SomeoneController {
  constructor(
    private readonly desk: SomeoneDesk,
    @Inject(ID_SOURCE) private readonly ids: IdSource,
  ) {}

  @Get('roll-calls/:id/check-in/someone')
  @MayUse(COMMAND_ROLES.AddToRollCall)
  async asked(
    @Param() { id }: IdParam,
    @Query() query: SomeoneQuery,
    @TheCaller() caller: Caller,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    const asked = this.askedOf(reply, speechFor(reply, query), id, caller);
    const { find, officer } = query;
    if (officer !== undefined) return pageText(reply, 200, asked.speech, await this.next(asked, officer));
    const found = find === undefined ? undefined : await this.desk.find(find, caller);
    const search = { letters: find ?? '', ...present({ found }) };
    return pageText(reply, 200, asked.speech, whoPage(asked.speech, asked.parts, search));
  }

  @Post('roll-calls/:id/check-in/someone')
  @HttpCode(200)
  @MayUse(COMMAND_ROLES.AddToRollCall)
  async filled(
    @Param() { id }: IdParam,
    @TheForm() form: URLSearchParams,
    @TheCaller() caller: Caller,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    const key = form.get('key') ?? '';
    demand(isId(key), 'invalid-request', 'This is no form of ours.');
    const asked = this.askedOf(reply, speechFor(reply), id, caller);
    const step = { form, caller: { ...caller, key } };
    try {
      return pageText(reply, 200, asked.speech, await this.take(asked, step));
    } catch (error) {
      if (!(error instanceof Refusal) || PROBLEM_STATUS[error.problem] >= 500) throw error;
      const parts = { ...asked.parts, why: error.problem };
      const page = await this.again({ ...asked, parts }, form.get('officer'));
      return pageText(reply, PROBLEM_STATUS[error.problem], asked.speech, page);
    }
  }

  private async take(asked: Asked, step: Step): Promise<Page> {
    const { rollCall, speech, parts } = asked;
    const officer = form(step, 'officer');
    switch (form(step, 'step')) {
      case 'register': {
        const { id, position } = await this.desk.register(step);
        return this.next(asked, id, position);
      }
      case 'begin': {
        const { position } = await this.desk.begin(officer, step);
        return this.next(asked, officer, position);
      }
      case 'add': {
        const { name, tour } = await this.desk.person(officer, asked.caller);
        demand(tour !== undefined, 'not-found', 'He is on no tour.');
        await this.desk.add(rollCall, tour, step);
        return recordedPage(speech, parts, speech.say('pages.someone.added', { name: name ?? officer }));
      }
      case 'note':
        await this.desk.note(rollCall, step);
        return recordedPage(speech, parts, speech.say('pages.someone.noted'));
      default:
        throw new Refusal('invalid-request', 'This is no form of ours.');
    }
  }

  /** The step that comes next for him. */
  private async next({ speech, parts, caller }: Asked, officer: Id, recorded?: string): Promise<Page> {
    const person = await this.desk.person(officer, caller, recorded);
    if (person.tour !== undefined) return additionPage(speech, parts, person);
    return tourPage(speech, parts, { person, missions: await this.desk.missions(caller) });
  }

  /** The step that was refused, once more. */
  private async again(asked: Asked, officer: string | null): Promise<Page> {
    if (officer !== null && isId(officer)) return this.next(asked, officer);
    return whoPage(asked.speech, asked.parts, { letters: '' });
  }

  private askedOf(reply: FastifyReply, speech: Speech, rollCall: Id, caller: Caller): Asked {
    const secret = readCookie(SESSION_COOKIE, reply.request);
    demand(secret !== undefined, 'forbidden', 'This page is for a browser.');
    return { rollCall, caller, speech, parts: { rollCall, form: formSignOf(secret), key: this.ids.next() } };
  }
}

function form({ form }: Step, field: string): string {
  return form.get(field) ?? '';
}
