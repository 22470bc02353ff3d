import type { Id } from '../../../kernel/ids.js';
import type { Position } from '../../../kernel/position.js';
import type { Telling } from '../asking/telling.js';
import type { FactNews, FactSource } from '../facts/fact.js';
import { readEvidence } from '../facts/read-evidence.js';
import type { Assessed } from '../rule.js';
import { RunningRollCall, type LiveQuestion } from './roll-call.js';

/** People whose assessments are kept up at a time, of all roll calls together. */
export const MAX_RUNNING_PEOPLE = 250_000;

/** What facts have beside them where the view that they are read from follows its log. */
export interface KeptUp {
  readonly running?: RunningRollCalls;
}

/** The roll calls that are asked about, kept up with the facts of one installation. */
export class RunningRollCalls {
  /** The least recently asked for first. */
  private readonly running = new Map<Id, RunningRollCall>();

  constructor(
    private readonly facts: FactSource,
    /** Where the facts stand now. */
    private readonly position: () => Position,
  ) {}

  hear({ events, position }: FactNews): void {
    if (events === undefined) this.running.clear();
    else for (const rollCall of this.running.values()) rollCall.hear(events, position);
  }

  /** Undefined where the question is not about what is known now; then the facts are read for it alone. */
  tell(rollCall: Id, question: LiveQuestion): Telling | undefined {
    return this.ask(rollCall, question.known, (running) => running.tell(question));
  }

  /** The same for a decision, which is told of everyone. */
  assessed(rollCall: Id, question: Pick<LiveQuestion, 'known' | 'at'>): Assessed | undefined {
    return this.ask(rollCall, question.known, (running) => running.assessed(question));
  }

  private ask<Answer>(
    rollCall: Id,
    known: Position,
    question: (running: RunningRollCall) => Answer | undefined,
  ): Answer | undefined {
    if (known !== this.position()) return undefined;
    const running = this.running.get(rollCall) ?? this.begin(rollCall, known);
    if (running === undefined) return undefined;
    this.running.delete(rollCall);
    this.running.set(rollCall, running);
    const answer = question(running);
    this.makeRoom();
    return answer;
  }

  private begin(rollCallId: Id, known: Position): RunningRollCall | undefined {
    const { rollCall, dossiers } = readEvidence(this.facts, rollCallId, known);
    return rollCall === undefined ? undefined : new RunningRollCall(this.facts, rollCall, dossiers.values(), known);
  }

  private makeRoom(): void {
    let people = 0;
    for (const { size } of this.running.values()) people += size;
    for (const [rollCall, { size }] of this.running) {
      if (people <= MAX_RUNNING_PEOPLE) return;
      this.running.delete(rollCall);
      people -= size;
    }
  }
}
