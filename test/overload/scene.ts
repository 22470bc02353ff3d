import { derivedId, type Id } from '../../src/kernel/ids.js';
import { exampleOf } from '../fuzz/document.js';
import { HttpClient } from '../support/http-client.js';
import type { ServerAddress } from '../../src/installation/server-file.js';

const DEPLOYMENTS = 200;

export interface OverloadScene {
  /** A duty officer's. */
  readonly token: string;
  readonly deployments: readonly Id[];
}

/** Many people on a mission, and a duty officer who checks them in. */
export async function setScene({ url, secret }: ServerAddress): Promise<OverloadScene> {
  const client = new HttpClient(8);
  const give = async (command: string, token: string, body: object): Promise<string> => {
    const { status, text } = await client.ask(url, `/api/commands/${command}`, { token, body });
    if (status !== 200) throw new Error(`${command}: ${text}`);
    return text;
  };
  const granted = await give('GrantAccessToken', secret, { name: 'Somebody', role: 'dutyOfficer' });
  const { secret: token } = JSON.parse(granted) as { readonly secret: string };
  for (const command of ['EstablishMission', 'OpenDutyPost']) await give(command, token, exampleOf(command));
  const deployments = Array.from({ length: DEPLOYMENTS }, (_, number) => derivedId('tour', String(number)));
  await Promise.all(
    deployments.map(async (deployment) => {
      const officer = derivedId('officer', deployment);
      await give('RegisterOfficer', token, { ...exampleOf('RegisterOfficer'), officer });
      await give('BeginDeployment', token, { ...exampleOf('BeginDeployment'), officer, deployment });
    }),
  );
  client.close();
  return { token, deployments };
}
