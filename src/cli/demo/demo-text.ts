import type { Role } from '../../kernel/actor.js';
import { Handles } from '../play/handles.js';
import type { Admission } from '../play/stage.js';
import { table } from '../usage.js';

const handles = new Handles();

/** What of the scenario is shown, by the names that its script has for it. */
const INCIDENT = handles.idOf('strike');
const ROLL_CALL = handles.idOf('rc');

/** An instant of that night at which four of the twelve had been heard, and the one at which the last of them had. */
const EARLY = '2020-01-07T23:12:00Z';
const TWELFTH = '2020-01-08T01:05:00Z';

/** One of each role, each narrowed to what it needs in this scenario. */
export const DEMO_PEOPLE: readonly Admission[] = [
  { role: 'commander', name: 'Commander' },
  { role: 'dutyOfficer', name: 'Duty officer' },
  { role: 'teamLead', name: 'Team lead of the task force', missions: [handles.idOf('taskforce')] },
  { role: 'deployedOfficer', name: 'Erik Dahl', deployment: handles.idOf('saskatoon-2') },
  { role: 'liaison', name: 'Liaison of Saskatoon', agency: 'Saskatoon Police Service' },
  { role: 'auditor', name: 'Auditor' },
  { role: 'operator', name: 'Operator' },
];

/** What the demo has to show, for people and for machines. */
export interface DemoAnswer {
  readonly url: string;
  readonly incident: string;
  readonly rollCall: string;
  readonly tokens: Readonly<Record<Role, string>>;
  /** Of each role one that signs a browser in, once. */
  readonly links: Readonly<Record<Role, string>>;
  readonly look: readonly { readonly says: string; readonly curl: string }[];
}

export function demoAnswer(url: string, { tokens, links }: Pick<DemoAnswer, 'tokens' | 'links'>): DemoAnswer {
  const curl = (path: string): string => `curl -s -H 'Authorization: Bearer ${tokens.auditor}' '${url}/api/${path}'`;
  const rollCall = `roll-calls/${ROLL_CALL}`;
  return {
    ...{ url, incident: INCIDENT, rollCall: ROLL_CALL, tokens, links },
    look: [
      { says: 'The board as it is now', curl: curl(`${rollCall}/board`) },
      { says: "The incident's timeline, every event in plain words", curl: curl(`incidents/${INCIDENT}/timeline`) },
      {
        says: 'Replay: the board as it was known at 02:12 in Baghdad, four of twelve accounted for',
        curl: curl(`${rollCall}/board?knownAt=${EARLY}`),
      },
      {
        says: 'The difference between then and 04:05, when the twelfth had been heard',
        curl: curl(`${rollCall}/difference?fromKnownAt=${EARLY}&toKnownAt=${TWELFTH}`),
      },
    ],
  };
}

export function demoText({ url, rollCall, tokens, links, look }: DemoAnswer): string {
  return [
    `Muster serves that night at ${url}, and goes on with it on the clock of this machine.`,
    'What was known of the twelve has lapsed since, so that the board as it is now says that nobody is accounted for any',
    'more; that is right, and the replay shows the night as it was.',
    '',
    'A link for each role, which signs one browser in, once:',
    ...table(Object.entries(links), '  '),
    '',
    'An access token for each role:',
    ...table(Object.entries(tokens), '  '),
    '',
    ...look.flatMap(({ says, curl }) => [`${says}:`, curl, '']),
    'The same on the command line, in another terminal:',
    `export MUSTER_URL=${url} MUSTER_TOKEN=${tokens.auditor}`,
    `npm run -s muster -- board ${rollCall}`,
    `npm run -s muster -- replay ${rollCall} --known-at ${EARLY} --to-known-at ${TWELFTH}`,
    '',
    'Ctrl-C ends it, and nothing of it is left.',
    '',
  ].join('\n');
}
