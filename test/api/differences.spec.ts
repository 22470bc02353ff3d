import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { DifferenceAnswer } from '../../src/features/accountability/queries/difference.query.js';
import { instant } from '../../src/kernel/instant.js';
import { expectProblem, type TestCaller } from '../support/api.js';
import { evening } from '../support/tour.js';
import { answered } from './boards-support.js';
import { ADVICE, ANN, BEN, CARL, RC, safe, startScene, TRAINING, type Scene } from './timeline-support.js';

let scene: Scene;
/** Where Ben was reported hurt. */
let hurt: string;

beforeAll(async () => {
  scene = await startScene();
  await scene.at('23:10', 'RecordCheckIn', safe(ANN, '23:09', { disposition: 'SHELTERING' }));
  ({ position: hurt } = await scene.at('23:20', 'RecordCheckIn', safe(BEN, '23:15', { condition: 'INJURED' })));
  await scene.watch.record('AddToRollCall', { rollCall: RC, deployment: CARL, reason: 'Was visiting' });
  await scene.at('23:30', 'RecordCheckIn', safe(CARL, '23:29'));
  await scene.chief.record('ExcludeFromRollCall', { rollCall: RC, deployment: BEN, reason: 'A mistake' });
  await scene.at('23:40', 'SignalDuress', { deployment: ANN, signalledAt: evening('23:39:00'), channel: 'APP' });
}, 30_000);

afterAll(() => scene.app.close());

function difference(query: string, by: TestCaller = scene.auditor): Promise<DifferenceAnswer> {
  return answered<DifferenceAnswer>(by, `roll-calls/${RC}/difference?${query}`);
}

const UNHEARD = { accountability: 'UNKNOWN', condition: 'NOT_REPORTED' };
const HEARD = { accountability: 'ACCOUNTED', condition: 'SAFE' };

describe('the difference between two moments', () => {
  it('says of each person what changed, and from what to what', async () => {
    const told = await difference(`fromKnownAt=${evening('23:00:00')}&toKnownAt=${hurt}`);
    expect(told.changed).toEqual({
      [ANN]: ['accountability', 'condition', 'disposition'],
      [BEN]: ['accountability', 'condition'],
    });
    expect(told.people).toMatchObject(
      [
        { deployment: ANN, from: { member: true, ...UNHEARD }, to: { ...HEARD, disposition: 'SHELTERING' } },
        {
          deployment: BEN,
          from: { member: true, ...UNHEARD },
          to: { accountability: 'ACCOUNTED', condition: 'INJURED' },
        },
      ].sort((a, b) => (a.deployment < b.deployment ? -1 : 1)),
    );
    expect(told.from).toMatchObject({
      claim: 'PARTIAL',
      asOf: evening('23:00:00'),
      unmet: { EVIDENCE: expect.anything() },
    });
    expect(told.to).toMatchObject({ claim: 'ALL_ACCOUNTED', position: hurt, unmet: { SAFETY: [BEN] } });
  });

  it('says it in words, by name, the claim first', async () => {
    const { words } = await difference(`fromKnownAt=${evening('23:00:00')}&toKnownAt=${hurt}`);
    expect(words.slice(0, 3)).toEqual([
      'The claim went from PARTIAL (0 of 2 accounted for) to ALL_ACCOUNTED (2 of 2 accounted for).',
      'No longer missing: EVIDENCE.',
      'Missing now: SAFETY.',
    ]);
    expect([...words.slice(3)].sort()).toEqual([
      'Ann Example: accountability went from UNKNOWN to ACCOUNTED; condition went from NOT_REPORTED to SAFE; ' +
        'disposition went from none to SHELTERING.',
      'Ben Example: accountability went from UNKNOWN to ACCOUNTED; condition went from NOT_REPORTED to INJURED.',
    ]);
  });

  it('names who came into the denominator and who left it', async () => {
    const told = await difference(`fromKnownAt=${hurt}&toKnownAt=${evening('23:30:00')}`);
    expect(told.changed).toMatchObject({ [CARL]: ['member', 'accountability', 'condition'], [BEN]: ['member'] });
    expect(told.words).toContain('Ben Example: left the denominator.');
    expect(told.words.join()).toContain('Carl Example: came into the denominator; accountability went from');
  });

  it('is of two instants too, as known now, and of an instant and the present', async () => {
    const lapsed = instant('2020-01-08T05:09:00Z');
    const told = await difference(`fromAsOf=${evening('23:35:00')}&toAsOf=${lapsed}`);
    expect(told.changed).toEqual({ [ANN]: ['accountability'] });
    expect(told.people).toMatchObject([{ from: { accountability: 'ACCOUNTED' }, to: { accountability: 'STALE' } }]);
    expect(told.to).toMatchObject({ forecast: true, asOf: lapsed });
    const untilNow = await difference(`fromAsOf=${evening('23:05:00')}`);
    expect(untilNow.to).toMatchObject({ asOf: evening('23:40:00') });
  });

  it('is what one moment knew and another did not, of one instant', async () => {
    const [asOf, known] = [evening('23:16:00'), evening('23:16:00')];
    const told = await difference(`fromAsOf=${asOf}&fromKnownAt=${known}&toAsOf=${asOf}&toKnownAt=${hurt}`);
    expect(told.changed).toEqual({ [BEN]: ['accountability', 'condition'] });
    expect(told.from.asOf).toBe(told.to.asOf);
  });

  it('is nothing between a moment and itself, and says so', async () => {
    const told = await difference(`fromKnownAt=${hurt}&toKnownAt=${hurt}`);
    expect(told).toMatchObject({ changed: {}, people: [] });
    expect(told.words).toEqual(['The claim stayed ALL_ACCOUNTED (2 of 2 accounted for).']);
  });

  it('is to a liaison that of his own people, and to nobody but those who may know one of duress', async () => {
    const query = `fromKnownAt=${evening('23:35:00')}&toKnownAt=${evening('23:40:00')}`;
    const toAuditor = await difference(query);
    expect(toAuditor).toMatchObject({ changed: {}, to: { unmet: { SAFETY: [ANN] } } });
    const toLiaison = await difference(query, await scene.liaison('Saskatoon'));
    expect(toLiaison.to.unmet).toEqual({ WITHHELD: [] });
    expect(JSON.stringify(toLiaison)).not.toMatch(/duress|Ben Example|Carl Example/i);
    const whole = await difference(`fromKnownAt=${evening('23:00:00')}`, await scene.liaison('Saskatoon'));
    expect(Object.keys(whole.changed)).toEqual([ANN]);
  });

  it('is to a team lead one without claims', async () => {
    const told = await difference(`fromKnownAt=${evening('23:00:00')}`, await scene.lead(TRAINING));
    expect(Object.keys(told.changed).sort()).toEqual([ANN, BEN].sort());
    expect(told).toMatchObject({ from: { claim: null, unmet: {} }, to: { claim: null, unmet: {} } });
    expect(told.words[0]).toContain('no claim');
    const elsewhere = await difference(`fromKnownAt=${evening('23:00:00')}`, await scene.lead(ADVICE));
    expect(Object.keys(elsewhere.changed)).toEqual([CARL]);
  });

  it.each(['fromAsOf=then', 'toKnownAt=%20', 'from=2020-01-07T23:00:00Z', 'fromKnownAt=zzzzzzzz'])(
    'is not asked for with %s',
    async (query) => {
      expectProblem(await scene.auditor.ask(`roll-calls/${RC}/difference?${query}`), 400, 'invalid-request');
    },
  );
});
