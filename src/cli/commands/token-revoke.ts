import { present } from '../../kernel/present.js';
import { command, JSON_OPTION, onlyOperand } from '../command.js';
import { DATA_OPTION } from '../folder.js';
import { asOperator } from '../operator.js';

export const tokenRevoke = command({
  name: 'token revoke',
  says: 'Takes an access token back; whoever bears it is shut out at once.',
  operands: ['ID'],
  options: {
    reason: { type: 'string', value: 'TEXT', says: 'why' },
    ...DATA_OPTION,
    ...JSON_OPTION,
  },
  run: async (given, io) => {
    const { values } = given;
    const revoked = { token: onlyOperand(given), ...present({ reason: values.reason }) };
    const answer = await asOperator(values, io, { initialise: false }, ({ api }) =>
      api.give('RevokeAccessToken', revoked),
    );
    io.out(values.json === true ? `${JSON.stringify(answer)}\n` : `Token ${revoked.token} is revoked.\n`);
    return 0;
  },
});
