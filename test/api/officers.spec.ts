import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { AccessModule } from '../../src/features/access/access.module.js';
import type { AccessScope } from '../../src/features/access/access.events.js';
import { accessProjection } from '../../src/features/access/views/access.projection.js';
import { OfficersModule } from '../../src/features/officers/officers.module.js';
import { officersProjection } from '../../src/features/officers/views/officers.projection.js';
import type { Role } from '../../src/kernel/actor.js';
import { callerWith, expectProblem, storedEvents, type TestCaller } from '../support/api.js';
import { startApp, type AppUnderTest } from '../support/app.js';
import { id } from '../support/given.js';

const CHIEF = id('chief');
const ANN = id('ann');
const REGISTER = { officer: ANN, name: 'Ann Example', rank: 'Constable', homeAgency: 'Saskatoon', language: 'fr-ca' };

let app: AppUnderTest;
let chief: TestCaller;

beforeEach(async () => {
  app = await startApp({
    features: [AccessModule, OfficersModule],
    projections: [accessProjection, officersProjection],
    commands: 'as found',
  });
  chief = callerWith(app, await app.admit('commander', { actor: CHIEF }));
});

afterEach(() => app.close());

describe('RegisterOfficer', () => {
  it('records the officer, name and rank sealed under his own key, with who recorded it', async () => {
    const answer = await chief.give('RegisterOfficer', REGISTER);
    const events = await storedEvents(app);
    expect(answer).toMatchObject({ status: 200, headers: { etag: '"0"' } });
    expect(answer.body).toEqual({ id: ANN, revision: 0, position: events[0]?.position });
    expect(events).toMatchObject([
      {
        type: 'OfficerRegistered',
        stream: `officer-${ANN}`,
        personal: { subject: `officer:${ANN}`, sealed: { name: expect.any(String), rank: expect.any(String) } },
        metadata: { actor: CHIEF, role: 'commander' },
      },
    ]);
    expect(events[0]?.data).toEqual({ officer: ANN, homeAgency: 'Saskatoon', language: 'fr-CA' });
    expect(JSON.stringify(events)).not.toMatch(/Ann|Constable/);
  });

  it('gives an id where the caller leaves it out, and the same for the same key', async () => {
    const { officer: _, ...body } = REGISTER;
    const once = await chief.give('RegisterOfficer', body, { 'idempotency-key': 'k' });
    const again = await chief.give('RegisterOfficer', body, { 'idempotency-key': 'k' });
    expect(once.status).toBe(200);
    expect(again.body).toEqual(once.body);
    expect(await storedEvents(app)).toHaveLength(1);
  });

  it('is refused with another body under the same key, and nothing is stored', async () => {
    await chief.give('RegisterOfficer', REGISTER, { 'idempotency-key': 'k' });
    const changed = await chief.give('RegisterOfficer', { ...REGISTER, rank: 'Sergeant' }, { 'idempotency-key': 'k' });
    expectProblem(changed, 422, 'command-id-reused');
    expect(await storedEvents(app)).toHaveLength(1);
  });

  it('is refused for an officer who exists', async () => {
    await chief.record('RegisterOfficer', REGISTER);
    expectProblem(await chief.give('RegisterOfficer', REGISTER), 409, 'already-exists');
  });

  it.each([
    ['a field that nobody knows', { ...REGISTER, shoeSize: 43 }],
    ['a blank name', { ...REGISTER, name: ' ' }],
    ['a blank home agency', { ...REGISTER, homeAgency: '' }],
    ['no rank', { ...REGISTER, rank: undefined }],
    ['a language that is no tag', { ...REGISTER, language: 'french please' }],
    ['words in a language tag, where they would be in the clear', { ...REGISTER, language: 'en-x-ann-example' }],
    ['a name for a language', { ...REGISTER, language: 'Example' }],
  ])('is refused with %s', async (_, body) => {
    expectProblem(await chief.give('RegisterOfficer', body), 400, 'invalid-request');
    expect(await storedEvents(app)).toEqual([]);
  });
});

