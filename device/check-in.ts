import { begin } from './desk.js';
import { takeOfficersTaps } from './officer.js';

// The page of a deployed officer.
begin(async (page, _, keep) => takeOfficersTaps(page, keep));
