import type { Theatre } from './theatre.js';

/** The demo night's own ids, as its auditor reads them. */
export interface Night {
  readonly incident: string;
  readonly rollCall: string;
  /** Where the log ends. */
  readonly position: string;
  /** A deployment by the name of its officer. */
  readonly deployments: ReadonlyMap<string, string>;
}

export async function lookUpNight(theatre: Theatre): Promise<Night> {
  const token = await theatre.token('auditor');
  const { items } = await theatre.question<{ items: readonly { rollCall: string; incident: string }[] }>(
    'roll-calls',
    token,
  );
  const [asked] = items;
  if (asked === undefined) throw new Error('the demo night has a roll call');
  const { lines, position } = await theatre.question<{
    position: string;
    lines: readonly { deployment: string; name: { text: string } }[];
  }>(`roll-calls/${asked.rollCall}/board`, token);
  return { ...asked, position, deployments: new Map(lines.map(({ deployment, name }) => [name.text, deployment])) };
}