describe('CorrectOfficer', () => {
  beforeEach(() => chief.record('RegisterOfficer', REGISTER));

  it('records what changes, name and reason sealed', async () => {
    await chief.record('CorrectOfficer', { officer: ANN, name: 'Anne Example', homeAgency: 'Halifax', reason: 'Typo' });
    const [corrected] = (await storedEvents(app)).slice(-1);
    expect(corrected).toMatchObject({ type: 'OfficerCorrected', data: { homeAgency: 'Halifax' } });
    expect(Object.keys(corrected?.personal?.sealed ?? {})).toEqual(['name', 'reason']);
    expect(JSON.stringify(corrected)).not.toMatch(/Anne|Typo/);
  });

  it('is refused when it changes nothing', async () => {
    expectProblem(await chief.give('CorrectOfficer', { officer: ANN, reason: 'Typo' }), 422, 'nothing-to-change');
  });

  it('is refused without a reason', async () => {
    expectProblem(await chief.give('CorrectOfficer', { officer: ANN, name: 'Anne' }), 400, 'invalid-request');
    const blank = { officer: ANN, name: 'Anne', reason: '\t' };
    expectProblem(await chief.give('CorrectOfficer', blank), 400, 'invalid-request');
  });
});

describe('RecordContactChannel', () => {
  it('records channel and address, both sealed', async () => {
    await chief.record('RegisterOfficer', REGISTER);
    await chief.record('RecordContactChannel', { officer: ANN, channel: 'Satellite', address: '+870 700' });
    const [changed] = (await storedEvents(app)).slice(-1);
    expect(changed).toMatchObject({ type: 'ContactChannelChanged', data: {} });
    expect(Object.keys(changed?.personal?.sealed ?? {}).sort()).toEqual(['address', 'channel']);
    expect(JSON.stringify(changed)).not.toMatch(/Satellite|870/);
  });
});

describe('RecordOfficerRank', () => {
  it('records the rank, sealed, and when it takes effect', async () => {
    await chief.record('RegisterOfficer', REGISTER);
    const effectiveAt = '2020-02-01T00:00:00.000Z';
    await chief.record('RecordOfficerRank', { officer: ANN, rank: 'Sergeant', effectiveAt });
    const [promoted] = (await storedEvents(app)).slice(-1);
    expect(promoted).toMatchObject({ type: 'OfficerRankRecorded', data: { effectiveAt }, metadata: { actor: CHIEF } });
    expect(JSON.stringify(promoted)).not.toContain('Sergeant');
  });
});

describe('any command about an officer', () => {
  const COMMANDS = [
    ['CorrectOfficer', { officer: ANN, name: 'Anne', reason: 'Typo' }],
    ['RecordContactChannel', { officer: ANN, channel: 'Satellite', address: '+870 700' }],
    ['RecordOfficerRank', { officer: ANN, rank: 'Sergeant', effectiveAt: '2020-02-01T00:00:00Z' }],
  ] as const;

  it.each(COMMANDS)('is refused where there is none: %s', async (command, body) => {
    expectProblem(await chief.give(command, body), 404, 'not-found');
  });

  it.each(COMMANDS)('is refused where he was erased, for nothing can be sealed any more: %s', async (command, body) => {
    await chief.record('RegisterOfficer', REGISTER);
    await app.keys.destroy(`officer:${ANN}`);
    expectProblem(await chief.give(command, body), 410, 'erased');
    expect(await storedEvents(app)).toHaveLength(1);
  });

  it.each<[Role, AccessScope]>([
    ['auditor', {}],
    ['operator', {}],
    ['liaison', { agency: 'Saskatoon' }],
    ['teamLead', { missions: [id('training')] }],
    ['deployedOfficer', { deployment: id('tour') }],
  ])('is not for the %s', async (role, scope) => {
    const stranger = callerWith(app, await app.admit(role, scope));
    for (const [command, body] of [['RegisterOfficer', REGISTER], ...COMMANDS] as const) {
      expectProblem(await stranger.give(command, body), 403, 'forbidden');
    }
    expect(await storedEvents(app)).toEqual([]);
  });
});
