import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import type { Admission, Stage, StageRequest } from '../../src/cli/play/stage.js';
import { Deciding } from '../../src/deciding/deciding.js';
import { readWholeLog } from '../../src/event-log/event-log.js';
import { CATALOGUE } from '../../src/features/catalogue/catalogue.js';
import { entryId } from '../../src/kernel/entry-id.js';
import type { RecordedEvent } from '../../src/kernel/event.js';
import type { Instant } from '../../src/kernel/instant.js';
import { parseStream } from '../../src/kernel/stream.js';
import { anyScript, type GeneratedScript } from '../second-reading/scripts.js';
import { FATES, FaultyLog, type Fate } from './faulty-log.js';
import { House, playNight, type Room, type WholeAnswer } from './house.js';
import { patience, trials } from './trials.js';

const NIGHTS = 8;
const MS_A_NIGHT = 15_000;

/** A caller gives up after so many answers that tell him nothing. */
const MOST_RETRIES = 50;

const anyFate = fc.oneof(
  { weight: 2, arbitrary: fc.constant<Fate | undefined>(undefined) },
  { weight: 1, arbitrary: fc.constantFrom<(Fate | undefined)[]>(...FATES) },
);
/** Taken in turn, over and over; the last lets an append through. */
const someFates = fc.array(anyFate, { minLength: 7, maxLength: 40 }).map((fates) => [...fates, undefined]);

/** What is left of a night: the log, and the answers that its commands got in the end. */
interface Left {
  readonly log: readonly unknown[];
  readonly answers: readonly unknown[];
}

describe('whatever befalls the appends of its commands,', () => {
  let house: House;

  beforeAll(async () => {
    house = await House.open();
  });

  afterAll(async () => {
    await house.close();
  });

  it(
    'a night leaves what an undisturbed one leaves, where callers repeat under its key what was not answered',
    async () => {
      let befallen = 0;
      await fc.assert(
        fc.asyncProperty(anyScript, someFates, async (generated, fates) => {
          const undisturbed = await house.within((room) => played(new PatientStage(room), generated));
          const disturbed = await house.within(async (room) => {
            const stage = new PatientStage(room);
            const log = disturb(room, fates);
            const left = await played(stage, generated);
            befallen += log.befallen;
            return left;
          });
          expect(disturbed).toEqual(undisturbed);
        }),
        trials(NIGHTS),
      );
      expect(befallen).toBeGreaterThan(NIGHTS);
    },
    patience(NIGHTS, MS_A_NIGHT),
  );
});

/** From now on the room's commands append to a log of these fates. */
function disturb(room: Room, fates: readonly (Fate | undefined)[]): FaultyLog {
  let appends = 0;
  const log = new FaultyLog(room.installation.log, () => fates[appends++ % fates.length]);
  const { sealer, clock } = room.installation;
  const deciding = new Deciding({ log, sealer, clock, catalogue: CATALOGUE });
  room.answering = { ...room.installation, log, deciding };
  return log;
}

async function played(stage: PatientStage, generated: GeneratedScript): Promise<Left> {
  expect(await playNight(stage, generated)).toEqual([]);
  const events = await readWholeLog(stage.room.installation.log);
  const night = events.filter(({ stream }) => !stream.startsWith('access-')).map(toldOf);
  return placed({ log: night, answers: stage.answers }, events);
}

/** Entries by their places, for they are named by events, whose ids differ from one installation to another. */
function placed(left: Left, events: readonly RecordedEvent[]): Left {
  let text = JSON.stringify(left);
  for (const { stream, revision, id } of events) {
    const { category, id: deployment } = parseStream(stream);
    if (category === 'deployment') text = text.replaceAll(entryId(deployment, id), `${stream}@${revision}`);
  }
  return JSON.parse(text) as Left;
}

/** An event without what differs from one installation to another: keys and who was admitted. */
function toldOf({ type, stream, revision, position, recordedAt, data, metadata }: RecordedEvent): unknown {
  const { pending, ...told } = data;
  return {
    type,
    stream,
    revision,
    position,
    recordedAt,
    told,
    role: metadata.role,
    isReservation: pending !== undefined,
  };
}

/** Gives a command again, under its key, until it is answered. */
class PatientStage implements Stage {
  readonly answers: { readonly status: number; readonly text: string }[] = [];

  constructor(readonly room: Room) {}

  async request(method: 'GET' | 'POST', url: string, request: StageRequest): Promise<WholeAnswer> {
    let answer = await this.room.request(method, url, request);
    for (let retries = 0; answer.status >= 500 && retries < MOST_RETRIES; retries += 1) {
      answer = await this.room.request(method, url, request);
    }
    const { status, text } = answer;
    if (method === 'POST') this.answers.push({ status, text: status < 300 ? text : '' });
    return answer;
  }

  setClock(at: Instant): void {
    this.room.setClock(at);
  }

  admit(person: Admission): Promise<string> {
    return this.room.admit(person);
  }

  logEnd(): Promise<string> {
    return this.room.logEnd();
  }

  close(): Promise<void> {
    return this.room.close();
  }
}
