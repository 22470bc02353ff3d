import type { GrantAnswer } from '../../features/access/commands/grant-access-token.command.js';
import { present } from '../../kernel/present.js';
import { command, JSON_OPTION } from '../command.js';
import { DATA_OPTION } from '../folder.js';
import { instantIn } from '../moment.js';
import { asOperator } from '../operator.js';

export const tokenCreate = command({
  name: 'token create',
  says: 'Grants an access token and shows its secret, which is kept nowhere and never shown again.',
  operands: [],
  options: {
    role: {
      ...{ type: 'string', value: 'ROLE', required: true },
      says: 'commander, dutyOfficer, teamLead, deployedOfficer, liaison, auditor or operator',
    },
    name: { type: 'string', value: 'NAME', required: true, says: 'whose or what it is, for whoever lists the tokens' },
    mission: { type: 'string', value: 'ID', multiple: true, says: 'of a team lead: a mission that he leads' },
    deployment: { type: 'string', value: 'ID', says: 'of a deployed officer: his deployment' },
    agency: {
      type: 'string',
      value: 'AGENCY',
      says: 'of a liaison: the home agency of his people, exactly as registered',
    },
    actor: { type: 'string', value: 'ID', says: 'who acts with it, where he has had a token before' },
    'expires-at': { type: 'string', value: 'INSTANT', says: 'until when it holds; unless given, until it is revoked' },
    ...DATA_OPTION,
    ...JSON_OPTION,
  },
  run: async ({ values }, io) => {
    const { role, name, mission: missions, deployment, agency, actor } = values;
    const expiresAt = instantIn('expires-at', values['expires-at']);
    const grant = { role, name, ...present({ missions, deployment, agency, actor, expiresAt }) };
    const answer = await asOperator(values, io, { initialise: true }, ({ api }) => api.give('GrantAccessToken', grant));
    io.out(values.json === true ? `${JSON.stringify(answer)}\n` : granted(answer as GrantAnswer));
    return 0;
  },
});

function granted({ id, actor, secret = '' }: GrantAnswer): string {
  return `Token ${id}\nActor ${actor}\nSecret, shown now and never again:\n${secret}\n`;
}
