import { expect } from '@jest/globals';
import * as fc from 'fast-check';
import type { Grade } from '../../src/features/deployments/deployment.events.js';
import type { BoardAnswer } from '../../src/features/accountability/queries/board.query.js';
import type { VerdictAnswer } from '../../src/features/accountability/queries/verdict.query.js';
import type { Policy } from '../../src/features/accountability/roll-call.events.js';
import type { Duration } from '../../src/kernel/duration.js';
import { derivedId, type Id } from '../../src/kernel/ids.js';
import { instantOf, msOf, type Instant } from '../../src/kernel/instant.js';
import type { Mode } from '../../src/kernel/mode.js';
import type { Room } from './house.js';

/*
 * A night after which everybody is safe. Minutes count from 22:00: the hazard was from 30 to 50, the roll call opened at
 * 60, everybody was heard by 85 and it is 90. A minute passes before each command.
 */

const MINUTE_MS = 60_000;
const TEN_O_CLOCK = Date.UTC(2020, 0, 7, 22);
const BEGAN_AT = '2019-10-01T00:00:00Z';
const PLANNED_END_AT = '2020-10-01T00:00:00Z';
const REASON = 'As the watch decided';

export const MISSION = derivedId('law', 'mission');
export const ELSEWHERE = derivedId('law', 'elsewhere');

export function minute(number: number): Instant {
  return instantOf(TEN_O_CLOCK + number * MINUTE_MS);
}

export const HAZARD = { earliest: minute(30), latest: minute(50) };
/** Who left at minute 10 was there since the hazard only where it began before. */
export const LEFT_AT = 10;
const OPENED_AT = 60;
const HEARD_BY = 90;

export interface DrawnNight {
  readonly mode: Mode;
  readonly policy: Policy;
  /** The first was heard himself; each other, and always the last, himself or by the word of the one before him. */
  readonly people: readonly { readonly heardAt: number; readonly grade: 1 | 2; readonly vouched: boolean }[];
  /** Who is hurt, where it does not matter who. */
  readonly victim: number;
}

export const anySafeNight: fc.Arbitrary<DrawnNight> = fc.record({
  mode: fc.constantFrom<Mode[]>('ACTUAL', 'ACTUAL', 'EXERCISE'),
  policy: fc.constantFrom<Policy[]>(
    { freshness: 'PT6H' as Duration, leastGrade: 3 },
    { freshness: { '1': 'PT8H' as Duration, '2': 'PT6H' as Duration, '3': 'PT5H' as Duration }, leastGrade: 3 },
  ),
  people: fc.array(
    fc.record({
      heardAt: fc.integer({ min: 61, max: 85 }),
      grade: fc.constantFrom<(1 | 2)[]>(1, 2),
      vouched: fc.boolean(),
    }),
    { minLength: 2, maxLength: 4 },
  ),
  victim: fc.nat({ max: 3 }),
});

export interface Member {
  readonly deployment: Id;
  readonly officer: Id;
  /** Of his latest check-in. */
  entry: string;
  readonly grade: Grade;
  readonly vouchedBy?: Id;
}

interface Recorded {
  readonly entry: string;
}

export class SafeNight {
  readonly members: Member[] = [];
  readonly rollCall = derivedId('law', 'roll call');
  readonly incident = derivedId('law', 'incident');
  /** In the scope, without evidence, and excluded. */
  readonly excluded = derivedId('law', 'tour of excluded');
  /** At another mission. */
  readonly bystander = derivedId('law', 'tour of bystander');
  /** At the mission until before the hazard. */
  readonly gone = derivedId('law', 'tour of gone');
  private now = 0;

  private constructor(
    private readonly room: Room,
    readonly drawn: DrawnNight,
    private readonly tokens: Readonly<Record<'chief' | 'watch', string>>,
  ) {}

  static async in(room: Room, drawn: DrawnNight): Promise<SafeNight> {
    const night = await SafeNight.opened(room, drawn);
    await night.hearAll();
    return night;
  }

  /** The same before anybody was heard. */
  static async opened(room: Room, drawn: DrawnNight): Promise<SafeNight> {
    room.setClock(minute(0));
    const chief = await room.admit({ name: 'Chief', role: 'commander' });
    const watch = await room.admit({ name: 'Watch', role: 'dutyOfficer' });
    const night = new SafeNight(room, drawn, { chief, watch });
    await night.deploy();
    await night.open();
    return night;
  }

  get victim(): Member {
    return this.member(this.drawn.victim % this.members.length);
  }

  /** Somebody who was heard by another's word, and that other. */
  get vouched(): Member {
    return this.member(this.members.length - 1);
  }

  get voucher(): Member {
    return this.member(this.members.length - 2);
  }

  private member(place: number): Member {
    const member = this.members[place];
    if (member === undefined) throw new Error(`the night has no member ${place}`);
    return member;
  }

