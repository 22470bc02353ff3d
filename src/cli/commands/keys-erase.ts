import { GROUNDS, type Ground } from '../../features/erasure/erasure.events.js';
import type { Api } from '../api.js';
import { command, JSON_OPTION } from '../command.js';
import { DATA_OPTION } from '../folder.js';
import { UsageFault } from '../io.js';
import { asOperator } from '../operator.js';
import { Refused } from '../refused.js';

const ERASED_BEFORE = 'urn:muster:problem:already-exists';

export const keysErase = command({
  name: 'keys erase',
  says: `Erases every text about one officer, mission, incident or access token, for good: records that, without a text of its
own, and destroys the key. Ids, instants, conditions and grades stay, and with them every board and verdict of the past.
What is not over (a tour, a mission, an open incident, a valid token) is refused. Backups made before still hold the key:
a restore obeys the erasures that the log records, and those that it is told of with --erasures-of.`,
  operands: [],
  options: {
    officer: { type: 'string', value: 'ID', says: 'whose texts: an officer' },
    mission: { type: 'string', value: 'ID', says: 'or a mission' },
    incident: { type: 'string', value: 'ID', says: 'or an incident' },
    token: { type: 'string', value: 'ID', says: 'or an access token' },
    reason: { type: 'string', value: 'CODE', required: true, says: `why: ${GROUNDS.join(', ')}` },
    ...DATA_OPTION,
    ...JSON_OPTION,
  },
  run: async ({ values }, io) => {
    const erasure = { subject: subjectIn(values), ground: groundIn(values.reason) };
    const answer = await asOperator(values, io, { initialise: false }, ({ api }) => erased(api, erasure));
    io.out(values.json === true ? `${JSON.stringify(answer)}\n` : inWords(erasure.subject, answer));
    return 0;
  },
});

interface Erased {
  readonly erasedBefore?: true;
}

/** To erase what is erased is no failure: that it is gone has been seen to once more. */
async function erased(api: Api, erasure: { readonly subject: string; readonly ground: Ground }): Promise<Erased> {
  try {
    return (await api.give('EraseTexts', erasure)) as Erased;
  } catch (error) {
    if (error instanceof Refused && error.problem.type === ERASED_BEFORE) return { erasedBefore: true };
    throw error;
  }
}

function inWords(subject: string, { erasedBefore }: Erased): string {
  if (erasedBefore === true) return `The texts of ${subject} were erased before.\n`;
  return `The texts of ${subject} are erased. Backups made before now hold its key still.\n`;
}

function groundIn(code: string): Ground {
  const ground = GROUNDS.find((known) => known === code.toUpperCase());
  if (ground === undefined) throw new UsageFault(`--reason must be one of ${GROUNDS.join(', ')}`);
  return ground;
}

interface Named {
  readonly officer?: string;
  readonly mission?: string;
  readonly incident?: string;
  readonly token?: string;
}

function subjectIn({ officer, mission, incident, token }: Named): string {
  const kinds = Object.entries({ officer, mission, incident, access: token });
  const [given, ...others] = kinds.flatMap(([kind, id]) => (id === undefined ? [] : [`${kind}:${id}`]));
  if (given === undefined || others.length > 0) {
    throw new UsageFault('exactly one of --officer, --mission, --incident and --token says whose texts');
  }
  return given;
}
