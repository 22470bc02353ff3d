import { boardText, brief, namesOn } from '../board-text.js';
import type { Api } from '../api.js';
import { command, JSON_OPTION, onlyOperand } from '../command.js';
import { UsageFault } from '../io.js';
import { AXES_OPTIONS, instantIn, knownIn, momentOf } from '../moment.js';
import { PERSON_OPTIONS, personApi } from '../person.js';
import { difference, wholeBoard, type Moment } from '../roll-call-reading.js';
import type { ClaimAnswer } from '../../features/accountability/queries/claim-answer.js';
import { present } from '../../kernel/present.js';

const SECOND_POINT = {
  'to-as-of': { type: 'string', value: 'INSTANT', says: 'a second point, to say what differs: what was true then' },
  'to-known-at': { type: 'string', value: 'INSTANT|POSITION', says: 'a second point: what was known then' },
} as const;

export const replay = command({
  name: 'replay',
  says: `Answers as it would have been answered at one point of either axis or of both: what was true at an instant, what was
known at one. With a second point it says what differs between the two.`,
  operands: ['ROLLCALL'],
  options: { ...AXES_OPTIONS, ...SECOND_POINT, ...PERSON_OPTIONS, ...JSON_OPTION },
  run: async (given, io) => {
    const { values } = given;
    const from = momentOf(values);
    const to = present({
      asOf: instantIn('to-as-of', values['to-as-of']),
      knownAt: knownIn('to-known-at', values['to-known-at']),
    });
    if (isNow(from)) throw new UsageFault('say which point: give --as-of, --known-at or both');
    const api = await personApi(values, io);
    const told = isNow(to)
      ? await onePoint(api, onlyOperand(given), from)
      : await twoPoints(api, onlyOperand(given), from, to);
    io.out(values.json === true ? `${JSON.stringify(told.data)}\n` : told.text);
    return 0;
  },
});

interface Told {
  readonly data: object;
  readonly text: string;
}

function isNow({ asOf, knownAt }: Moment): boolean {
  return asOf === undefined && knownAt === undefined;
}

async function onePoint(api: Api, rollCall: string, moment: Moment): Promise<Told> {
  const board = await wholeBoard(api, rollCall, moment);
  return { data: board, text: boardText(board) };
}

/** The answer names people by id alone; whoever reads its words reads the names that the boards have. */
async function twoPoints(api: Api, rollCall: string, from: Moment, to: Moment): Promise<Told> {
  const told = await difference(api, rollCall, from, to);
  const [before, after] = [await wholeBoard(api, rollCall, from), await wholeBoard(api, rollCall, to)];
  const names = new Map([...namesOn(before.lines), ...namesOn(after.lines)]);
  const words = told.words.map((sentence) => withNames(sentence, names));
  const text = [`From ${pointOf(told.from)}`, `to   ${pointOf(told.to)}`, '', ...words, ''].join('\n');
  return { data: told, text };
}

function pointOf({ asOf, position }: ClaimAnswer): string {
  return `${brief(asOf)}, as known at position ${position}`;
}

const ANY_ID = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g;

function withNames(sentence: string, names: ReadonlyMap<string, string>): string {
  return sentence.replaceAll(ANY_ID, (id) => names.get(id) ?? id);
}