  /** Of the next command. */
  get next(): Instant {
    return minute(this.now + 1);
  }

  waitUntil(at: Instant): void {
    this.now = (msOf(at) - TEN_O_CLOCK) / MINUTE_MS;
    this.room.setClock(at);
  }

  /** A command that must be taken, a minute later. */
  give(command: string, body: object, by: 'chief' | 'watch' = 'chief'): Promise<Recorded> {
    this.waitUntil(this.next);
    return this.giveNow(command, body, by);
  }

  async giveNow(command: string, body: object, by: 'chief' | 'watch' = 'chief'): Promise<Recorded> {
    const token = this.tokens[by];
    const answer = await this.room.request('POST', `/api/commands/${command}`, { token, body });
    expect({ command, status: answer.status, text: answer.text }).toMatchObject({ command, status: 200 });
    return answer.body as Recorded;
  }

  /** The same with a reason, which decisions need. */
  decide(command: string, body: object): Promise<Recorded> {
    return this.give(command, { ...body, reason: REASON });
  }

  async verdict(axes = ''): Promise<VerdictAnswer> {
    return (await this.ask(`verdict${axes}`)) as VerdictAnswer;
  }

  async board(): Promise<BoardAnswer> {
    return (await this.ask('board')) as BoardAnswer;
  }

  private async ask(question: string): Promise<unknown> {
    const url = `/api/roll-calls/${this.rollCall}/${question}`;
    const { status, body } = await this.room.request('GET', url, { token: this.tokens.watch });
    expect(status).toBe(200);
    return body;
  }

  /** A check-in in the night's mode; observed at the minute that is now, SAFE and as its maker was heard, unless said otherwise. */
  async checkIn(member: Pick<Member, 'deployment'> & Partial<Member>, said: object = {}): Promise<string> {
    const { deployment, grade = 1, vouchedBy } = member;
    const basis = { grade, ...(vouchedBy === undefined || 'grade' in said ? {} : { vouchedBy }) };
    const observedAt = this.next;
    const fields = { deployment, condition: 'SAFE', observedAt, channel: 'PHONE', mode: this.drawn.mode, ...basis };
    return (await this.give('RecordCheckIn', { ...fields, ...said })).entry;
  }

  /** Is heard once more as he was heard before. */
  async hearAgain(member: Member): Promise<void> {
    member.entry = await this.checkIn(member);
  }

  /** One more officer with a tour there. */
  async begin(name: string, more: { readonly mission?: Id; readonly beganAt?: string; readonly officer?: Id } = {}) {
    const deployment = derivedId('law', `tour of ${name}`);
    const officer = more.officer ?? derivedId('law', name);
    if (more.officer === undefined) {
      await this.give('RegisterOfficer', { officer, name, rank: 'Constable', homeAgency: 'Saskatoon' });
    }
    const { mission = MISSION, beganAt = BEGAN_AT } = more;
    await this.give('BeginDeployment', { deployment, officer, mission, beganAt, plannedEndAt: PLANNED_END_AT });
    return { deployment, officer };
  }

  private async deploy(): Promise<void> {
    for (const mission of [MISSION, ELSEWHERE]) await this.give('EstablishMission', { mission, name: 'A mission' });
    for (const [place, { grade, vouched }] of this.drawn.people.entries()) {
      const before = this.members.at(-1);
      const isVouched = before !== undefined && (vouched || place === this.drawn.people.length - 1);
      const basis = isVouched ? { grade: 3 as const, vouchedBy: before.deployment } : { grade };
      this.members.push({ ...(await this.begin(`member ${place}`)), entry: '', ...basis });
    }
    await this.begin('excluded');
    await this.begin('bystander', { mission: ELSEWHERE });
    await this.begin('gone');
    this.waitUntil(minute(25));
    await this.decide('EndDeployment', { deployment: this.gone, endedAt: minute(LEFT_AT) });
  }

  private async open(): Promise<void> {
    const { rollCall, incident } = this;
    const { mode, policy } = this.drawn;
    this.waitUntil(minute(OPENED_AT - 2));
    await this.give('OpenIncident', { incident, name: 'It', mode, hazard: HAZARD });
    await this.give('OpenRollCall', { rollCall, incident, scope: { missions: [MISSION] }, policy });
    await this.decide('ExcludeFromRollCall', { rollCall, deployment: this.excluded });
  }

  /** All at once, each as of the minute when he was heard. */
  private async hearAll(): Promise<void> {
    this.waitUntil(minute(HEARD_BY - this.members.length));
    for (const [place, { heardAt }] of this.drawn.people.entries()) {
      const member = this.member(place);
      member.entry = await this.checkIn(member, { observedAt: minute(heardAt) });
    }
  }
}
