import { entryId } from '../../kernel/entry-id.js';
import { derivedId } from '../../kernel/ids.js';
import { failureOf, handle, ok, play, problem, ScriptedStage } from '../../../test/support/scripted-stage.js';

describe('playing a command', () => {
  it('admits everybody, with ids for handles, and an auditor of its own', async () => {
    const stage = new ScriptedStage([]);
    await play(stage);
    expect(stage.admitted).toEqual([
      { name: 'watch', role: 'dutyOfficer' },
      { name: 'chief', role: 'commander' },
      { name: 'ann', role: 'deployedOfficer', deployment: handle('ann') },
      { name: 'the player', role: 'auditor' },
    ]);
  });

  it('asks as the first of the people unless another is named, at the instant of the script', async () => {
    const stage = new ScriptedStage([ok({}), ok({})]);
    await play(
      stage,
      '{ do: LogNote, with: { incident: i, text: rc } }',
      '{ at: 2020-01-01T10:00:00Z, do: LogNote, as: chief }',
    );
    expect(stage.asked).toMatchObject([
      { url: '/api/commands/LogNote', token: 'token of watch', body: { incident: handle('i'), text: 'rc' } },
      { token: 'token of chief', body: {}, now: '2020-01-01T10:00:00.000Z' },
    ]);
    expect(stage.asked[0]?.now).toBe('2020-01-01T10:00:00.000Z');
  });

  it('gives each step a command id of its own, and the same one whenever it is played', async () => {
    const run = async (): Promise<unknown[]> => {
      const stage = new ScriptedStage([ok({}), ok({})]);
      await play(stage, '{ do: LogNote }', '{ do: LogNote }');
      return stage.asked.map((asked) => asked.headers?.['idempotency-key']);
    };
    const keys = await run();
    expect(new Set(keys).size).toBe(2);
    expect(await run()).toEqual(keys);
  });

  it('translates handles wherever they stand, and leaves what is no text as it is', async () => {
    const stage = new ScriptedStage([ok({}), ok({}), ok({})]);
    await play(
      stage,
      '{ do: OpenRollCall, with: { rollCall: rc, scope: { missions: [m, 3], posts: p, deployments: [d] }, incident: 4 } }',
      '{ do: RecordCheckIns, with: { checkIns: [{ deployment: d, vouchedBy: v, note: d }, 7] } }',
      '{ do: CorrectEntry, with: { entry: nothing, changes: { vouchedBy: v, place: v }, mission: " " } }',
    );
    expect(stage.asked.map((asked) => asked.body)).toEqual([
      {
        rollCall: handle('rc'),
        scope: { missions: [handle('m'), 3], posts: 'p', deployments: [handle('d')] },
        incident: 4,
      },
      { checkIns: [{ deployment: handle('d'), vouchedBy: handle('v'), note: 'd' }, 7] },
      {
        entry: entryId(derivedId('no entry', 'nothing'), derivedId('no event', 'nothing')),
        changes: { vouchedBy: handle('v'), place: 'v' },
        mission: ' ',
      },
    ]);
  });

  it('names entries by the steps that recorded them, and those of a list by their places', async () => {
    const results = [
      { stored: true, entry: 'e0', position: '5' },
      { stored: false, problem: { type: 'urn:problem:voucher' } },
      { stored: true, entry: 'e2', position: '6' },
    ];
    const stage = new ScriptedStage([ok({ position: '4', entry: 'e' }), ok({ results }), ok({}), ok({})]);
    const failures = await play(
      stage,
      '{ id: one, do: RecordCheckIn }',
      '{ id: list, do: RecordCheckIns, with: { checkIns: [{}, {}, {}] }, expect: { refused: [1] } }',
      '{ do: ResolveConflict, with: { prefer: one, setAside: [list.0, list.2, 9] } }',
      '{ do: RetractEntry, with: { entry: list.1 } }',
    );
    expect(failures).toEqual([]);
    expect(stage.asked[2]?.body).toEqual({ prefer: 'e', setAside: ['e0', 'e2', 9] });
    expect(stage.asked[3]?.body).toEqual({
      entry: entryId(derivedId('no entry', 'list.1'), derivedId('no event', 'list.1')),
    });
  });

  it('fails where it is refused and should not be, in the words of the script', async () => {
    expect(await failureOf('{ do: LogNote, with: { deployment: ann } }', problem('closed'))).toEqual({
      script: 'a.yaml',
      line: 3,
      step: 1,
      expected: 'ok',
      actual: { status: 409, refused: 'closed', detail: 'about ann' },
    });
  });

  it('holds where it is refused as expected, of any type or of the one named', async () => {
    expect(await failureOf('{ do: LogNote, expect: refused }', problem('closed'))).toBeUndefined();
    expect(await failureOf('{ do: LogNote, expect: { refused: closed } }', problem('closed'))).toBeUndefined();
    expect(await failureOf('{ do: LogNote, expect: { refused: voucher } }', problem('closed'))).toMatchObject({
      expected: { refused: 'voucher' },
      actual: { refused: 'closed' },
    });
  });

  it('is not refused by a success, an error of the server, or what is no problem', async () => {
    const refused = '{ do: LogNote, expect: refused }';
    expect(await failureOf(refused, ok({}))).toMatchObject({ expected: 'refused', actual: 'ok' });
    expect(await failureOf(refused, problem('unavailable', 503))).toMatchObject({ actual: { status: 503 } });
    expect(await failureOf(refused, { ...problem('closed'), contentType: 'application/json' })).toBeDefined();
    expect(await failureOf(refused, { ...problem('closed'), body: {} })).toBeDefined();
  });

  it('is not refused where the log has grown all the same', async () => {
    const stage = new ScriptedStage([problem('closed')], () => true);
    expect(await play(stage, '{ do: LogNote, expect: refused }')).toMatchObject([
      { actual: 'refused, but the log has grown' },
    ]);
  });

  it('goes on after a failure', async () => {
    const stage = new ScriptedStage([problem('closed'), ok({}), problem('voucher', 500)]);
    const failures = await play(stage, '{ do: LogNote }', '{ do: LogNote }', '{ do: LogNote }');
    expect(failures.map((failure) => failure.step)).toEqual([1, 3]);
  });

  it('compares the places of a list that are refused, and takes none for granted', async () => {
    const body = {
      results: [
        { stored: true, position: '1' },
        { stored: false, problem: { type: '/problems/voucher' } },
      ],
    };
    const list = (expectation: string): string =>
      `{ do: RecordCheckIns, with: { checkIns: [{}, {}] }, expect: ${expectation} }`;
    expect(await failureOf(list('{ refused: [1] }'), ok(body))).toBeUndefined();
    expect(await failureOf(list('{ refused: [0] }'), ok(body))).toMatchObject({ actual: { refused: [1] } });
    expect(await failureOf(list('ok'), ok(body))).toMatchObject({
      expected: { refused: [] },
      actual: { refused: [1], problems: ['voucher'] },
    });
    expect(await failureOf(list('{ refused: [1] }'), problem('invalid-request', 400))).toBeDefined();
    expect(await failureOf(list('ok'), ok({}))).toBeDefined();
  });
});
