import type { SignInLinkAnswer } from '../../features/access/commands/issue-sign-in-link.command.js';
import { present } from '../../kernel/present.js';
import { command, JSON_OPTION } from '../command.js';
import { DATA_OPTION } from '../folder.js';
import { instantIn } from '../moment.js';
import { asOperator } from '../operator.js';
import { runningServer } from '../running-server.js';

/** Where a server listens unless it is told otherwise; the link names it where none runs yet. */
const USUAL_URL = 'http://127.0.0.1:3000';

export const linkCreate = command({
  name: 'link create',
  says: `Makes a link that signs one browser in, once, for a watch of twelve hours. It is kept nowhere and never shown again.
It can be taken back by its id, as can the session that it becomes (token revoke).`,
  operands: [],
  options: {
    role: {
      ...{ type: 'string', value: 'ROLE', required: true },
      says: 'commander, dutyOfficer, teamLead, deployedOfficer, liaison, auditor or operator',
    },
    name: { type: 'string', value: 'NAME', required: true, says: 'who signs in with it, for whoever lists the tokens' },
    mission: { type: 'string', value: 'ID', multiple: true, says: 'of a team lead: a mission that he leads' },
    deployment: { type: 'string', value: 'ID', says: 'of a deployed officer: his deployment' },
    agency: {
      type: 'string',
      value: 'AGENCY',
      says: 'of a liaison: the home agency of his people, exactly as registered',
    },
    actor: { type: 'string', value: 'ID', says: 'who acts with it, where he has had a token or a link before' },
    'expires-at': { type: 'string', value: 'INSTANT', says: 'until when it can be used; a day unless given' },
    url: { type: 'string', value: 'URL', says: 'where browsers reach the server, where that is not where it listens' },
    ...DATA_OPTION,
    ...JSON_OPTION,
  },
  run: async ({ values }, io) => {
    const { role, name, mission: missions, deployment, agency, actor } = values;
    const expiresAt = instantIn('expires-at', values['expires-at']);
    const link = { role, name, ...present({ missions, deployment, agency, actor, expiresAt }) };
    const answer = await asOperator(values, io, { initialise: true }, async ({ api, folder }) => {
      const issued = (await api.give('IssueSignInLink', link)) as SignInLinkAnswer;
      const base = values.url ?? (await runningServer(folder))?.url ?? USUAL_URL;
      return { ...issued, url: new URL(issued.path ?? '', base).href };
    });
    io.out(values.json === true ? `${JSON.stringify(answer)}\n` : issuedText(answer));
    return 0;
  },
});

function issuedText({ id, actor, url }: { readonly id: string; readonly actor: string; readonly url: string }): string {
  return `Link ${id}\nActor ${actor}\nOpen it in the browser that is to be signed in; it works once:\n${url}\n`;
}
