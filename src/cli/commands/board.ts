import { boardText } from '../board-text.js';
import { command, JSON_OPTION, onlyOperand } from '../command.js';
import { AXES_OPTIONS, momentOf } from '../moment.js';
import { PERSON_OPTIONS, personApi } from '../person.js';
import { wholeBoard } from '../roll-call-reading.js';

export const board = command({
  name: 'board',
  says: 'Shows who of a roll call is not accounted for, what may be said of all of them, and what is missing for more.',
  operands: ['ROLLCALL'],
  options: { ...AXES_OPTIONS, ...PERSON_OPTIONS, ...JSON_OPTION },
  run: async (given, io) => {
    const { values } = given;
    const moment = momentOf(values);
    const answer = await wholeBoard(await personApi(values, io), onlyOperand(given), moment);
    io.out(values.json === true ? `${JSON.stringify(answer)}\n` : boardText(answer));
    return 0;
  },
});
