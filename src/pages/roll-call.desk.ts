import { Injectable } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import type { CommandAnswer } from '../api/answers.js';
import type { Caller } from '../api/caller.js';
import { CommandGate } from '../api/command-gate.js';
import { MAX_PAGE_SIZE } from '../api/paging.js';
import { PROBLEM_STATUS, problemUri } from '../api/problems.js';
import { readInput } from '../api/read-input.js';
import { GetBoard, type BoardAnswer } from '../features/accountability/queries/board.query.js';
import { ListIncidents } from '../features/accountability/queries/incidents.query.js';
import { ListRollCalls } from '../features/accountability/queries/roll-calls.query.js';
import {
  RecordCheckIns,
  RecordCheckInsBody,
  type CheckInsAnswer,
} from '../features/deployments/commands/record-check-ins.command.js';
import {
  RecordContactAttempt,
  RecordContactAttemptBody,
} from '../features/deployments/commands/record-contact-attempt.command.js';
import { Refusal } from '../kernel/failure.js';
import type { Id } from '../kernel/ids.js';
import { parseInstant, type Instant } from '../kernel/instant.js';
import type { Mode } from '../kernel/mode.js';
import { present } from '../kernel/present.js';
import { numberOf } from './check-in.desk.js';
import { FirstSeen } from './first-seen.js';
import { linesIn, type FilledLine } from './roll-call.form.js';

/** Faults of one line that are named. */
const MAX_LINE_FAULTS = 10;

/** What became of one line: stored, with its number where it is a check-in, or why not. */
export interface LineResult {
  readonly deployment: Id;
  readonly number?: string;
  readonly problem?: string;
}

export interface OpenList {
  readonly rollCall: Id;
  readonly mode: Mode;
  readonly openedAt: Instant;
  /** Of its incident, where he may know it. */
  readonly name?: string;
}

/** A whole roll call on one page, and what is filled in there. */
@Injectable()
export class RollCallDesk {
  constructor(
    private readonly gate: CommandGate,
    private readonly queries: QueryBus,
    private readonly firstSeen: FirstSeen,
  ) {}

  board(rollCall: Id, { actor }: Caller): Promise<BoardAnswer> {
    return this.queries.execute(new GetBoard({ rollCall, axes: { limit: MAX_PAGE_SIZE } }, actor));
  }

  /** The open ones that he sees, the newest first. */
  async open({ actor }: Caller): Promise<readonly OpenList[]> {
    const page = { limit: MAX_PAGE_SIZE };
    const { items } = await this.queries.execute(new ListRollCalls(page, actor));
    const incidents = await this.queries.execute(new ListIncidents(page, actor));
    const names = new Map(incidents.items.map(({ incident, name }) => [incident, name?.text]));
    return items.flatMap(({ open, incident, ...list }) =>
      open ? [{ ...list, ...present({ name: names.get(incident) }) }] : [],
    );
  }

  /** All check-ins go in one request; that somebody did not answer is a record of its own. Each line counts once. */
  async record(rollCall: Id, form: URLSearchParams, key: string, caller: Caller): Promise<readonly LineResult[]> {
    const { mode = 'ACTUAL' } = await this.board(rollCall, caller);
    const sentAt = parseInstant(form.get('at') ?? '') ?? this.firstSeen.of(key);
    const lines = linesIn(form, mode, sentAt);
    const checkedIn = await this.checkIn(lines, key, caller);
    const attempted: LineResult[] = [];
    for (const line of lines) if ('attempt' in line) attempted.push(await this.attempt(line, key, caller));
    return [...checkedIn, ...attempted];
  }

  private async checkIn(lines: readonly FilledLine[], key: string, caller: Caller): Promise<readonly LineResult[]> {
    const filled = lines.flatMap((line) => ('checkIn' in line ? [line.checkIn] : []));
    if (filled.length === 0) return [];
    const body = readInput(RecordCheckInsBody, { checkIns: filled }, 'check-ins', MAX_LINE_FAULTS);
    const answer = await this.gate.give<RecordCheckInsBody, CheckInsAnswer>(RecordCheckIns, body, { ...caller, key });
    return answer.results.map(({ entry, problem }, place) => ({
      deployment: String(filled[place]?.['deployment']),
      ...(entry === undefined ? {} : { number: numberOf(entry) }),
      ...(problem === undefined ? {} : { problem: problem.type }),
    }));
  }

  private async attempt(
    { deployment, attempt }: FilledLine & { readonly attempt: object },
    key: string,
    caller: Caller,
  ): Promise<LineResult> {
    try {
      const body = readInput(RecordContactAttemptBody, { ...attempt }, 'attempt', MAX_LINE_FAULTS);
      const own = { ...caller, key: `${key} ${deployment}` };
      await this.gate.give<RecordContactAttemptBody, CommandAnswer>(RecordContactAttempt, body, own);
      return { deployment };
    } catch (error) {
      if (error instanceof Refusal && isFinal(error)) return { deployment, problem: problemUri(error.problem) };
      throw error;
    }
  }
}

/** What is refused for now alone is thrown on: sent again, it may be taken. */
function isFinal({ problem }: Refusal): boolean {
  return PROBLEM_STATUS[problem] < 500 && problem !== 'command-in-flight' && problem !== 'conflict';
}
