import { Injectable } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import type { CommandAnswer } from '../api/answers.js';
import type { Caller } from '../api/caller.js';
import { CommandGate } from '../api/command-gate.js';
import { readInput } from '../api/read-input.js';
import { RecordCheckIn, RecordCheckInBody } from '../features/deployments/commands/record-check-in.command.js';
import { SignalDuress, SignalDuressBody } from '../features/deployments/commands/signal-duress.command.js';
import { ShowDeployment } from '../features/deployments/queries/show-deployment.query.js';
import { demand, invariant, Refusal } from '../kernel/failure.js';
import { isId, type Id } from '../kernel/ids.js';
import { parseInstant, type Instant } from '../kernel/instant.js';
import type { Mode } from '../kernel/mode.js';
import { present } from '../kernel/present.js';
import { FirstSeen } from './first-seen.js';

/** Faults of one form that are named. */
const MAX_FAULTS = 10;

/** How exactly a button's instant is known: a request may be on its way for so long, and a telephone's clock be off. */
const UNCERTAINTY = 'PT1M';

/** What can be said with one button. */
export const SAYINGS = ['safe', 'help', 'ok'] as const;
export type Saying = (typeof SAYINGS)[number];

/** What a person says of himself. */
export interface Said {
  readonly key: string;
  readonly saying: Saying;
  /** As his device says when he pressed the button; ours where it says nothing. */
  readonly at?: Instant;
  readonly place?: string;
  readonly note?: string;
}

export interface Receipt {
  /** By which he and the watch can name it to one another. */
  readonly number: string;
  readonly recordedAt: Instant;
  readonly condition: 'SAFE' | 'NEEDS_ASSISTANCE';
}

/** Where a deployed officer checks in for himself, and nowhere anything else. */
@Injectable()
export class CheckInDesk {
  constructor(
    private readonly gate: CommandGate,
    private readonly queries: QueryBus,
    private readonly firstSeen: FirstSeen,
  ) {}

  /**
   * What someone says under duress is recorded as he said it, after the signal: so there is no moment at which it stands
   * alone, and whoever looks over his shoulder sees what a check-in shows.
   */
  async record(said: Said, caller: Caller): Promise<Receipt> {
    const { deployment, mode } = placeOf(caller);
    const observedAt = said.at ?? this.firstSeen.of(said.key);
    if (said.saying === 'ok') await this.signal({ deployment, mode, signalledAt: observedAt }, said.key, caller);
    const condition = said.saying === 'help' ? 'NEEDS_ASSISTANCE' : 'SAFE';
    const { place, note } = said;
    const fields = { deployment, mode, condition, observedAt, uncertainty: UNCERTAINTY, channel: 'LINK', grade: 2 };
    const body = readInput(RecordCheckInBody, { ...fields, ...present({ place, note }) }, 'check-in', MAX_FAULTS);
    const { entry } = await this.gate.give<RecordCheckInBody, CommandAnswer>(RecordCheckIn, body, {
      ...caller,
      key: said.key,
    });
    invariant(entry !== undefined, 'a check-in is an entry');
    return { number: numberOf(entry), recordedAt: await this.recordedAt(entry, deployment, caller), condition };
  }

  private async signal(
    signal: { readonly deployment: Id; readonly mode: Mode; readonly signalledAt: Instant },
    key: string,
    caller: Caller,
  ): Promise<void> {
    const body = readInput(SignalDuressBody, { ...signal, channel: 'LINK' }, 'signal', MAX_FAULTS);
    await this.gate.give(SignalDuress, body, { ...caller, key: `${key} signal` });
  }

  private async recordedAt(entry: string, deployment: Id, { actor }: Caller): Promise<Instant> {
    const { checkIns } = await this.queries.execute(new ShowDeployment({ id: deployment }, actor));
    const own = checkIns.find((checkIn) => checkIn.entry === entry);
    invariant(own !== undefined, 'what was answered as recorded is there');
    return own.recordedAt;
  }
}

function placeOf({ actor, personalLink }: Caller): { readonly deployment: Id; readonly mode: Mode } {
  demand(actor.role === 'deployedOfficer', 'forbidden', 'This is for a deployed officer about himself.');
  return { deployment: actor.deployment, mode: personalLink?.mode ?? 'ACTUAL' };
}

/** Short enough to be read out, and of the entry's own random part, so that it counts nothing. */
export function numberOf(entry: string): string {
  const hex = Buffer.from(entry, 'base64url').toString('hex').slice(-16).toUpperCase();
  return `${hex.slice(0, 4)}-${hex.slice(4, 8)}`;
}

/** Reads the form of the page. Refuses what no page of ours sends. */
export function saidIn(form: URLSearchParams, withCompany: (names: string) => string): Said {
  const [key, saying, device] = [form.get('key') ?? '', form.get('say') ?? '', form.get('at')];
  const known = SAYINGS.find((one) => one === saying);
  if (!isId(key) || known === undefined) throw new Refusal('invalid-request', 'This is no form of ours.');
  const at = device === null ? undefined : parseInstant(device);
  const [place, company, note] = ['place', 'company', 'note'].map((name) => textIn(form, name));
  const lines = [company === undefined ? undefined : withCompany(company), note].filter((line) => line !== undefined);
  const whole = lines.length === 0 ? undefined : lines.join('\n');
  return { key, saying: known, ...present({ at, place, note: whole }) };
}

function textIn(form: URLSearchParams, name: string): string | undefined {
  const text = form.get(name)?.trim() ?? '';
  return text === '' ? undefined : text;
}
