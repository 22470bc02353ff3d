import { ROLES, type Role } from '../../src/kernel/actor.js';
import { COMMAND_ROLES, type CommandName } from '../../src/kernel/authority.js';
import type { ServerAddress } from '../../src/installation/server-file.js';
import { HttpClient } from '../support/http-client.js';
import { COMMANDS, exampleOf, type Members } from './document.js';
import { ENDING } from './requests.js';

/** Lets one of each role in, and gives each command as its example has it, so that what is sent meets something. */
export async function setScene({ url, secret }: ServerAddress): Promise<ReadonlyMap<Role, string>> {
  const client = new HttpClient(1);
  const give = async (command: string, token: string, body: object): Promise<string> => {
    const { status, text } = await client.ask(url, `/api/commands/${command}`, { token, body });
    return status === 200 ? text : '';
  };
  const tokens = new Map<Role, string>();
  for (const role of ROLES) {
    const granted = await give('GrantAccessToken', secret, { name: 'Somebody', role, ...scopeOf(role) });
    tokens.set(role, (JSON.parse(granted) as { readonly secret: string }).secret);
  }
  for (const { name, body } of COMMANDS) {
    if (ENDING.has(name)) continue;
    const [role = 'commander'] = COMMAND_ROLES[name as CommandName];
    await give(name, tokens.get(role) ?? '', body.example);
  }
  client.close();
  return tokens;
}

function scopeOf(role: Role): Members {
  switch (role) {
    case 'teamLead':
      return { missions: [exampleOf('EstablishMission')['mission']] };
    case 'deployedOfficer':
      return { deployment: exampleOf('BeginDeployment')['deployment'] };
    case 'liaison':
      return { agency: exampleOf('RegisterOfficer')['homeAgency'] };
    case 'commander':
    case 'dutyOfficer':
    case 'auditor':
    case 'operator':
      return {};
  }
}
