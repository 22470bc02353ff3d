import { randomUUID } from 'node:crypto';
import type { CommandAnswer } from '../../api/answers.js';
import { present } from '../../kernel/present.js';
import { NoAnswer } from '../api.js';
import { command, JSON_OPTION, onlyOperand, type OptionTable, type Values } from '../command.js';
import { UsageFault } from '../io.js';
import { instantIn, INSTANT_EXAMPLE } from '../moment.js';
import { PERSON_OPTIONS, personApi } from '../person.js';

const FIELDS = {
  condition: {
    type: 'string',
    value: 'CONDITION',
    required: true,
    says: 'SAFE, NEEDS_ASSISTANCE, INJURED or DETAINED',
  },
  'observed-at': {
    ...{ type: 'string', value: 'INSTANT', required: true },
    says: `when it was so, such as ${INSTANT_EXAMPLE}`,
  },
  channel: { type: 'string', value: 'CHANNEL', required: true, says: 'how it was learnt, such as PHONE' },
  grade: {
    ...{ type: 'string', value: '1-5', required: true },
    says: 'how well it is known: 1 live voice or sight, 2 his own report, 3 his leader saw him, 4 unauthenticated, 5 hearsay',
  },
  'vouched-by': { type: 'string', value: 'DEPLOYMENT', says: 'who saw him; with grade 3 and no other' },
  disposition: { type: 'string', value: 'DISPOSITION', says: 'AT_POST, IN_TRANSIT, ON_LEAVE, SHELTERING and so on' },
  place: { type: 'string', value: 'TEXT', says: 'where' },
  uncertainty: { type: 'string', value: 'DURATION', says: 'how far off the instant may be, such as PT2M' },
  'sent-at': { type: 'string', value: 'INSTANT', says: "when it was sent, by the sender's clock" },
  'received-at': { type: 'string', value: 'INSTANT', says: 'when it reached us, where that was noted on paper first' },
  mode: { type: 'string', value: 'MODE', says: 'ACTUAL (unless given), EXERCISE or TEST' },
  note: { type: 'string', value: 'TEXT', says: 'whatever else was said' },
  key: { type: 'string', value: 'KEY', says: 'given twice with one key and the same content, it counts once' },
} as const satisfies OptionTable;

export const checkin = command({
  name: 'checkin',
  says: 'Records that someone was heard of, however late, early or repeated that is.',
  operands: ['DEPLOYMENT'],
  options: { ...FIELDS, ...PERSON_OPTIONS, ...JSON_OPTION },
  run: async (given, io) => {
    const { values } = given;
    const fields = fieldsOf(onlyOperand(given), values);
    const key = values.key ?? randomUUID();
    const api = await personApi(values, io);
    const answer = await api.give('RecordCheckIn', fields, key).catch((error: unknown) => {
      if (error instanceof NoAnswer) io.err(repeatWith(key));
      throw error;
    });
    io.out(values.json === true ? `${JSON.stringify(answer)}\n` : recorded(answer as CommandAnswer));
    return 0;
  },
});

function fieldsOf(deployment: string, values: Values<typeof FIELDS>): object {
  const { condition, channel, disposition, place, uncertainty, mode, note } = values;
  return {
    ...{ deployment, condition, channel, grade: gradeOf(values.grade) },
    observedAt: instantIn('observed-at', values['observed-at']),
    ...present({ disposition, place, uncertainty, mode, note, vouchedBy: values['vouched-by'] }),
    ...present({
      sentAt: instantIn('sent-at', values['sent-at']),
      receivedAt: instantIn('received-at', values['received-at']),
    }),
  };
}

function gradeOf(text: string): number {
  if (!/^[1-5]$/.test(text)) throw new UsageFault('--grade must be a number from 1 to 5');
  return Number(text);
}

function repeatWith(key: string): string {
  return `It may or may not be recorded. Repeat the command with --key ${key}: it counts once.\n`;
}

function recorded({ entry, position }: CommandAnswer): string {
  return `Recorded as entry ${entry ?? ''}, at position ${position}.\n`;
}
