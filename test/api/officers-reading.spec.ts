import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { AccessModule } from '../../src/features/access/access.module.js';
import { accessProjection } from '../../src/features/access/views/access.projection.js';
import type { DeploymentEvent } from '../../src/features/deployments/deployment.events.js';
import { OfficersModule } from '../../src/features/officers/officers.module.js';
import { officersProjection } from '../../src/features/officers/views/officers.projection.js';
import type { Id } from '../../src/kernel/ids.js';
import { instant } from '../../src/kernel/instant.js';
import { callerWith, expectProblem, type TestCaller } from '../support/api.js';
import { startApp, type AppUnderTest } from '../support/app.js';
import { COMMANDER, id } from '../support/given.js';

const ANN = id('ann');
const BOB = id('bob');
const TOUR = id('tour');
const TRAINING = id('training');
const BEGAN = instant('2019-10-01T00:00:00Z');
const PLANNED_END = instant('2020-10-01T00:00:00Z');

let app: AppUnderTest;
let chief: TestCaller;

beforeEach(async () => {
  app = await startApp({
    features: [AccessModule, OfficersModule],
    projections: [accessProjection, officersProjection],
    commands: 'as found',
  });
  chief = callerWith(app, await app.admit('commander'));
});

afterEach(() => app.close());

function register(officer: Id, name: string, homeAgency: string): Promise<{ readonly position: string }> {
  return chief.record('RegisterOfficer', { officer, name, rank: 'Constable', homeAgency });
}

/** Records facts of one tour as whoever decides them would, and answers the last position. */
async function tell(deployment: Id, ...facts: readonly DeploymentEvent[]): Promise<string> {
  let last = '';
  for (const fact of facts) {
    const commandId = id(`command ${deployment} ${fact.type} ${last}`);
    const { position } = await app.deciding.run({
      decider: { initial: undefined, evolve: () => undefined },
      stream: `deployment-${deployment}`,
      origin: { commandId, correlationId: commandId, causationId: commandId, actor: COMMANDER, fingerprint: '' },
      decide: () => [fact],
    });
    last = position;
  }
  return last;
}

function began(officer: Id, deployment: Id, mission = TRAINING): DeploymentEvent {
  const data = { deployment, officer, mission, beganAt: BEGAN, plannedEndAt: PLANNED_END };
  return { type: 'DeploymentBegan', data };
}

async function shown(reader: TestCaller, path: string, after: string): Promise<unknown> {
  const answer = await reader.ask(`${path}?after=${after}`);
  expect(answer).toMatchObject({ status: 200 });
  return answer.body;
}

