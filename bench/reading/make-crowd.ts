import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { hashOfSecret } from '../../src/api/token-directory.js';
import { access, decideGrantAccessToken } from '../../src/features/access/access.js';
import { masterKeyOf, openDataFolder } from '../../src/installation/data-folder.js';
import { derivedId } from '../../src/kernel/ids.js';
import { msOf } from '../../src/kernel/instant.js';
import { streamName } from '../../src/kernel/stream.js';
import { Sealer } from '../../src/sealing/sealer.js';
import { SqliteKeyStore } from '../../src/sealing/sqlite-key-store.js';
import { open } from '../million/night.js';
import { MINUTE_MS, People } from '../million/people.js';
import { Random } from '../million/random.js';
import { Recorder } from '../million/recorder.js';
import { BEGINNING } from '../million/watched.js';
import { WrittenLog } from '../million/written-log.js';
import { CROWD_FILE, SECRET, type Crowd } from './crowd.js';

/* node make-crowd.js FOLDER PEOPLE: a data folder in which so many people are asked for, and nobody has been heard of. */

const [folder, people] = process.argv.slice(2);
if (folder === undefined || people === undefined) throw new Error('FOLDER PEOPLE');
await make(folder, Number(people));
process.send?.({});

async function make(path: string, count: number): Promise<void> {
  const data = openDataFolder(path);
  const random = new Random(count);
  const master = masterKeyOf(data);
  const log = new WrittenLog(data.log, derivedId('bench crowd', String(count)));
  const keys = SqliteKeyStore.open(data.keys, master);
  const crowd = await fill(
    new People(new Recorder({ log, sealer: new Sealer(keys) }, msOf(BEGINNING)), random, 'crowd'),
    count,
  );
  log.close();
  await keys.close();
  writeFileSync(join(path, CROWD_FILE), JSON.stringify(crowd));
}

async function fill(people: People, count: number): Promise<Crowd> {
  const { recorder } = people;
  await grant(people);
  const mission = await people.newMission();
  for (let place = 0; place < count; place += 1) await people.newcomer(mission);
  recorder.moveTo(msOf(recorder.now) + 90 * MINUTE_MS);
  const { rollCall } = await open(people, mission);
  return { rollCall, deployments: mission.people.map(({ deployment }) => deployment) };
}

async function grant({ recorder, commander }: People): Promise<void> {
  const token = derivedId('bench crowd token');
  const who = { token, hash: hashOfSecret(SECRET), actor: commander.id, name: 'The commander' };
  await recorder.give({
    ...{ decider: access, stream: streamName('access', token), actor: commander },
    decide: (state, context) => decideGrantAccessToken(state, { ...who, role: 'commander', scope: {} }, context),
  });
}
