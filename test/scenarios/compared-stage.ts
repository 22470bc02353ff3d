import { readWholeLog } from '../../src/event-log/event-log.js';
import type { ApplicationStage } from '../../src/cli/play/theatre.js';
import type { Admission, Stage, StageAnswer, StageRequest } from '../../src/cli/play/stage.js';
import { derivedId, type Id } from '../../src/kernel/ids.js';
import { instant, parseInstant, type Instant } from '../../src/kernel/instant.js';
import type { Position } from '../../src/kernel/position.js';
import { canonicalJson } from '../../src/kernel/json.js';
import { difference } from '../second-reading/difference.js';
import { claimHistory } from '../second-reading/history.js';
import type { Log } from '../second-reading/known.js';
import type { GeneratedScript } from '../second-reading/scripts.js';
import { verdict, type Answer, type Audience, type Question } from '../second-reading/verdict.js';
import type { VerdictAnswer } from '../../src/features/accountability/queries/verdict.query.js';

/** An answer of the application and what the second reading of RULE.md says to the same question. */
export interface Compared {
  readonly asked: string;
  readonly said: string;
  readonly read: string;
}

/** A stage that remembers what it was asked, and asks the second reading the same. */
export class ComparedStage implements Stage {
  readonly compared: Compared[] = [];
  private readonly audiences = new Map<string, Audience>();
  private auditor = '';
  private now = instant('2020-01-01T00:00:00Z');
  private readonly points: Pick<Question, 'asOf' | 'knownAt'>[] = [];

  constructor(
    private readonly stage: ApplicationStage,
    private readonly generated: GeneratedScript,
  ) {}

  setClock(at: Instant): void {
    this.now = at;
    this.stage.setClock(at);
  }

  async admit(person: Admission): Promise<string> {
    const token = await this.stage.admit(person);
    const own = this.generated.ofAgency[person.name];
    const only = own?.map((handle) => derivedId('handle', handle));
    this.audiences.set(token, only === undefined ? 'full' : { only });
    if (person.role === 'auditor') this.auditor = token;
    return token;
  }

  async request(method: 'GET' | 'POST', url: string, options: StageRequest): Promise<StageAnswer> {
    const answer = await this.stage.request(method, url, options);
    if (method === 'GET') await this.compareVerdict(url, options.token, answer);
    return answer;
  }

  logEnd(): Promise<string> {
    return this.stage.logEnd();
  }

  close(): Promise<void> {
    return this.stage.close();
  }

  /** The history of each roll call, and what differs between the moments that were asked about. */
  async compareTheRest(): Promise<void> {
    const log = await readWholeLog(this.stage.log);
    const opened = log.filter(({ type }) => type === 'RollCallOpened').map(({ data }) => data['rollCall'] as Id);
    for (const rollCall of opened) {
      await this.compareHistory(rollCall, log);
      for (const [index, to] of this.points.entries()) {
        await this.compareDifference(rollCall, this.points[index - 1] ?? {}, to, log);
      }
    }
  }

  private async compareVerdict(url: string, token: string, answer: StageAnswer): Promise<void> {
    const { pathname, searchParams } = new URL(url, 'http://stage');
    const asOf = searchParams.get('asOf');
    const knownAt = searchParams.get('knownAt');
    const point = {
      ...(asOf === null ? {} : { asOf: instant(asOf) }),
      ...(knownAt === null ? {} : { knownAt: parseInstant(knownAt) ?? (knownAt as Position) }),
    };
    this.points.push(point);
    const question = {
      ...point,
      rollCall: pathname.split('/')[3] ?? '',
      now: this.now,
      audience: this.audiences.get(token) ?? 'full',
    };
    const read = verdict(await readWholeLog(this.stage.log), question);
    this.keep(url, saidOf(answer.body as VerdictAnswer), readOf(read));
  }

  private async compareHistory(rollCall: Id, log: Log): Promise<void> {
    const url = `/api/roll-calls/${rollCall}/history?limit=200`;
    const { body } = await this.stage.request('GET', url, { token: this.auditor });
    const { items } = body as { items: { at: string; claim: string; counts: Record<string, number> }[] };
    const said = items.map(({ at, claim, counts }) => ({ at, claim, ...counts }));
    this.keep(url, said, claimHistory(log, { rollCall, now: this.now }));
  }

  private async compareDifference(
    rollCall: Id,
    from: Pick<Question, 'asOf' | 'knownAt'>,
    to: Pick<Question, 'asOf' | 'knownAt'>,
    log: Log,
  ): Promise<void> {
    const query = new URLSearchParams({
      ...(from.asOf === undefined ? {} : { fromAsOf: from.asOf }),
      ...(from.knownAt === undefined ? {} : { fromKnownAt: from.knownAt }),
      ...(to.asOf === undefined ? {} : { toAsOf: to.asOf }),
      ...(to.knownAt === undefined ? {} : { toKnownAt: to.knownAt }),
    });
    const url = `/api/roll-calls/${rollCall}/difference?${query.toString()}`;
    const { body } = await this.stage.request('GET', url, { token: this.auditor });
    this.keep(url, (body as { changed: object }).changed, difference(log, { rollCall, from, to, now: this.now }));
  }

  private keep(asked: string, said: unknown, read: unknown): void {
    this.compared.push({ asked, said: canonicalJson(said), read: canonicalJson(read) });
  }
}

function saidOf({ claim, counts, unmet, people }: VerdictAnswer): unknown {
  const persons = people.map(({ deployment, officer, impaired, ...person }) => [deployment, person]);
  return { claim, ...counts, unmet: sorted(unmet), people: Object.fromEntries(persons) as unknown };
}

function readOf({ unmet, ...answer }: Answer): unknown {
  return { ...answer, unmet: sorted(unmet) };
}

function sorted(unmet: Readonly<Record<string, readonly string[] | undefined>>): unknown {
  return Object.fromEntries(Object.entries(unmet).map(([name, people]) => [name, [...(people ?? [])].sort()]));
}