describe('an officer', () => {
  it('is shown with name, rank, contacts and tours', async () => {
    const { position } = await register(ANN, 'Ann Example', 'Saskatoon');
    const answer = await chief.ask(`officers/${ANN}?after=${position}`);
    expect(answer.headers['etag']).toBe('"0"');
    expect(answer.body).toEqual({
      officer: ANN,
      revision: 0,
      name: { text: 'Ann Example' },
      rank: { text: 'Constable' },
      homeAgency: 'Saskatoon',
      ranks: [{ rank: { text: 'Constable' } }],
      contacts: [],
      tours: [],
      position,
    });
  });

  it('is shown as last corrected, what was not corrected as before', async () => {
    await register(ANN, 'Ann Example', 'Saskatoon');
    await chief.record('CorrectOfficer', { officer: ANN, name: 'Anne Example', language: 'fr-CA', reason: 'Typo' });
    const { position } = await chief.record('CorrectOfficer', { officer: ANN, homeAgency: 'Halifax', reason: 'Moved' });
    expect(await shown(chief, `officers/${ANN}`, position)).toMatchObject({
      revision: 2,
      name: { text: 'Anne Example' },
      rank: { text: 'Constable' },
      homeAgency: 'Halifax',
      language: 'fr-CA',
    });
  });

  it('has the rank that is in effect now, and all there were', async () => {
    await register(ANN, 'Ann Example', 'Saskatoon');
    await chief.record('RecordOfficerRank', { officer: ANN, rank: 'Sergeant', effectiveAt: '2020-02-01T00:00:00Z' });
    const { position } = await chief.record('RecordOfficerRank', {
      officer: ANN,
      rank: 'Corporal',
      effectiveAt: '2019-06-01T00:00:00Z',
    });
    expect(await shown(chief, `officers/${ANN}`, position)).toMatchObject({ rank: { text: 'Corporal' } });
    app.clock.moveTo(instant('2020-02-01T00:00:00Z'));
    expect(await shown(chief, `officers/${ANN}`, position)).toMatchObject({
      rank: { text: 'Sergeant' },
      ranks: [
        { rank: { text: 'Constable' } },
        { rank: { text: 'Sergeant' }, effectiveAt: '2020-02-01T00:00:00.000Z' },
        { rank: { text: 'Corporal' }, effectiveAt: '2019-06-01T00:00:00.000Z' },
      ],
    });
  });

  it('has the newest address of each channel', async () => {
    await register(ANN, 'Ann Example', 'Saskatoon');
    await chief.record('RecordContactChannel', { officer: ANN, channel: 'Satellite', address: '1' });
    await chief.record('RecordContactChannel', { officer: ANN, channel: 'E-mail', address: '2' });
    const { position } = await chief.record('RecordContactChannel', {
      officer: ANN,
      channel: 'Satellite',
      address: '3',
    });
    expect(await shown(chief, `officers/${ANN}`, position)).toMatchObject({
      contacts: [
        { channel: { text: 'E-mail' }, address: { text: '2' } },
        { channel: { text: 'Satellite' }, address: { text: '3' } },
      ],
    });
  });

  it('has his tours as they were extended, curtailed, ended and reinstated', async () => {
    await register(ANN, 'Ann Example', 'Saskatoon');
    const later = instant('2020-12-01T00:00:00Z');
    const tour = { deployment: TOUR, beganAt: BEGAN, missions: [TRAINING, id('liaison team')] };
    const assignment = { assignment: id('second'), mission: id('liaison team'), from: BEGAN };
    const ended = await tell(
      TOUR,
      began(ANN, TOUR),
      { type: 'DeploymentExtended', data: { plannedEndAt: later } },
      { type: 'AssignmentStarted', data: assignment },
      { type: 'DeploymentEnded', data: { endedAt: BEGAN } },
    );
    expect(await shown(chief, `officers/${ANN}`, ended)).toMatchObject({
      tours: [{ ...tour, plannedEndAt: later, endedAt: BEGAN }],
    });
    const reinstated = await tell(
      TOUR,
      { type: 'DeploymentReinstated', data: {} },
      { type: 'DeploymentCurtailed', data: { plannedEndAt: PLANNED_END } },
    );
    expect(await shown(chief, `officers/${ANN}`, reinstated)).toMatchObject({
      tours: [{ ...tour, plannedEndAt: PLANNED_END }],
    });
    expect(JSON.stringify(await shown(chief, `officers/${ANN}`, reinstated))).not.toContain('endedAt');
  });

  it('says erased of every text where his key is destroyed, and everything else as before', async () => {
    await register(ANN, 'Ann Example', 'Saskatoon');
    await chief.record('RecordContactChannel', { officer: ANN, channel: 'Satellite', address: '1' });
    const position = await tell(TOUR, began(ANN, TOUR));
    await app.keys.destroy(`officer:${ANN}`);
    expect(await shown(chief, `officers/${ANN}`, position)).toMatchObject({
      name: { erased: true },
      rank: { erased: true },
      homeAgency: 'Saskatoon',
      contacts: [{ channel: { erased: true }, address: { erased: true } }],
      tours: [{ deployment: TOUR }],
    });
    expect(await shown(chief, 'officers', position)).toMatchObject({ items: [{ name: { erased: true } }] });
  });
});

