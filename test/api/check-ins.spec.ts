import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { AccessScope } from '../../src/features/access/access.events.js';
import type { Role } from '../../src/kernel/actor.js';
import { entryId } from '../../src/kernel/entry-id.js';
import { callerWith } from '../support/api.js';
import { KEPT_ON_SERVER } from '../support/app.js';
import { ANNS_KEY, evening, TOUR } from '../support/tour.js';
import {
  ADVICE,
  BENS_TOUR,
  CHIEF,
  HERSELF,
  newest,
  NOBODY,
  SAFE,
  startTours,
  tourStream,
  type Scene,
} from './deployments-support.js';

const OWN = { ...SAFE, grade: 2, channel: 'App' };

let scene: Scene;

beforeAll(async () => {
  scene = await startTours();
});

afterAll(() => scene.app.close());

describe('RecordCheckIn', () => {
  it('records what was seen, when and on which basis, with place, channel and note sealed', async () => {
    const given = {
      ...SAFE,
      disposition: 'SHELTERING',
      place: 'Bunker 4',
      observedAt: '2020-01-08T02:00:00+03:00',
      uncertainty: 'PT5M',
      sentAt: evening('23:01:00'),
      receivedAt: evening('23:02:00'),
      note: 'Tired, unhurt',
    };
    const { body } = await scene.watch.give('RecordCheckIn', given);
    const event = await newest(scene);
    expect(event).toMatchObject({
      type: 'OfficerAccountedFor',
      personal: { subject: ANNS_KEY },
      metadata: { mode: 'ACTUAL', observedAt: evening('23:00:00'), role: 'dutyOfficer' },
    });
    expect(event.data).toEqual({
      ...{ condition: 'SAFE', disposition: 'SHELTERING', observedAt: evening('23:00:00'), uncertainty: 'PT5M' },
      ...{ sentAt: evening('23:01:00'), receivedAt: evening('23:02:00'), grade: 1, mode: 'ACTUAL' },
    });
    expect(Object.keys(event.personal?.sealed ?? {}).sort()).toEqual(['channel', 'note', 'place']);
    expect(JSON.stringify(event)).not.toMatch(/Bunker|Satellite|Tired/);
    const { id: eventId, revision, position } = event;
    expect(body).toEqual({ id: TOUR, revision, position, entry: entryId(TOUR, eventId) });
  });

  it('is taken however late, early, repeated, contradictory or stale it is, and after the tour has ended', async () => {
    const before = (await scene.events(tourStream())).length;
    const facts = [
      { observedAt: '2019-01-01T00:00:00Z' },
      { observedAt: '2020-02-01T00:00:00Z' },
      { observedAt: '2020-02-01T00:00:00Z' },
      { condition: 'INJURED' },
      { mode: 'EXERCISE', grade: 5 },
    ];
    for (const fact of facts) await scene.watch.record('RecordCheckIn', { ...SAFE, ...fact });
    await scene.watch.record('EndDeployment', { deployment: TOUR, endedAt: evening('12:00:00'), reason: 'Home' });
    await scene.watch.record('RecordCheckIn', SAFE);
    await scene.watch.record('ReinstateDeployment', { deployment: TOUR, reason: 'Mistaken' });
    expect(await scene.events(tourStream())).toHaveLength(before + facts.length + 3);
  });

  it('counts once under one key, and no other can be recorded under it', async () => {
    const key = { 'idempotency-key': 'call at eleven' };
    const once = await scene.watch.give('RecordCheckIn', SAFE, key);
    await scene.watch.record('RecordCheckIn', { ...SAFE, condition: 'INJURED' });
    const stored = await scene.events(tourStream());
    expect((await scene.watch.give('RecordCheckIn', SAFE, key)).body).toEqual(once.body);
    expect(await scene.events(tourStream())).toEqual(stored);
    const changed = () => scene.watch.give('RecordCheckIn', { ...SAFE, condition: 'DETAINED' }, key);
    await scene.refused(changed, 422, 'command-id-reused');
  });

  // An EventStoreDB has no index for it: there the views find it (given-commands.spec.ts).
  (KEPT_ON_SERVER ? it.skip : it)('is not recorded under the key of one on another tour', async () => {
    const key = { 'idempotency-key': 'call at noon' };
    await scene.watch.give('RecordCheckIn', SAFE, key);
    const elsewhere = () => scene.watch.give('RecordCheckIn', { ...SAFE, deployment: BENS_TOUR }, key);
    await scene.refused(elsewhere, 422, 'command-id-reused');
  });

  it('may be given under the same key by someone else, for a key belongs to who chose it', async () => {
    const key = { 'idempotency-key': 'shared' };
    await scene.watch.give('RecordCheckIn', SAFE, key);
    expect(await scene.chief.give('RecordCheckIn', { ...SAFE, condition: 'INJURED' }, key)).toMatchObject({
      status: 200,
    });
    expect(await newest(scene)).toMatchObject({ metadata: { actor: CHIEF } });
  });

  it('reads nothing of a tour that is known already, and appends one event', async () => {
    const calls: string[] = [];
    const { log } = scene.app;
    const [read, append] = [log.read.bind(log), log.append.bind(log)];
    log.read = (stream, from, limit) => (calls.push(`read ${stream}`), read(stream, from, limit));
    log.append = (request) => (calls.push(`append ${request.events.length} to ${request.stream}`), append(request));
    await scene.watch.record('RecordCheckIn', SAFE);
    Object.assign(log, { read, append });
    expect(calls).toEqual([`append 1 to ${tourStream()}`]);
  });

  it.each([
    ['a condition that only a death report says', { condition: 'DECEASED' }],
    ['a grade that there is not', { grade: 6 }],
    ['a grade in words', { grade: '1' }],
    ['an uncertainty of a month', { uncertainty: 'P1M' }],
    ['no channel', { channel: undefined }],
    ['a field that nobody knows', { alive: true }],
    ['a deployment that is no id', { deployment: 'ann-tour' }],
  ])('is refused with %s', async (_, differing) => {
    await scene.refused(() => scene.watch.give('RecordCheckIn', { ...SAFE, ...differing }), 400, 'invalid-request');
  });

  it('is refused for a deployment that does not exist', async () => {
    const nobodys = { ...SAFE, deployment: NOBODY };
    await scene.refused(() => scene.watch.give('RecordCheckIn', nobodys), 404, 'not-found');
  });

  it('is refused with a receipt later than the recording', async () => {
    const ahead = { ...SAFE, receivedAt: '2020-01-08T00:00:00.001Z' };
    await scene.refused(() => scene.watch.give('RecordCheckIn', ahead), 422, 'instant-ahead');
  });
});

