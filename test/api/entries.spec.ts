import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { AccessScope } from '../../src/features/access/access.events.js';
import type { Role } from '../../src/kernel/actor.js';
import { entryId } from '../../src/kernel/entry-id.js';
import { callerWith } from '../support/api.js';
import { id } from '../support/given.js';
import { ANNS_KEY, evening, TOUR } from '../support/tour.js';
import {
  ADVICE,
  BENS_TOUR,
  entryIn,
  LEAD,
  newest,
  NOBODY,
  SAFE,
  startTours,
  tourStream,
  type Scene,
} from './deployments-support.js';

const REASON = 'Misheard on the line';
const UNHEARD_OF = entryId(NOBODY, id('event'));
const NEVER_RECORDED = entryId(TOUR, id('event'));

let scene: Scene;
let entry: string;

beforeAll(async () => {
  scene = await startTours();
});

afterAll(() => scene.app.close());

beforeEach(async () => {
  entry = await scene.entry('RecordCheckIn', { ...SAFE, place: 'Bunker 4' });
});

describe('CorrectEntry', () => {
  it('records a version of its own, which names what it corrects, with place and reason sealed', async () => {
    const changes = { condition: 'INJURED', place: 'Field hospital', observedAt: '2020-01-08T01:55:00+03:00' };
    const { body } = await scene.watch.give('CorrectEntry', { entry, changes, reason: REASON });
    const event = await newest(scene);
    expect(event).toMatchObject({ type: 'EntryCorrected', personal: { subject: ANNS_KEY } });
    expect(event.data).toEqual({ entry, changes: { condition: 'INJURED', observedAt: evening('22:55:00') } });
    expect(Object.keys(event.personal?.sealed ?? {}).sort()).toEqual(['place', 'reason']);
    expect(JSON.stringify(event)).not.toMatch(/hospital|Misheard/);
    expect(body).toMatchObject({ id: TOUR, entry: entryId(TOUR, event.id) });
  });

  it('is about the newest version, which a refusal names', async () => {
    const correction = { entry, changes: { condition: 'INJURED' }, reason: REASON };
    const newestVersion = await scene.entry('CorrectEntry', correction);
    const more = { details: { newest: newestVersion } };
    await scene.refused(() => scene.watch.give('CorrectEntry', correction), 409, 'superseded', more);
    await scene.refused(() => scene.watch.give('RetractEntry', { entry, reason: REASON }), 409, 'superseded', more);
  });

  it('is told from a changed one, and repeated, by its key', async () => {
    const correction = { entry, changes: { condition: 'INJURED' }, reason: REASON };
    const key = { 'idempotency-key': 'correction' };
    const once = await scene.watch.give('CorrectEntry', correction, key);
    expect((await scene.watch.give('CorrectEntry', correction, key)).body).toEqual(once.body);
    const changed = { ...correction, changes: { condition: 'DETAINED' } };
    await scene.refused(() => scene.watch.give('CorrectEntry', changed, key), 422, 'command-id-reused');
  });

  it('drops the voucher where the grade is 3 no more, and demands one where it becomes 3', async () => {
    const vouched = await scene.entry('RecordCheckIn', { ...SAFE, grade: 3, vouchedBy: BENS_TOUR });
    await scene.watch.record('CorrectEntry', { entry: vouched, changes: { grade: 1 }, reason: REASON });
    expect((await newest(scene)).data).toMatchObject({ changes: { grade: 1, vouchedBy: null } });
    const without = { entry, changes: { grade: 3 }, reason: REASON };
    await scene.refused(() => scene.watch.give('CorrectEntry', without), 422, 'voucher');
    const nobodys = { entry, changes: { grade: 3, vouchedBy: NOBODY }, reason: REASON };
    await scene.refused(() => scene.watch.give('CorrectEntry', nobodys), 404, 'not-found');
    await scene.watch.record('CorrectEntry', { ...without, changes: { grade: 3, vouchedBy: BENS_TOUR } });
    expect((await newest(scene)).data).toMatchObject({ changes: { grade: 3, vouchedBy: BENS_TOUR } });
  });

  it.each([
    ['nothing to change', { changes: {} }, 422, 'nothing-to-change'],
    ['a field that it cannot change', { changes: { channel: 'Radio' } }, 400, 'invalid-request'],
    ['a null among the changes', { changes: { vouchedBy: null } }, 400, 'invalid-request'],
    ['a list of changes', { changes: [{ condition: 'SAFE' }] }, 400, 'invalid-request'],
    ['no reason', { reason: undefined }, 400, 'invalid-request'],
    ['a blank reason', { reason: ' ' }, 400, 'invalid-request'],
    ['what is no entry', { entry: TOUR }, 400, 'invalid-request'],
  ] as const)('is refused with %s', async (_, differing, status, problem) => {
    const correction = { entry, changes: { condition: 'INJURED' }, reason: REASON, ...differing };
    await scene.refused(() => scene.watch.give('CorrectEntry', correction), status, problem);
  });

  it('rests on the revision that its giver has seen, where he says so', async () => {
    const { revision } = await newest(scene);
    const correction = { entry, changes: { condition: 'INJURED' }, reason: REASON };
    const stale = () => scene.watch.give('CorrectEntry', correction, { 'if-match': `"${revision - 1}"` });
    await scene.refused(stale, 412, 'precondition-failed');
    const answer = await scene.watch.give('CorrectEntry', correction, { 'if-match': `"${revision}"` });
    expect(answer).toMatchObject({ status: 200, headers: { etag: `"${revision + 1}"` } });
  });
});

