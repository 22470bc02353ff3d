import type { Measure } from './figure.js';
import { measure as history } from './history.js';
import { measure as kurrentdb } from './kurrentdb.js';
import { measure as reading } from './reading.js';
import { measure as writing } from './writing.js';

/** What can be measured, by the names that `npm run bench -- NAME...` takes, in the order of a whole run. */
export const SUBJECTS: Readonly<Record<string, Measure>> = { writing, reading, history, kurrentdb };