describe('a voucher', () => {
  const vouched = { ...SAFE, grade: 3, vouchedBy: BENS_TOUR };

  it('is recorded with a check-in of grade 3', async () => {
    await scene.watch.record('RecordCheckIn', vouched);
    expect(await newest(scene)).toMatchObject({ data: { grade: 3, vouchedBy: BENS_TOUR } });
  });

  it.each([
    ['is required with grade 3', { vouchedBy: undefined }, 422, 'voucher'],
    ['is refused with any other grade', { grade: 1 }, 422, 'voucher'],
    ['is not the person himself', { vouchedBy: TOUR }, 422, 'voucher'],
    ['exists', { vouchedBy: NOBODY }, 404, 'not-found'],
  ] as const)('%s', async (_, differing, status, problem) => {
    await scene.refused(() => scene.watch.give('RecordCheckIn', { ...vouched, ...differing }), status, problem);
    const { condition: _condition, ...report } = { ...vouched, ...differing };
    await scene.refused(() => scene.watch.give('ReportDeath', report), status, problem);
  });
});

describe('who may record a check-in', () => {
  it('is the team lead, of those who are assigned to a mission of his', async () => {
    const lead = await scene.lead();
    await lead.record('RecordCheckIn', SAFE);
    expect(await newest(scene)).toMatchObject({ metadata: { role: 'teamLead' } });
    const others = await scene.lead(ADVICE);
    await scene.refused(() => others.give('RecordCheckIn', SAFE), 403, 'forbidden');
    await scene.refused(() => others.give('RecordCheckIn', { ...SAFE, deployment: NOBODY }), 403, 'forbidden');
  });

  it('is told nothing of anyone by the revision that he claims to have seen', async () => {
    const [herself, others] = [await scene.herself(), await scene.lead(ADVICE)];
    for (const revision of [0, 1, 2]) {
      for (const [stranger, deployment] of [
        ...[[herself, TOUR] as const, [herself, BENS_TOUR] as const, [others, BENS_TOUR] as const],
        ...[[herself, NOBODY] as const, [others, NOBODY] as const],
      ]) {
        const body = { ...SAFE, deployment, grade: 2 };
        const giving = () => stranger.give('RecordCheckIn', body, { 'if-match': `"${revision}"` });
        await scene.refused(giving, 400, 'invalid-request');
      }
    }
  });

  it('is the team lead also where the assignment has ended', async () => {
    const others = await scene.lead(ADVICE);
    const assignment = { deployment: BENS_TOUR, mission: ADVICE, from: evening('10:00:00') };
    const { body } = await scene.watch.give('StartAssignment', assignment);
    await scene.watch.record('EndAssignment', {
      deployment: BENS_TOUR,
      assignment: (body as { readonly assignment: string }).assignment,
      at: evening('11:00:00'),
    });
    await others.record('RecordCheckIn', { ...SAFE, deployment: BENS_TOUR });
    expect(await newest(scene, tourStream(BENS_TOUR))).toMatchObject({ type: 'OfficerAccountedFor' });
  });

  it('is the deployed officer, of himself, as an authenticated self-report and no better', async () => {
    const herself = await scene.herself();
    await herself.record('RecordCheckIn', OWN);
    expect(await newest(scene)).toMatchObject({ metadata: { role: 'deployedOfficer', actor: HERSELF } });
    await scene.refused(() => herself.give('RecordCheckIn', { ...OWN, grade: 1 }), 403, 'forbidden');
    await scene.refused(() => herself.give('RecordCheckIn', { ...OWN, deployment: BENS_TOUR }), 403, 'forbidden');
    await scene.refused(() => herself.give('RecordCheckIn', { ...OWN, deployment: NOBODY }), 403, 'forbidden');
  });

  it('is a deployed officer whose deployment does not exist no more than one who is somebody else', async () => {
    const nobody = await scene.herself(NOBODY);
    await scene.refused(() => nobody.give('RecordCheckIn', { ...OWN, deployment: NOBODY }), 403, 'forbidden');
  });

  it('may note the receipt only where he keeps the watch', async () => {
    const noted = { ...OWN, receivedAt: evening('23:01:00') };
    const [lead, herself] = [await scene.lead(), await scene.herself()];
    await scene.refused(() => lead.give('RecordCheckIn', noted), 403, 'forbidden');
    await scene.refused(() => herself.give('RecordCheckIn', noted), 403, 'forbidden');
    await scene.chief.record('RecordCheckIn', noted);
  });

  it.each<[Role, AccessScope]>([
    ['auditor', {}],
    ['operator', {}],
    ['liaison', { agency: 'Saskatoon' }],
  ])('is not the %s', async (role, scope) => {
    const caller = callerWith(scene.app, await scene.app.admit(role, scope));
    await scene.refused(() => caller.give('RecordCheckIn', SAFE), 403, 'forbidden');
  });
});