describe('RetractEntry and AnnotateEntry', () => {
  it('retract an entry once, and annotate it all the same, reason and text sealed', async () => {
    await scene.watch.record('RetractEntry', { entry, reason: 'About somebody else' });
    expect(await newest(scene)).toMatchObject({ type: 'EntryRetracted', data: { entry } });
    const again = () => scene.watch.give('RetractEntry', { entry, reason: 'Again' });
    await scene.refused(again, 409, 'not-in-force');
    const correction = { entry, changes: { grade: 2 }, reason: REASON };
    await scene.refused(() => scene.watch.give('CorrectEntry', correction), 409, 'not-in-force');
    await scene.watch.record('AnnotateEntry', { entry, text: 'He sounded exhausted' });
    expect(await newest(scene)).toMatchObject({ type: 'EntryAnnotated', data: { entry } });
    const events = (await scene.events(`deployment-${TOUR}`)).slice(-2);
    expect(events.map(({ personal }) => Object.keys(personal?.sealed ?? {}))).toEqual([['reason'], ['text']]);
    expect(JSON.stringify(events)).not.toMatch(/somebody|exhausted/);
  });

  it('are about check-ins alone: a death report is refuted', async () => {
    const { condition: _, ...report } = SAFE;
    const death = await scene.entry('ReportDeath', report);
    const retraction = { entry: death, reason: REASON };
    await scene.refused(() => scene.watch.give('RetractEntry', retraction), 404, 'not-found');
    await scene.chief.record('RefuteDeathReport', { entry: death, reason: 'Mistaken' });
  });
});

describe('an entry that does not exist', () => {
  it.each([
    ['CorrectEntry', { changes: { condition: 'INJURED' }, reason: REASON }],
    ['RetractEntry', { reason: REASON }],
    ['AnnotateEntry', { text: 'Whatever' }],
    ['WithdrawMissing', { reason: REASON }],
    ['ConfirmDeath', { reason: REASON }],
    ['RefuteDeathReport', { reason: REASON }],
    ['ClearDuress', { reason: REASON }],
  ])('is not found by %s, on no deployment and on one that exists', async (command, body) => {
    const [beginning] = await scene.events(tourStream());
    if (beginning === undefined) throw new Error('the tour has begun');
    for (const unknown of [UNHEARD_OF, NEVER_RECORDED, entryId(TOUR, beginning.id)]) {
      await scene.refused(() => scene.chief.give(command, { entry: unknown, ...body }), 404, 'not-found');
    }
  });

  it('is, to a team lead, no other than one that is not his', async () => {
    const lead = await scene.lead();
    const bodies = await Promise.all(
      [entry, UNHEARD_OF, NEVER_RECORDED].map(async (named) => {
        const answer = await lead.give('RetractEntry', { entry: named, reason: REASON });
        const { correlationId: _, ...body } = answer.body as Record<string, unknown>;
        return body;
      }),
    );
    expect(bodies[0]).toMatchObject({ status: 403 });
    expect(new Set(bodies.map((body) => JSON.stringify(body))).size).toBe(1);
  });
});

