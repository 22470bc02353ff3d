import { dataFolder } from '../../src/installation/data-folder.js';
import { RUNS, type Contestant } from './runs.js';

/* node contestant.js FOLDER CONTESTANT: runs it once and tells how it went. */

const [folder, contestant] = process.argv.slice(2);
if (folder === undefined || contestant === undefined || !isContestant(contestant)) throw new Error('FOLDER CONTESTANT');
const run = await RUNS[contestant](dataFolder(folder));
process.send?.(run, () => process.disconnect());

function isContestant(word: string): word is Contestant {
  return Object.hasOwn(RUNS, word);
}
