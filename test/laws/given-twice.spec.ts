import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { readdirSync, readFileSync } from 'node:fs';
import { parseScript } from '../../src/cli/play/parse.js';
import { playScript } from '../../src/cli/play/play.js';
import type { Script } from '../../src/cli/play/script.js';
import { readWholeLog } from '../../src/event-log/event-log.js';
import { COMMANDS } from '../../src/kernel/authority.js';
import type { JsonObject } from '../../src/kernel/json.js';
import { anyScript } from '../second-reading/scripts.js';
import { changed } from './changed-command.js';
import { House, playNight, type Room } from './house.js';
import { RememberingStage, type Taken } from './remembering-stage.js';
import { patience, trials } from './trials.js';

const NIGHTS = 6;
const MS_A_NIGHT = 15_000;

const SCENARIOS = new URL('../../scenarios/', import.meta.url);

describe('a command that is given again under its key', () => {
  let house: House;

  beforeAll(async () => {
    house = await House.open();
  });

  afterAll(async () => {
    await house.close();
  });

  it(
    'is answered as before and records nothing, and changed it is refused, after any night',
    async () => {
      await fc.assert(
        fc.asyncProperty(anyScript, (generated) =>
          house.within(async (room) => {
            const stage = new RememberingStage(room);
            expect(await playNight(stage, generated)).toEqual([]);
            await expectNothingNew(room, stage.taken);
            await expectRefusedChanged(room, stage.taken);
          }),
        ),
        trials(NIGHTS),
      );
    },
    patience(NIGHTS, MS_A_NIGHT),
  );

  it(
    'is answered as before and records nothing, and changed it is refused, whatever command it is',
    async () => {
      const given = new Set<string>();
      for (const script of scenarios()) {
        if (!bringsMore(script, given)) continue;
        await house.within(async (room) => {
          const stage = new RememberingStage(room);
          expect(await playScript(stage, script)).toEqual([]);
          await expectNothingNew(room, stage.taken);
          await expectRefusedChanged(room, stage.taken);
          for (const { command } of stage.taken) given.add(command);
        });
      }
      expect(COMMANDS.filter((command) => !given.has(command))).toEqual([
        'GrantAccessToken',
        'IssueSignInLink',
        'RevokeAccessToken',
        'IssuePersonalLinks',
        'RevokePersonalLink',
        'EraseTexts',
      ]);
    },
    patience(NIGHTS, MS_A_NIGHT),
  );
});

/** Every script of the product, the small ones about single sentences of the rule first. */
function scenarios(): readonly Script[] {
  const files = readdirSync(SCENARIOS, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.yaml'));
  return files.sort().reverse().map(scenario);
}

function scenario(file: string): Script {
  const parsed = parseScript(file, readFileSync(new URL(file, SCENARIOS), 'utf8'));
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.faults));
  return parsed.script;
}

/** Whether it gives a command that none before it has. */
function bringsMore({ steps }: Script, given: ReadonlySet<string>): boolean {
  return steps.some((step) => step.kind === 'do' && !given.has(step.command));
}

async function expectNothingNew(room: Room, taken: readonly Taken[]): Promise<void> {
  const before = await readWholeLog(room.installation.log);
  for (const { command, url, request, answer } of taken) {
    const { status, text } = await room.request('POST', url, request);
    expect({ command, status, text }).toEqual({ command, status: 200, text: answer.text });
  }
  expect(await readWholeLog(room.installation.log)).toEqual(before);
}

async function expectRefusedChanged(room: Room, taken: readonly Taken[]): Promise<void> {
  const before = await readWholeLog(room.installation.log);
  for (const { command, url, request } of taken) {
    const body = changed(request.body as JsonObject);
    const { status, text } = await room.request('POST', url, { ...request, body });
    expect({ command, status, text }).toMatchObject({
      command,
      status: 422,
      text: expect.stringContaining('command-id-reused'),
    });
  }
  expect(await readWholeLog(room.installation.log)).toEqual(before);
}
