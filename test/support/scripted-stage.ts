import { derivedId } from '../../src/kernel/ids.js';
import type { Instant } from '../../src/kernel/instant.js';
import { parseScript } from '../../src/cli/play/parse.js';
import { playScript } from '../../src/cli/play/play.js';
import type { Failure } from '../../src/cli/play/report.js';
import type { Admission, Stage, StageAnswer, StageRequest } from '../../src/cli/play/stage.js';

interface Asked extends StageRequest {
  readonly method: string;
  readonly url: string;
  readonly now: Instant | undefined;
}

export const handle = (name: string): string => derivedId('handle', name);

export function ok(body: unknown): StageAnswer {
  return { status: 200, contentType: 'application/json', body };
}

export function problem(type: string, status = 409): StageAnswer {
  return {
    status,
    contentType: 'application/problem+json; charset=utf-8',
    body: { type: `https://muster.example/problems/${type}`, detail: `about ${handle('ann')}` },
  };
}

/** Answers what it is told to, in order, and keeps what it was asked; each success moves the end of its log. */
export class ScriptedStage implements Stage {
  readonly asked: Asked[] = [];
  readonly admitted: Admission[] = [];
  private now: Instant | undefined;
  private end = 0;

  constructor(
    private readonly answers: StageAnswer[],
    private readonly moves = (answer: StageAnswer): boolean => answer.status < 300,
  ) {}

  setClock(at: Instant): void {
    this.now = at;
  }

  async admit(person: Admission): Promise<string> {
    this.admitted.push(person);
    return `token of ${person.name}`;
  }

  async request(method: 'GET' | 'POST', url: string, options: StageRequest): Promise<StageAnswer> {
    this.asked.push({ method, url, now: this.now, ...options });
    const answer = this.answers.shift();
    if (answer === undefined) throw new Error(`nobody told what to answer to ${method} ${url}`);
    if (method === 'POST' && this.moves(answer)) this.end += 1;
    return answer;
  }

  async logEnd(): Promise<string> {
    return String(this.end);
  }

  async close(): Promise<void> {}
}

const PEOPLE = '{ watch: dutyOfficer, chief: commander, ann: { role: deployedOfficer, deployment: ann } }';

export async function play(stage: Stage, ...steps: string[]): Promise<readonly Failure[]> {
  const list = steps.length === 0 ? ['steps: []'] : ['steps:', ...steps.map((step) => `  - ${step}`)];
  const parsed = parseScript('a.yaml', [`people: ${PEOPLE}`, ...list].join('\n'));
  if (!parsed.ok) throw new Error(parsed.faults.map((fault) => fault.message).join('\n'));
  return playScript(stage, parsed.script);
}

/** What fails of one check that is answered so; undefined where it holds. */
export async function failureOf(step: string, ...answers: StageAnswer[]): Promise<Failure | undefined> {
  return (await play(new ScriptedStage(answers), step))[0];
}