describe('who sees which officers', () => {
  let position: string;

  beforeEach(async () => {
    await register(ANN, 'Ann Example', 'Saskatoon');
    await register(BOB, 'Bob Example', 'Halifax');
    position = await tell(TOUR, began(ANN, TOUR), { type: 'DeploymentEnded', data: { endedAt: BEGAN } });
  });

  async function seenBy(reader: TestCaller): Promise<readonly unknown[]> {
    const { items } = (await shown(reader, 'officers', position)) as { readonly items: readonly { officer: Id }[] };
    return items.map(({ officer }) => officer);
  }

  /** What is not his to see looks exactly like what is not there. */
  async function expectHidden(reader: TestCaller, officer: Id): Promise<void> {
    const [hidden, absent] = [await reader.ask(`officers/${officer}`), await reader.ask(`officers/${id('nobody')}`)];
    expectProblem(hidden, 404, 'not-found');
    const said = ({ body }: { readonly body: unknown }): object => ({ ...(body as object), correlationId: '' });
    expect(said(hidden)).toEqual(said(absent));
  }

  it.each(['commander', 'dutyOfficer', 'auditor'] as const)('the %s sees everyone', async (role) => {
    expect(await seenBy(callerWith(app, await app.admit(role)))).toEqual([ANN, BOB]);
  });

  it('a liaison sees those of his agency alone, as it is corrected', async () => {
    const liaison = callerWith(app, await app.admit('liaison', { agency: 'Halifax' }));
    expect(await seenBy(liaison)).toEqual([BOB]);
    expect(await shown(liaison, `officers/${BOB}`, position)).toMatchObject({ name: { text: 'Bob Example' } });
    await expectHidden(liaison, ANN);
    ({ position } = await chief.record('CorrectOfficer', { officer: BOB, homeAgency: 'Toronto', reason: 'Typo' }));
    expect(await seenBy(liaison)).toEqual([]);
    await expectHidden(liaison, BOB);
  });

  it('a team lead sees those who are or were assigned to his missions alone', async () => {
    const lead = callerWith(app, await app.admit('teamLead', { missions: [TRAINING] }));
    expect(await seenBy(lead)).toEqual([ANN]);
    expect(await shown(lead, `officers/${ANN}`, position)).toMatchObject({ tours: [{ deployment: TOUR }] });
    await expectHidden(lead, BOB);
    position = await tell(id('other tour'), began(BOB, id('other tour'), id('elsewhere')), {
      type: 'AssignmentStarted',
      data: { assignment: id('a'), mission: TRAINING, from: BEGAN },
    });
    expect(await seenBy(lead)).toEqual([ANN, BOB]);
  });

  it('a team lead reads the tours alone on which someone is or was assigned to his missions', async () => {
    const elsewhere = id('tour elsewhere');
    position = await tell(elsewhere, began(ANN, elsewhere, id('elsewhere')));
    const lead = callerWith(app, await app.admit('teamLead', { missions: [TRAINING] }));
    const { tours } = (await shown(lead, `officers/${ANN}`, position)) as { readonly tours: readonly object[] };
    expect(tours).toEqual([expect.objectContaining({ deployment: TOUR })]);
    expect(await shown(chief, `officers/${ANN}`, position)).toMatchObject({
      tours: [{ deployment: TOUR }, { deployment: elsewhere }],
    });
  });

  it('a liaison pages through his own people alone', async () => {
    for (const name of ['c', 'd', 'e']) ({ position } = await register(id(name), name, 'Halifax'));
    await register(id('f'), 'f', 'Saskatoon');
    const liaison = callerWith(app, await app.admit('liaison', { agency: 'Halifax' }));
    const first = await liaison.ask(`officers?limit=3&after=${position}`);
    expect(first.body).toMatchObject({ items: [{ officer: BOB }, { officer: id('c') }, { officer: id('d') }] });
    const { next } = first.body as { readonly next: string };
    const second = await liaison.ask(`officers?limit=3&cursor=${next}`);
    expect(second.body).toMatchObject({ items: [{ officer: id('e') }] });
    expect(second.body).not.toHaveProperty('next');
  });

  it.each([
    ['operator', {}],
    ['deployedOfficer', { deployment: TOUR }],
  ] as const)('the %s sees nobody', async (role, scope) => {
    const stranger = callerWith(app, await app.admit(role, scope));
    for (const path of ['officers', `officers/${ANN}`, `officers/${id('nobody')}`]) {
      expectProblem(await stranger.ask(path), 403, 'forbidden');
    }
  });
});
