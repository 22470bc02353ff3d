import { ApiProperty } from '@nestjs/swagger';
import { toldVoucher } from '../../../kernel/narrowing.js';
import { textAnswer, TextAnswer } from '../../../api/opened.js';
import type { EntryId } from '../../../kernel/entry-id.js';
import type { SealedTexts } from '../../../kernel/event.js';
import type { Id } from '../../../kernel/ids.js';
import { instantOf, type Instant } from '../../../kernel/instant.js';
import type { Position } from '../../../kernel/position.js';
import { present } from '../../../kernel/present.js';
import { streamName } from '../../../kernel/stream.js';
import type { OpenedTexts, Sealer } from '../../../sealing/sealer.js';
import type { Audience } from '../asking/audience.js';
import type { BoardGroup, BoardLine } from '../asking/board.js';
import { BOARD_GROUPS } from '../asking/board.js';
import type { FactSource } from '../facts/fact.js';
import { decisionAt, entryTexts, officerOf } from '../facts/sealed-texts.js';
import type { Entry } from '../rule/evidence.js';
import { PersonAnswer, personAnswer } from './person-answer.js';

/** The latest entry that counts: what a reader would point at. */
export class BasisAnswer {
  @ApiProperty({ type: String })
  readonly entry!: EntryId;

  @ApiProperty({ type: String, format: 'date-time' })
  readonly observedAt!: Instant;

  @ApiProperty({ type: String, format: 'date-time' })
  readonly receivedAt!: Instant;

  @ApiProperty()
  readonly condition!: string;

  @ApiProperty({ description: '1 (best) to 5.' })
  readonly grade!: number;

  @ApiProperty({
    type: String,
    required: false,
    format: 'uuid',
    description: 'Absent where the reader may not read him.',
  })
  readonly vouchedBy?: Id;

  @ApiProperty({ required: false })
  readonly place?: TextAnswer;

  @ApiProperty({ required: false })
  readonly channel?: TextAnswer;

  @ApiProperty({ required: false })
  readonly note?: TextAnswer;
}

export class ExclusionAnswer {
  @ApiProperty({ type: String, format: 'date-time' })
  readonly effectiveAt!: Instant;

  @ApiProperty({ format: 'uuid', description: 'Who decided it.' })
  readonly actor!: string;

  @ApiProperty({ required: false })
  readonly reason?: TextAnswer;
}

export class StationAnswer {
  @ApiProperty({ type: String, format: 'uuid' })
  readonly mission!: Id;

  @ApiProperty({ type: String, required: false, format: 'uuid' })
  readonly post?: Id;
}

export class BoardLineAnswer {
  @ApiProperty({ enum: BOARD_GROUPS })
  readonly group!: BoardGroup;

  @ApiProperty({ type: String, format: 'uuid' })
  readonly deployment!: Id;

  @ApiProperty({ required: false })
  readonly name?: TextAnswer;

  @ApiProperty({ required: false })
  readonly homeAgency?: string;

  @ApiProperty({
    type: StationAnswer,
    isArray: true,
    required: false,
    description:
      'Where he is assigned at that instant, in missions that the reader may read about; posts are told to who reads about everyone. ' +
      'A live board tells it anew with the next change of the line.',
  })
  readonly assignments?: readonly StationAnswer[];

  @ApiProperty({ required: false, description: 'Absent of who is excluded.' })
  readonly person?: PersonAnswer;

  @ApiProperty({ required: false })
  readonly basis?: BasisAnswer;

  @ApiProperty({ required: false })
  readonly exclusion?: ExclusionAnswer;
}

export interface LineTools {
  readonly rollCall: Id;
  readonly known: Position;
  readonly facts: FactSource;
  readonly sealer: Sealer;
  /** The instant that is told of. */
  readonly at: Instant;
  /** Who is told the lines. */
  readonly audience: Pick<Audience, 'among' | 'missions'>;
}

