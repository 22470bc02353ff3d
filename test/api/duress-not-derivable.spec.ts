import { beforeAll, describe, expect, it } from '@jest/globals';
import { entryId } from '../../src/kernel/entry-id.js';
import { callerWith, type TestCaller } from '../support/api.js';
import type { TestAnswer } from '../support/app.js';
import { id } from '../support/given.js';
import { evening } from '../support/tour.js';
import { ANN, RC, safe, startScene, STRIKE, TRAINING, type Scene } from './timeline-support.js';

const POSITION = /\b\d{12}\b/g;
/** The first fifteen bytes of the deployment's id, and twelve more characters. */
const ENTRY = new RegExp(`${Buffer.from(ANN.replaceAll('-', ''), 'hex').toString('base64url', 0, 15)}[\\w-]{12}`, 'g');
const CORRELATION = /"correlationId":"[^"]+"/g;
/** A cursor holds positions alone. */
const NEXT = /"next":"[^"]+"/g;
const TIMELINE = `incidents/${STRIKE}/timeline`;
/** One for every event that can be on Ann's stream, and more. */
const REVISIONS = [...Array(12).keys()];

/** Two applications are started and asked, one after the other. */
const TWO_NIGHTS_MS = 180_000;

type Role = 'a team lead' | 'the deployed officer' | 'a liaison';
type Callers = Readonly<Record<Role, TestCaller>>;
/** What someone got in one night, in the order in which he asked, with nothing that is new in every night. */
type Night = Readonly<Record<Role | 'the duty officer', readonly string[]>>;

/** Positions apart; entries by the order in which they are met. */
function shapeOf({ status, headers, text }: TestAnswer, entries: string[]): string {
  const { etag = '' } = headers;
  const known = text.replaceAll(ENTRY, (entry) => {
    if (!entries.includes(entry)) entries.push(entry);
    return `entry ${entries.indexOf(entry)}`;
  });
  const body = known.replaceAll(POSITION, 'position').replaceAll(CORRELATION, '').replaceAll(NEXT, '"next"');
  return [status, etag.startsWith('W/') ? 'digest' : etag, body].join(' ');
}

async function callersOf({ app }: Scene): Promise<Callers> {
  return {
    'a team lead': callerWith(app, await app.admit('teamLead', { actor: id('lead'), missions: [TRAINING] })),
    'the deployed officer': callerWith(
      app,
      await app.admit('deployedOfficer', { actor: id('herself'), deployment: ANN }),
    ),
    'a liaison': callerWith(app, await app.admit('liaison', { actor: id('liaison'), agency: 'Saskatoon' })),
  };
}

/** Check-ins before and after the moment at which Ann gives a signal, or does not. */
async function commanded(scene: Scene, callers: Callers, signals: boolean): Promise<Record<Role, TestAnswer[]>> {
  const { 'a team lead': lead, 'the deployed officer': herself } = callers;
  await scene.at('23:10', 'RecordCheckIn', safe(ANN, '23:09'));
  const before = await lead.give('RecordCheckIn', safe(ANN, '23:09'));
  if (signals)
    await scene.at('23:10', 'SignalDuress', { deployment: ANN, signalledAt: evening('23:09:00'), channel: 'APP' });
  const { entry } = before.body as { readonly entry: string };
  const attempt = { deployment: ANN, channel: 'PHONE', outcome: 'BUSY', attemptedAt: evening('23:09:00') };
  return {
    'a team lead': [
      before,
      await lead.give('RecordCheckIn', safe(ANN, '23:10')),
      await lead.give('RecordCheckIns', { checkIns: [safe(ANN, '23:08'), {}, safe(ANN, '23:07')] }),
      await lead.give('RecordContactAttempt', attempt),
      await lead.give('CorrectEntry', { entry, changes: { grade: 2 }, reason: 'Misheard' }),
      await lead.give('RetractEntry', { entry: entryId(ANN, id('event')), reason: 'Tried' }),
    ],
    'the deployed officer': [await herself.give('RecordCheckIn', safe(ANN, '23:10', { grade: 2 }))],
    'a liaison': [],
  };
}

async function tried(caller: TestCaller): Promise<readonly TestAnswer[]> {
  const answers: TestAnswer[] = [];
  for (const revision of REVISIONS) {
    answers.push(await caller.give('RecordCheckIn', safe(ANN, '23:10'), { 'if-match': `"${revision}"` }));
  }
  return answers;
}

const TIMELINES = [TIMELINE, `${TIMELINE}.csv`, `${TIMELINE}.json`, `${TIMELINE}?limit=3&effects=false`];
const ASKED: Readonly<Record<Role, readonly string[]>> = {
  'a team lead': [`deployments/${ANN}`, ...TIMELINES, `roll-calls/${RC}/verdict`, `roll-calls/${RC}/board`],
  'the deployed officer': [`deployments/${ANN}`],
  'a liaison': [`deployments/${ANN}`, ...TIMELINES],
};

async function nightOf(signals: boolean): Promise<Night> {
  const scene = await startScene();
  try {
    const callers = await callersOf(scene);
    const given = await commanded(scene, callers, signals);
    const seen = async (role: Role): Promise<readonly string[]> => {
      const read: TestAnswer[] = [];
      for (const path of ASKED[role]) read.push(await callers[role].ask(path));
      const entries: string[] = [];
      return [...given[role], ...read, ...(await tried(callers[role]))].map((answer) => shapeOf(answer, entries));
    };
    return {
      'a team lead': await seen('a team lead'),
      'the deployed officer': await seen('the deployed officer'),
      'a liaison': await seen('a liaison'),
      'the duty officer': [shapeOf(await scene.watch.ask(`deployments/${ANN}`), [])],
    };
  } finally {
    await scene.app.close();
  }
}

describe('A signal of duress between two check-ins', () => {
  let quiet: Night;
  let signalled: Night;

  beforeAll(async () => {
    [quiet, signalled] = [await nightOf(false), await nightOf(true)];
  }, TWO_NIGHTS_MS);

  it.each<Role>(['a team lead', 'the deployed officer', 'a liaison'])(
    'changes nothing but positions of whatever %s can read or try',
    (role) => {
      expect(signalled[role]).toEqual(quiet[role]);
      expect(signalled[role].slice(-REVISIONS.length)).toEqual(
        REVISIONS.map(() => expect.stringContaining('urn:muster:problem:invalid-request')),
      );
      expect(signalled[role].join()).not.toContain('"revision"');
    },
  );

  it('is answered to a team lead as any other night: his commands are taken, and his pages are there', () => {
    const statuses = signalled['a team lead'].slice(0, -REVISIONS.length).map((shape) => shape.slice(0, 3));
    expect(statuses).toEqual([
      ...Array.from({ length: 5 }, () => '200'),
      '403',
      ...ASKED['a team lead'].map(() => '200'),
    ]);
  });

  it('is there for the duty officer, by the revision too', () => {
    const [page = ''] = signalled['the duty officer'];
    expect(page).toMatch(/"revision":9\b/);
    expect(quiet['the duty officer'][0]).toMatch(/"revision":8\b/);
    expect(page).toContain('"duressSignals":[{');
  });
});
