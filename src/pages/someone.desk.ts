import { Injectable } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import type { CommandAnswer } from '../api/answers.js';
import type { Caller } from '../api/caller.js';
import { CommandGate } from '../api/command-gate.js';
import { MAX_PAGE_SIZE } from '../api/paging.js';
import { readInput } from '../api/read-input.js';
import { AddToRollCall, AddToRollCallBody } from '../features/accountability/commands/add-to-roll-call.command.js';
import { LogNote, LogNoteBody } from '../features/accountability/commands/log-note.command.js';
import { ShowRollCall } from '../features/accountability/queries/roll-call.query.js';
import { BeginDeployment, BeginDeploymentBody } from '../features/deployments/commands/begin-deployment.command.js';
import { ListMissions } from '../features/missions/queries/list-missions.query.js';
import { RegisterOfficer, RegisterOfficerBody } from '../features/officers/commands/register-officer.command.js';
import { ListOfficers } from '../features/officers/queries/list-officers.query.js';
import type { OfficerSummary } from '../features/officers/queries/officer.answer.js';
import { ShowOfficer } from '../features/officers/queries/show-officer.query.js';
import type { Id } from '../kernel/ids.js';
import { parsePosition } from '../kernel/position.js';
import { present } from '../kernel/present.js';

/** Faults of one form that are named. */
const MAX_FORM_FAULTS = 10;
/** Pages of officers that are looked through for a name. */
const MAX_PAGES_SEARCHED = 20;
/** Officers of that name that are shown. */
const MAX_FOUND = 20;

/** A registered officer, and his tour where one is open. */
export interface Person {
  readonly officer: Id;
  readonly name?: string;
  readonly homeAgency: string;
  readonly tour?: Id;
}

export interface NamedMission {
  readonly mission: Id;
  readonly name?: string;
}

/** What one of the steps was given: the fields of its form, under the key of that form. */
export interface Step {
  readonly form: URLSearchParams;
  readonly caller: Caller;
}

/** Where someone who is not on the list of a roll call comes onto it, by the commands that anyone would give for it. */
@Injectable()
export class SomeoneDesk {
  constructor(
    private readonly gate: CommandGate,
    private readonly queries: QueryBus,
  ) {}

  /** As he is once what was recorded at this position is known. */
  async person(officer: Id, { actor }: Caller, recorded = ''): Promise<Person> {
    const after = parsePosition(recorded);
    return personOf(await this.queries.execute(new ShowOfficer({ id: officer, ...present({ after }) }, actor)));
  }

  /** Registered officers whose names have these letters in them, in the order of their registration. */
  async find(letters: string, { actor }: Caller): Promise<readonly Person[]> {
    const found: Person[] = [];
    let cursor: string | undefined;
    for (let page = 0; page < MAX_PAGES_SEARCHED && found.length < MAX_FOUND; page += 1) {
      const asked = { limit: MAX_PAGE_SIZE, ...present({ cursor }) };
      const { items, next } = await this.queries.execute(new ListOfficers(asked, actor));
      found.push(...items.map(personOf).filter(({ name = '' }) => plain(name).includes(plain(letters))));
      if (next === undefined) break;
      cursor = next;
    }
    return found.slice(0, MAX_FOUND);
  }

  async missions({ actor }: Caller): Promise<readonly NamedMission[]> {
    const { items } = await this.queries.execute(new ListMissions({ limit: MAX_PAGE_SIZE }, actor));
    return items
      .filter(({ endedAt }) => endedAt === undefined)
      .map(({ mission, name }) => ({ mission, ...present({ name: name?.text }) }));
  }

  register({ form, caller }: Step): Promise<CommandAnswer> {
    const [name, rank, homeAgency] = ['name', 'rank', 'agency'].map((field) => form.get(field) ?? '');
    const body = readInput(RegisterOfficerBody, { name, rank, homeAgency }, 'officer', MAX_FORM_FAULTS);
    return this.gate.give(RegisterOfficer, body, caller);
  }

  begin(officer: Id, { form, caller }: Step): Promise<CommandAnswer> {
    const mission = form.get('mission') ?? '';
    const [beganAt, plannedEndAt] = ['since', 'until'].map((field) => `${form.get(field) ?? ''}T00:00:00Z`);
    const fields = { officer, mission, beganAt, plannedEndAt };
    const body = readInput(BeginDeploymentBody, fields, 'tour', MAX_FORM_FAULTS);
    return this.gate.give(BeginDeployment, body, caller);
  }

  add(rollCall: Id, deployment: Id, { form, caller }: Step): Promise<CommandAnswer> {
    const fields = { rollCall, deployment, reason: form.get('reason') ?? '' };
    const body = readInput(AddToRollCallBody, fields, 'addition', MAX_FORM_FAULTS);
    return this.gate.give(AddToRollCall, body, caller);
  }

  /** Somebody of whom nobody can say who he is: the watch notes what it knows, and nobody is counted. */
  async note(rollCall: Id, { form, caller }: Step): Promise<CommandAnswer> {
    const { incident } = await this.queries.execute(new ShowRollCall({ id: rollCall }, caller.actor));
    const body = readInput(LogNoteBody, { incident, text: form.get('text') ?? '' }, 'note', MAX_FORM_FAULTS);
    return this.gate.give(LogNote, body, caller);
  }
}

function personOf({ officer, name, homeAgency, tours }: OfficerSummary): Person {
  const tour = tours.find(({ endedAt }) => endedAt === undefined)?.deployment;
  return { officer, homeAgency, ...present({ name: name?.text, tour }) };
}

/** As it is looked for: whoever types on a telephone leaves out accents. */
function plain(text: string): string {
  return text
    .normalize('NFD')
    .replaceAll(/\p{Mark}/gu, '')
    .toLowerCase();
}
