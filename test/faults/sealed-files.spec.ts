import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { PROJECTIONS } from '../../src/installation/projections.js';
import { CATALOGUE } from '../../src/features/catalogue/catalogue.js';
import { readWholeLog } from '../../src/event-log/event-log.js';
import type { KeySubject } from '../../src/kernel/event.js';
import { invariant } from '../../src/kernel/failure.js';
import { callerWith, type TestCaller } from '../support/api.js';
import { id } from '../support/given.js';
import { answered } from '../api/boards-support.js';
import { ADVICE, ANN, RC, startScene, STRIKE, type Scene } from '../api/timeline-support.js';
import { OFFICER, PLANTED, SealedNight, TOUR } from './sealed-night.js';

/** What the scene of the night says in the clear, to the application alone. */
const OTHER_TEXTS = ['Ann Example', 'Police training', 'Constable'];

const QUESTIONS = [
  ...[`roll-calls/${RC}`, `roll-calls/${RC}/board`, `roll-calls/${RC}/verdict`, `roll-calls/${RC}/history`],
  ...[`roll-calls/${RC}/difference?fromAsOf=2020-01-07T22:59:00Z`, 'roll-calls', 'incidents', `incidents/${STRIKE}`],
  ...[`incidents/${id('sealed incident')}`, `incidents/${STRIKE}/timeline?limit=200`, `deployments/${TOUR}`],
  ...['missions', `missions/${ADVICE}`, `missions/${id('sealed mission')}`, 'officers', `officers/${OFFICER}`],
];

let scene: Scene;
let operator: TestCaller;
let lines: string[];

beforeAll(async () => {
  lines = [];
  scene = await startScene(PROJECTIONS, { engine: 'sqlite', write: (line) => lines.push(line) });
  await new SealedNight(scene).play();
  operator = callerWith(scene.app, await scene.app.admit('operator'));
  await ask();
}, 60_000);

afterAll(() => scene.app.close());

/** What is answered to everything that there is to ask; each answer must be given. */
async function ask(): Promise<readonly unknown[]> {
  const { position } = await scene.app.log.end();
  await scene.app.views.reached(position, 5_000);
  const answers: unknown[] = [];
  for (const question of QUESTIONS) answers.push(await answered(scene.watch, question));
  answers.push(await answered(operator, 'access-tokens'));
  return answers;
}

/** Every file of the installation, as the machine keeps it now. */
function files(): ReadonlyMap<string, Buffer> {
  const { folder } = scene.app;
  invariant(folder !== undefined, 'what lasts is kept in a folder');
  return new Map(readdirSync(folder).map((name) => [name, readFileSync(join(folder, name))]));
}

/** The files that hold a text, in whatever a file may spell it. */
function filesWith(text: string): readonly string[] {
  const spellings = [text, text.toUpperCase(), text.toLowerCase()].flatMap((spelling) => [
    Buffer.from(spelling, 'utf8'),
    Buffer.from(spelling, 'utf16le'),
  ]);
  const holds = (content: Buffer): boolean => spellings.some((spelling) => content.includes(spelling));
  return [...files()].flatMap(([name, content]) => (holds(content) ? [name] : [])).sort();
}

describe('the files of an installation, after a night in which every text was planted', () => {
  it('were told every text that any event can have', async () => {
    const stored = new Map<string, Set<string>>();
    for (const { type, personal } of await readWholeLog(scene.app.log)) {
      const fields = stored.get(type) ?? new Set();
      for (const field of Object.keys(personal?.sealed ?? {})) fields.add(field);
      stored.set(type, fields);
    }
    for (const [type, { sealed }] of Object.entries(CATALOGUE)) {
      if (sealed.length > 0)
        expect({ type, fields: [...(stored.get(type) ?? [])].sort() }).toEqual({ type, fields: [...sealed].sort() });
    }
  });

  it('have them all, for the application shows them', async () => {
    const shown = JSON.stringify(await ask());
    for (const field of ['name', 'place', 'reason', 'note', 'text', 'channel', 'address', 'rank', 'position']) {
      expect(shown).toMatch(new RegExp(`${PLANTED} \\d+ ${field}`));
    }
  });

  it('hold what is clear, so that a text in the clear would be found', () => {
    for (const clear of ['OfficerAccountedFor', 'Saskatoon', TOUR]) {
      expect(filesWith(clear)).toEqual(
        expect.arrayContaining([expect.stringMatching(/^log\.db/), expect.stringMatching(/^views\.db/)]),
      );
    }
  });

  it('hold none of them in the clear, nor does the operations log', () => {
    for (const text of [PLANTED, ...OTHER_TEXTS]) {
      expect({ text, files: filesWith(text) }).toEqual({ text, files: [] });
      expect(lines.filter((line) => line.toLowerCase().includes(text.toLowerCase()))).toEqual([]);
    }
    expect(lines).not.toEqual([]);
  });

  it('hold none of them after the views were made anew', async () => {
    await scene.app.views.rebuild();
    expect(filesWith(PLANTED)).toEqual([]);
  });
});

describe('an installation all of whose keys are destroyed', () => {
  let before: readonly unknown[];

  beforeAll(async () => {
    before = await ask();
    const subjects = new Set<KeySubject>();
    for (const { personal } of await readWholeLog(scene.app.log))
      if (personal !== undefined) subjects.add(personal.subject);
    expect(subjects.size).toBeGreaterThan(6);
    for (const subject of subjects) await scene.app.keys.destroy(subject);
  }, 30_000);

  it('answers every question as before, with its texts erased, also after a rebuild', async () => {
    const clear = before.map(withoutTexts);
    expect((await ask()).map(withoutTexts)).toEqual(clear);
    await scene.app.views.rebuild();
    const after = await ask();
    expect(after.map(withoutTexts)).toEqual(clear);
    for (const text of [PLANTED, 'Ann Example']) expect(JSON.stringify(after)).not.toContain(text);
    expect(JSON.stringify(after)).toContain('"erased":true');
  });

  it('goes on: whoever was not erased is recorded and told', async () => {
    const incident = id('the next incident');
    const hazard = { earliest: '2020-01-07T22:30:00Z', latest: '2020-01-07T22:50:00Z' };
    await scene.watch.record('OpenIncident', { incident, name: 'The next', mode: 'TEST', hazard });
    expect(await answered(scene.watch, `incidents/${incident}`)).toMatchObject({ name: { text: 'The next' } });
    const check = { deployment: ANN, condition: 'SAFE', observedAt: '2020-01-07T23:00:00Z', channel: 'APP', grade: 1 };
    const refused = await scene.watch.give('RecordCheckIn', check);
    expect(refused).toMatchObject({ status: 410 });
  });

  /** Whatever an answer says beside its texts and the words that quote them. */
  function withoutTexts(answer: unknown): unknown {
    return JSON.parse(JSON.stringify(answer), (name, value: unknown) => {
      if (name === 'words') return undefined;
      const isText = typeof value === 'object' && value !== null && ('text' in value || 'erased' in value);
      return isText ? 'a text' : value;
    });
  }
});