/** The lines of one page with their texts opened; a text that was erased says so, and everything else still stands. */
export async function lineAnswers(lines: readonly BoardLine[], tools: LineTools): Promise<readonly BoardLineAnswer[]> {
  const read = lines.map((line) => readLine(line, tools));
  const opened = await tools.sealer.openMany(read.flatMap(({ name, told }) => [name, told]));
  return read.map(({ line, homeAgency, assignments, decidedBy }, index) => {
    const [name, told] = [opened[2 * index] ?? {}, opened[2 * index + 1] ?? {}];
    const about = { ...text('name', name), ...present({ homeAgency, assignments }) };
    return { ...about, ...lineAnswer(line, told, decidedBy, tools.audience) };
  });
}

interface ReadLine {
  readonly line: BoardLine;
  readonly homeAgency: string | undefined;
  readonly assignments: readonly StationAnswer[] | undefined;
  readonly decidedBy: string;
  readonly name: SealedTexts;
  /** The texts of the basis, or the reason of the exclusion. */
  readonly told: SealedTexts;
}

/** All of it in one turn, so that the texts are of the same state as the assessment. */
function readLine(line: BoardLine, tools: LineTools): ReadLine {
  const { rollCall, known, facts } = tools;
  const officer = officerOf(facts, line.deployment, known);
  const nothing: SealedTexts = { subject: `officer:${officer?.officer ?? ''}`, sealed: {} };
  const decision = 'exclusion' in line ? decisionAt(facts, rollCall, line.exclusion.recorded, known) : undefined;
  const basis = 'person' in line ? line.person.basis : undefined;
  const told = basis === undefined ? decision?.reason : entryTexts(facts, line.deployment, basis.id, known);
  return {
    line,
    homeAgency: officer?.homeAgency,
    assignments: assignmentsOf(line.deployment, tools),
    decidedBy: decision?.actor ?? '',
    name: officer?.named ?? nothing,
    told: told ?? nothing,
  };
}

/** Undefined where he has none, or none that the reader may be told of. */
function assignmentsOf(deployment: Id, { known, at, facts, audience }: LineTools): ReadLine['assignments'] {
  const { among, missions = [] } = audience;
  const found = facts
    .allOf(streamName('deployment', deployment), 'assignment', known)
    .filter(({ from, until }) => from <= at && (until === undefined || at < until))
    .filter(({ mission }) => among === undefined || missions.includes(mission))
    .map(({ mission, post }) => ({ mission, ...present({ post: among === undefined ? post : undefined }) }));
  return found.length === 0 ? undefined : found;
}

function lineAnswer(
  line: BoardLine,
  told: OpenedTexts,
  decidedBy: string,
  { among = () => true }: LineTools['audience'],
): Omit<BoardLineAnswer, 'name'> {
  const { group, deployment } = line;
  if ('exclusion' in line) {
    const effectiveAt = instantOf(line.exclusion.effectiveAt);
    return { group, deployment, exclusion: { effectiveAt, actor: decidedBy, ...text('reason', told) } };
  }
  const person = personAnswer(line.person);
  const { basis } = line.person;
  return { group, deployment, person, ...(basis === undefined ? {} : { basis: basisAnswer(basis, told, among) }) };
}

function basisAnswer(basis: Entry, told: OpenedTexts, mayRead: (deployment: Id) => boolean): BasisAnswer {
  const { id: entry, condition, grade, observedAt, received } = basis;
  const vouchedBy = toldVoucher(basis.vouchedBy, mayRead);
  return {
    ...{ entry, condition, grade, ...present({ vouchedBy }) },
    observedAt: instantOf(observedAt),
    receivedAt: instantOf(received),
    ...text('place', told),
    ...text('channel', told),
    ...text('note', told),
  };
}

function text<Field extends string>(field: Field, opened: OpenedTexts): { readonly [F in Field]?: TextAnswer } {
  const found = opened[field];
  return (found === undefined ? {} : { [field]: textAnswer(found) }) as { readonly [F in Field]?: TextAnswer };
}

export const BOARD_LINE_EXAMPLE = {
  group: 'NEVER_HEARD',
  deployment: '0b54f7a2-9a51-4b0c-8a49-58c5b5b7a001',
  name: { text: 'Ann Example' },
  homeAgency: 'Saskatoon',
};
