import type { TextAnswer } from '../api/opened.js';
import type { BoardLineAnswer } from '../features/accountability/queries/board-line.js';
import type { BoardAnswer } from '../features/accountability/queries/board.query.js';
import type { ClaimAnswer } from '../features/accountability/queries/claim-answer.js';
import type { PersonAnswer } from '../features/accountability/queries/person-answer.js';
import type { Freshness, Policy } from '../features/accountability/roll-call.events.js';
import { table } from './usage.js';

type Group = BoardLineAnswer['group'];

/** The headings in the order in which a board is worked through. */
const HEADINGS: Readonly<Record<Group, string>> = {
  NEEDS_HELP: 'NEEDS HELP OR IN CONFLICT',
  NEVER_HEARD: 'NEVER HEARD',
  STALE: 'STALE',
  LAPSING_SOON: 'LAPSING SOON',
  ACCOUNTED: 'ACCOUNTED FOR',
  EXCLUDED: 'EXCLUDED',
};

/** A board for a terminal: what may be said, what is missing for it, then the people, whoever is not accounted for first. */
export function boardText(board: BoardAnswer): string {
  const groups = Object.keys(HEADINGS) as readonly Group[];
  return [...claimLines(board), ...groups.flatMap((group) => groupLines(group, board)), ''].join('\n');
}

function claimLines(board: BoardAnswer): readonly string[] {
  const { claim, counts, forecast, subset, position, asOf, nextLapse } = board;
  const { denominator, accounted, safe } = counts;
  return [
    `Claim: ${claim ?? 'none is told to you'}  (${accounted} of ${denominator} accounted for, ${safe} safe)`,
    ...(subset === true ? ['Of those people alone whom you may see.'] : []),
    ...unmetLines(board),
    `As of ${brief(asOf)}${forecast === true ? ', which has not come yet' : ''}, as known at position ${position}`,
    ...termsLines(board),
    ...(nextLapse === undefined ? [] : [`Next lapse ${brief(nextLapse)}`]),
  ];
}

function unmetLines({ unmet, lines }: BoardAnswer): readonly string[] {
  const names = namesOn(lines);
  const rows = Object.entries(unmet).map(([name, people]) => [
    name,
    people.length === 0 ? '' : `${people.length}: ${people.map((person) => names.get(person) ?? person).join(', ')}`,
  ]);
  return rows.length === 0 ? [] : ['Unmet:', ...table(rows, '  ')];
}

function termsLines({ mode, ref, policy }: ClaimAnswer): readonly string[] {
  if (mode === undefined || ref === undefined || policy === undefined) return [];
  return [`Mode ${mode}; good news counts when observed after ${brief(ref)}; ${policyPhrase(policy)}`];
}

function policyPhrase({ freshness, leastGrade }: Policy): string {
  return `it stays fresh for ${freshnessPhrase(freshness)}; weakest grade ${leastGrade}`;
}

function freshnessPhrase(freshness: Freshness): string {
  if (typeof freshness === 'string') return freshness;
  return Object.entries(freshness)
    .map(([grade, duration]) => `${duration} (grade ${grade})`)
    .join(', ');
}

/** What people are called, by the deployment that stands for them. */
export function namesOn(lines: readonly BoardLineAnswer[]): ReadonlyMap<string, string> {
  return new Map(lines.map(({ deployment, name }) => [deployment, textOf(name) ?? deployment]));
}

function groupLines(group: Group, { lines, asOf }: BoardAnswer): readonly string[] {
  const members = lines.filter((line) => line.group === group);
  if (members.length === 0) return [];
  return [
    '',
    `${HEADINGS[group]} (${members.length})`,
    ...table(
      members.map((line) => cells(line, asOf)),
      '  ',
    ),
  ];
}

function cells(line: BoardLineAnswer, asOf: string): readonly string[] {
  const who = [textOf(line.name) ?? '', line.homeAgency ?? ''];
  return [
    ...who,
    ...(line.exclusion === undefined ? personCells(line, asOf) : exclusionCells(line.exclusion)),
    line.deployment,
  ];
}

function exclusionCells({ effectiveAt, reason }: NonNullable<BoardLineAnswer['exclusion']>): readonly string[] {
  return [`since ${brief(effectiveAt)}: ${textOf(reason) ?? ''}`];
}

function personCells({ person, basis }: BoardLineAnswer, asOf: string): readonly string[] {
  if (person === undefined) return [];
  const { accountability, condition, disposition, lapsesAt, standing, flags } = person;
  const remarks = [...(standing === 'MEMBER' ? [] : [standing]), ...flags];
  return [
    [accountability, condition, ...impairments(person), ...remarks].join(' '),
    disposition ?? '',
    lapsesAt === undefined ? '' : `${lapsesAt <= asOf ? 'lapsed' : 'lapses'} ${brief(lapsesAt)}`,
    basis === undefined ? '' : `observed ${brief(basis.observedAt)}, grade ${basis.grade}`,
  ];
}

/** What his accountability does not say already; a duress is told beside whatever else keeps him from being safe. */
function impairments({ impaired, accountability, underDuress }: PersonAnswer): readonly string[] {
  const told = impaired === undefined || impaired === accountability ? [] : [impaired];
  return underDuress === true && impaired !== 'DURESS' ? [...told, 'DURESS'] : told;
}

export function textOf(text: TextAnswer | undefined): string | undefined {
  if (text === undefined) return undefined;
  if (text.erased === true) return '(erased)';
  return text.text ?? '(unreadable)';
}

/** An instant without the fraction that nobody reads. */
export function brief(instant: string): string {
  return instant.replace(/\.000Z$/, 'Z');
}