describe('RecordContactAttempt', () => {
  const attempt = { deployment: TOUR, channel: 'Radio', outcome: 'NO_ANSWER', attemptedAt: '2020-01-08T09:00:00Z' };
  let before: number;

  beforeEach(async () => {
    before = (await scene.events(tourStream())).length;
  });

  it('is recorded with its outcome, the channel sealed, also when its clock is ahead', async () => {
    await scene.watch.record('RecordContactAttempt', attempt);
    const event = await newest(scene);
    expect(event).toMatchObject({
      revision: before,
      type: 'ContactAttempted',
      data: { outcome: 'NO_ANSWER', attemptedAt: '2020-01-08T09:00:00.000Z' },
      personal: { sealed: { channel: expect.any(String) } },
    });
    expect(JSON.stringify(event)).not.toContain('Radio');
  });

  it('is for the team lead of those assigned to him, and for no deployed officer', async () => {
    await (await scene.lead()).record('RecordContactAttempt', attempt);
    const [others, herself] = [await scene.lead(ADVICE), await scene.herself()];
    await scene.refused(() => others.give('RecordContactAttempt', attempt), 403, 'forbidden');
    await scene.refused(() => herself.give('RecordContactAttempt', attempt), 403, 'forbidden');
  });

  it('is refused with an outcome that there is not', async () => {
    const unheard = { ...attempt, outcome: 'SHOUTED' };
    await scene.refused(() => scene.watch.give('RecordContactAttempt', unheard), 400, 'invalid-request');
  });
});
