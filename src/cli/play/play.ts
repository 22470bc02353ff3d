import { derivedId } from '../../kernel/ids.js';
import { compareDifference, compareTimeline, compareVerdict, isMembers, type Mismatch } from './compare.js';
import { commandBody, Handles } from './handles.js';
import { isSuccess, judgeCommand, judgeRefusal, recordedBy, told } from './judge.js';
import type { Failure } from './report.js';
import type { Axes, Check, DoStep, Person, Script, Step } from './script.js';
import type { Admission, Stage, StageAnswer } from './stage.js';

/** Events asked for at a time when a whole timeline is read. */
const TIMELINE_PAGE = 200;

/** What each event changed takes the longest to say, and no check asks for it. */
const TYPES_ALONE = { effects: 'false' };

/** Who asks where a check names nobody: he reads all and is none of the script's people. */
const AUDITOR = 'the player';

/** Plays one script on an empty stage, to its end whatever fails, and answers what failed. */
export async function playScript(stage: Stage, script: Script): Promise<readonly Failure[]> {
  const player = new Player(stage, script.people[0].name);
  stage.setClock(script.startsAt);
  await player.admit(script.people);
  const failures: Failure[] = [];
  for (const step of script.steps) {
    const mismatch = await player.play(step);
    if (mismatch !== undefined) failures.push({ script: script.file, line: step.line, step: step.number, ...mismatch });
  }
  return failures;
}

class Player {
  private readonly handles = new Handles();
  private readonly tokens = new Map<string, string>();
  private auditor = '';

  constructor(
    private readonly stage: Stage,
    private readonly first: string,
  ) {}

  async admit(people: readonly Person[]): Promise<void> {
    for (const person of people) this.tokens.set(person.name, await this.stage.admit(this.admission(person)));
    this.auditor = await this.stage.admit({ name: AUDITOR, role: 'auditor' });
  }

  private admission({ missions, deployment, ...person }: Person): Admission {
    return {
      ...person,
      ...(missions !== undefined && { missions: missions.map((mission) => this.handles.idOf(mission)) }),
      ...(deployment !== undefined && { deployment: this.handles.idOf(deployment) }),
    };
  }

  async play(step: Step): Promise<Mismatch | undefined> {
    if (step.at !== undefined) this.stage.setClock(step.at);
    const mismatch = step.kind === 'do' ? await this.command(step) : await this.check(step);
    return mismatch && { expected: mismatch.expected, actual: this.handles.named(mismatch.actual) };
  }

  private async command(step: DoStep): Promise<Mismatch | undefined> {
    const end = async (): Promise<string> => (step.expect.kind === 'refused' ? this.stage.logEnd() : '');
    const before = await end();
    const answer = await this.stage.request('POST', `/api/commands/${step.command}`, {
      token: this.tokenOf(step.as ?? this.first),
      body: commandBody(step.fields, this.handles),
      headers: { 'idempotency-key': derivedId('step', String(step.number)) },
    });
    for (const [label, recorded] of step.id === undefined ? [] : recordedBy(step.id, answer)) {
      this.handles.remember(label, recorded);
    }
    return judgeCommand(step.expect, answer, before !== (await end()));
  }

  private tokenOf(person: string): string {
    const token = this.tokens.get(person);
    if (token === undefined) throw new Error(`a script that was found valid names ${person}, who is nobody`);
    return token;
  }

  private async check(step: Check): Promise<Mismatch | undefined> {
    const token = step.as === undefined ? this.auditor : this.tokenOf(step.as);
    const lost = this.lostLabel(step);
    if (lost !== undefined) return { expected: 'an event to ask about', actual: `the step ${lost} recorded nothing` };
    const answer = await this.asked(step, token);
    if (step.expect.kind === 'refused') return judgeRefusal(step.expect, answer);
    if (!isSuccess(answer)) return { expected: step.expect.members, actual: told(answer) };
    const named = this.handles.named(answer.body);
    switch (step.kind) {
      case 'verdict':
        return compareVerdict(step.expect.members, named);
      case 'timeline':
        return compareTimeline(step.expect.members, typesOf(named));
      case 'difference':
        return compareDifference(step.expect.members, named);
    }
  }

  private async asked(step: Check, token: string): Promise<StageAnswer> {
    switch (step.kind) {
      case 'verdict':
        return this.get(`/api/roll-calls/${this.handles.idOf(step.rollCall)}/verdict`, this.query(step.axes), token);
      case 'timeline':
        return this.wholeTimeline(step.incident, this.query(step.axes), token);
      case 'difference': {
        const query = { ...this.query(step.from, 'from'), ...this.query(step.to, 'to') };
        return this.get(`/api/roll-calls/${this.handles.idOf(step.rollCall)}/difference`, query, token);
      }
    }
  }

  /** Every page's events in one answer; the first page that is refused is the answer. */
  private async wholeTimeline(incident: string, axes: Record<string, string>, token: string): Promise<StageAnswer> {
    const url = `/api/incidents/${this.handles.idOf(incident)}/timeline`;
    const events: unknown[] = [];
    let cursor: string | undefined;
    for (;;) {
      const page = { limit: String(TIMELINE_PAGE), ...(cursor !== undefined && { cursor }) };
      const answer = await this.get(url, { ...axes, ...TYPES_ALONE, ...page }, token);
      if (!isSuccess(answer) || !isMembers(answer.body)) return answer;
      const { events: found, next } = answer.body;
      events.push(...(Array.isArray(found) ? (found as unknown[]) : []));
      if (typeof next !== 'string' || next === cursor) return { ...answer, body: { ...answer.body, events } };
      cursor = next;
    }
  }

  private get(path: string, query: Record<string, string>, token: string): Promise<StageAnswer> {
    const asked = new URLSearchParams(query).toString();
    return this.stage.request('GET', asked === '' ? path : `${path}?${asked}`, { token });
  }

  /** The axes as parameters; of a difference they are named `fromAsOf`, `toKnownAt` and so on. */
  private query(axes: Axes, prefix = ''): Record<string, string> {
    const name = (axis: 'asOf' | 'knownAt'): string =>
      prefix === '' ? axis : `${prefix}${axis.charAt(0).toUpperCase()}${axis.slice(1)}`;
    const knownAt = axes.knownAt?.kind === 'step' ? this.handles.positionOf(axes.knownAt.id) : axes.knownAt?.at;
    return {
      ...(axes.asOf !== undefined && { [name('asOf')]: axes.asOf }),
      ...(knownAt !== undefined && { [name('knownAt')]: knownAt }),
    };
  }

  /** A label that the check asks about, of a step that should have recorded something and did not. */
  private lostLabel(step: Check): string | undefined {
    const points = step.kind === 'difference' ? [step.from, step.to] : [step.axes];
    const labels = points.flatMap(({ knownAt }) => (knownAt?.kind === 'step' ? [knownAt.id] : []));
    return labels.find((label) => this.handles.positionOf(label) === undefined);
  }
}

function typesOf(body: unknown): readonly unknown[] {
  const events = isMembers(body) ? body['events'] : undefined;
  return (Array.isArray(events) ? events : []).map((event: unknown) => (isMembers(event) ? event['type'] : undefined));
}
