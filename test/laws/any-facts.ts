import * as fc from 'fast-check';
import type { CheckInCondition, Disposition, Grade } from '../../src/features/deployments/deployment.events.js';
import type { Mode } from '../../src/kernel/mode.js';
import { minute, type SafeNight } from './safe-night.js';

/** A command of a night whose people are the night's members. */
export interface Step {
  readonly command: string;
  readonly by: 'chief' | 'watch';
  readonly body: (night: SafeNight) => object;
  /** The step whose entry it names. */
  readonly about?: Step;
}

/** What somebody is said to be, as heard in a minute. */
export interface Word {
  readonly who: number;
  readonly condition: CheckInCondition;
  readonly disposition: Disposition;
  readonly grade: Grade;
  readonly voucher: number;
  readonly uncertainty: string;
  readonly mode: Mode;
  readonly at: number;
  /** Minutes from then to its receipt; negative where its clock was ahead. */
  readonly late: number;
  readonly isAttempt: boolean;
}

export const anyWord: fc.Arbitrary<Word> = fc.record({
  who: fc.nat({ max: 3 }),
  condition: fc.constantFrom<CheckInCondition[]>('SAFE', 'SAFE', 'SAFE', 'INJURED', 'DETAINED'),
  disposition: fc.constantFrom<Disposition[]>('AT_POST', 'SHELTERING', 'EVACUATED'),
  grade: fc.constantFrom<Grade[]>(1, 1, 2, 2, 3, 3, 4),
  voucher: fc.nat({ max: 2 }),
  uncertainty: fc.constantFrom('PT0S', 'PT0S', 'PT1M', 'PT10M'),
  mode: fc.constantFrom<Mode[]>('ACTUAL', 'ACTUAL', 'ACTUAL', 'EXERCISE'),
  at: fc.integer({ min: 40, max: 120 }),
  late: fc.constantFrom(-5, -1, 0, 0, 1, 4),
  isAttempt: fc.constantFrom(false, false, false, false, true),
});

/** The minute that it counts as observed in: two words of one minute would be a tie. */
export function effectiveMinute({ at, late }: Word): number {
  return at + Math.min(0, late);
}

/** The word, received when it was received, whenever that is recorded. */
export function stepsOf(word: Word): Step {
  return { command: word.isAttempt ? 'RecordContactAttempt' : 'RecordCheckIn', by: 'watch', body: bodyOf(word, true) };
}

function bodyOf(word: Word, isReceiptGiven: boolean): Step['body'] {
  return (night) => {
    const deployment = deploymentOf(night, word.who);
    const channel = 'PHONE';
    if (word.isAttempt) return { deployment, channel, outcome: 'NO_ANSWER', attemptedAt: minute(word.at) };
    const { condition, disposition, mode, uncertainty, at, late } = word;
    const receivedAt = isReceiptGiven ? { receivedAt: minute(at + late) } : {};
    const observed = { observedAt: minute(at), uncertainty, ...receivedAt };
    return { deployment, channel, condition, disposition, mode, ...observed, ...basisOf(word, night) };
  };
}

function deploymentOf({ members }: SafeNight, who: number): string {
  const member = members[who % members.length];
  if (member === undefined) throw new Error('a night has members');
  return member.deployment;
}

function basisOf({ who, voucher, grade }: Word, night: SafeNight): object {
  const place = who % night.members.length;
  const other = place + 1 + (voucher % (night.members.length - 1));
  return grade === 3 ? { grade, vouchedBy: deploymentOf(night, other) } : { grade };
}

/** A fact, and what is decided about it afterwards. */
export interface Chain {
  readonly word: Word;
  readonly alarm: 'DeclareMissing' | 'SignalDuress' | undefined;
  readonly steps: readonly Step[];
}

const anyEnding = fc.nat({ max: 3 });

export const anyChain: fc.Arbitrary<Chain> = fc.oneof(
  { weight: 4, arbitrary: fc.tuple(anyWord, anyEnding).map(([word, ending]) => checkIn(word, ending)) },
  { weight: 1, arbitrary: fc.tuple(anyWord, anyEnding).map(([word, ending]) => death(word, ending)) },
  { weight: 1, arbitrary: fc.tuple(anyWord, fc.boolean()).map(([word, ends]) => missing(word, ends)) },
  { weight: 1, arbitrary: fc.tuple(anyWord, fc.boolean()).map(([word, ends]) => duress(word, ends)) },
);

/** Left as it is, retracted, corrected, or corrected and the correction retracted. */
function checkIn(word: Word, ending: number): Chain {
  const first: Step = { command: 'RecordCheckIn', by: 'watch', body: bodyOf({ ...word, isAttempt: false }, false) };
  const correction: Step = {
    ...decision('CorrectEntry', first),
    body: () => ({ changes: { condition: 'INJURED', uncertainty: 'PT5M' }, reason: 'Misheard' }),
  };
  const endings = [
    [],
    [decision('RetractEntry', first)],
    [correction],
    [correction, decision('RetractEntry', correction)],
  ];
  return { word, alarm: undefined, steps: [first, ...(endings[ending] ?? [])] };
}

/** Left as it is, refuted, confirmed, or confirmed and then refuted. */
function death(word: Word, ending: number): Chain {
  const body: Step['body'] = (night) => ({
    ...{ deployment: deploymentOf(night, word.who), channel: 'PHONE', mode: word.mode },
    ...{ observedAt: minute(word.at), uncertainty: word.uncertainty, ...basisOf(word, night) },
  });
  const report: Step = { command: 'ReportDeath', by: 'watch', body };
  const confirmed = decision('ConfirmDeath', report);
  const refuted = decision('RefuteDeathReport', report);
  const endings = [[], [refuted], [confirmed], [confirmed, refuted]];
  return { word, alarm: undefined, steps: [report, ...(endings[ending] ?? [])] };
}

function missing(word: Word, ends: boolean): Chain {
  const declaration: Step = {
    ...{ command: 'DeclareMissing', by: 'chief' },
    body: (night) => ({ deployment: deploymentOf(night, word.who), mode: word.mode, reason: 'Not seen' }),
  };
  const ending = ends ? [decision('WithdrawMissing', declaration)] : [];
  return { word, alarm: 'DeclareMissing', steps: [declaration, ...ending] };
}

function duress(word: Word, ends: boolean): Chain {
  const signal: Step = {
    ...{ command: 'SignalDuress', by: 'watch' },
    body: (night) => ({
      ...{ deployment: deploymentOf(night, word.who), mode: word.mode, channel: 'RADIO' },
      signalledAt: minute(word.at),
    }),
  };
  return { word, alarm: 'SignalDuress', steps: [signal, ...(ends ? [decision('ClearDuress', signal)] : [])] };
}

function decision(command: string, about: Step): Step {
  return { command, by: 'chief', body: () => ({ reason: 'As was found' }), about };
}
