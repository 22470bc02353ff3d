import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { masterKeyOf, openDataFolder } from '../../src/installation/data-folder.js';
import { derivedId } from '../../src/kernel/ids.js';
import { msOf } from '../../src/kernel/instant.js';
import { Sealer } from '../../src/sealing/sealer.js';
import { SqliteKeyStore } from '../../src/sealing/sqlite-key-store.js';
import { DESCRIPTION, type Size } from '../million.js';
import { Days } from './days.js';
import { DAY_MS, People, type Mission } from './people.js';
import { Random } from './random.js';
import { Recorder } from './recorder.js';
import { BEGINNING, roomFor, watch, type Watched } from './watched.js';
import { WrittenLog } from './written-log.js';

/*
 * node make.js FOLDER EVENTS PEOPLE: a data folder with a log of that many events, in which a roll call of that many
 * people is watched near the end. Everybody else's days fill it up. The same numbers give the same log.
 */

const PEOPLE_PER_MISSION = 50;
/** In which time everyone else fills the log: two tours after each other. */
const DAYS = 540;
/** What one person's day or one incident's end brings, more than which a log is not overrun. */
const MAX_AT_ONCE = 8;

const [folder, ...numbers] = process.argv.slice(2);
const [events, people] = numbers.map(Number);
if (folder === undefined || events === undefined || people === undefined) throw new Error('FOLDER EVENTS PEOPLE');
await make(folder, { events, people });

async function make(path: string, size: Size): Promise<void> {
  const data = openDataFolder(path);
  const random = new Random(size.events);
  const master = masterKeyOf(data);
  const log = new WrittenLog(data.log, derivedId('bench log', String(size.events), String(size.people)));
  const keys = SqliteKeyStore.open(data.keys, master, { random: (bytes) => random.bytes(bytes) });
  const recorder = new Recorder({ log, sealer: new Sealer(keys) }, msOf(BEGINNING));
  const watched = await fill(recorder, random, size);
  const { end } = log;
  log.close();
  await keys.close();
  writeFileSync(join(path, DESCRIPTION), JSON.stringify({ ...watched, end }));
}

async function fill(recorder: Recorder, random: Random, size: Size): Promise<Watched> {
  const others = new People(recorder, random, 'others');
  const watchedPeople = new People(recorder, new Random(size.people), 'watched');
  const strength = Math.max(MAX_AT_ONCE, Math.round(size.events / DAYS));
  const missions: Mission[] = [];
  let limit = size.events;
  const isFull = (): boolean => recorder.events >= limit;
  const days = new Days(others, missions, isFull);
  for (let place = 0; place < strength; place += 1) {
    if (place % PEOPLE_PER_MISSION === 0) missions.push(await others.newMission());
    const mission = missions.at(-1);
    if (mission !== undefined) await others.newcomer(mission, random.below(270) * DAY_MS);
  }
  const room = roomFor(size.people);
  limit = size.events - room;
  while (!isFull()) await days.watch();
  // What is left of the room is filled by everyone else, within the watched night and after it.
  limit = size.events - room / 2;
  const watched = await watch(watchedPeople, size.people, () => days.watch());
  limit = size.events - MAX_AT_ONCE;
  while (!isFull()) await days.watch();
  for (const person of missions.flatMap((mission) => mission.people)) {
    if (recorder.events < size.events) await others.checkIn(person);
  }
  return watched;
}