describe('who may correct', () => {
  it('is the team lead, where he recorded it himself', async () => {
    const lead = await scene.lead();
    const own = entryIn(await lead.record('RecordCheckIn', SAFE));
    await lead.record('AnnotateEntry', { entry: own, text: 'Heard twice' });
    const corrected = await lead.record('CorrectEntry', { entry: own, changes: { grade: 2 }, reason: REASON });
    await lead.record('RetractEntry', { entry: entryIn(corrected), reason: REASON });
    expect(await newest(scene)).toMatchObject({ metadata: { actor: LEAD, role: 'teamLead' } });
    await scene.refused(() => lead.give('AnnotateEntry', { entry, text: 'Not his' }), 403, 'forbidden');
    const others = await scene.lead(ADVICE);
    await scene.refused(() => others.give('AnnotateEntry', { entry: own, text: 'Gone' }), 403, 'forbidden');
  });

  it.each<[Role, AccessScope]>([
    ['auditor', {}],
    ['operator', {}],
    ['liaison', { agency: 'Saskatoon' }],
    ['deployedOfficer', { deployment: TOUR }],
  ])('is not the %s', async (role, scope) => {
    const caller = callerWith(scene.app, await scene.app.admit(role, scope));
    await scene.refused(() => caller.give('RetractEntry', { entry, reason: REASON }), 403, 'forbidden');
    await scene.refused(() => caller.give('AnnotateEntry', { entry, text: REASON }), 403, 'forbidden');
    const correction = { entry, changes: { grade: 1 }, reason: REASON };
    await scene.refused(() => caller.give('CorrectEntry', correction), 403, 'forbidden');
  });
});

describe('ResolveConflict', () => {
  const resolving = (prefer: string, setAside: readonly string[]): object => {
    return { deployment: TOUR, prefer, setAside, reason: 'A second call made it plain' };
  };

  it('records what is preferred and what is set aside, the reason sealed', async () => {
    const injured = await scene.entry('RecordCheckIn', { ...SAFE, condition: 'INJURED' });
    await scene.watch.record('ResolveConflict', resolving(injured, [entry]));
    const event = await newest(scene);
    expect(event).toMatchObject({ type: 'ConflictResolved', data: { prefer: injured, setAside: [entry] } });
    expect(JSON.stringify(event)).not.toContain('second call');
    await scene.refused(() => scene.watch.give('ResolveConflict', resolving(injured, [entry])), 409, 'not-in-force');
  });

  it.each([
    [
      'entries that do not contradict each other',
      'no-contradiction',
      409,
      { ...SAFE, observedAt: evening('23:10:00') },
    ],
    ['an entry of another mode', 'no-contradiction', 409, { ...SAFE, condition: 'INJURED', mode: 'EXERCISE' }],
    ['an entry of another deployment', 'not-found', 404, { ...SAFE, condition: 'INJURED', deployment: BENS_TOUR }],
  ] as const)('is refused with %s', async (_, problem, status, checkIn) => {
    const other = await scene.entry('RecordCheckIn', checkIn);
    await scene.refused(() => scene.watch.give('ResolveConflict', resolving(other, [entry])), status, problem);
  });

  it('is refused where nothing, or the same twice, is set aside', async () => {
    const give = (body: object) => () => scene.watch.give('ResolveConflict', body);
    await scene.refused(give(resolving(entry, [])), 400, 'invalid-request');
    await scene.refused(give(resolving(entry, [entry])), 400, 'invalid-request');
    await scene.refused(give(resolving(UNHEARD_OF, [entry, entry])), 400, 'invalid-request');
  });
});
