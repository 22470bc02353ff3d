import { give, type BodyOf } from '../../api/client.js';
import type { PlannedLine } from './roster.js';

/**
 * Records what a line of a roster says, as ordinary commands. Their keys follow from what they say, so that whoever
 * begins an import again that broke off, on this page or another, counts nothing twice.
 */
export async function sendLine({ cells, officer, tour }: PlannedLine): Promise<void> {
  const { name = '', rank = '', agency: homeAgency = '', language } = cells;
  const who: BodyOf<'RegisterOfficer'> = { name, rank, homeAgency, ...(language === undefined ? {} : { language }) };
  const registered = officer ?? (await give('RegisterOfficer', who, { key: await keyOf('RegisterOfficer', who) })).id;
  if (tour === undefined) return;
  const begins: BodyOf<'BeginDeployment'> = { officer: registered, ...tour };
  await give('BeginDeployment', begins, { key: await keyOf('BeginDeployment', begins) });
}

/** A digest, for a key may stand in logs, where no name may. */
async function keyOf(command: string, body: object): Promise<string> {
  const bytes = new TextEncoder().encode(JSON.stringify(['roster', command, body]));
  const digest = await crypto.subtle.digest('SHA-256', bytes);
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
