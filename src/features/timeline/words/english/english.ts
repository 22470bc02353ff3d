import type { Language } from '../telling.js';
import { effect } from './effect.js';
import { CONTACT } from './contact.js';
import { ENTRIES } from './entries.js';
import { INCIDENT } from './incident.js';
import { MISSION } from './mission.js';
import { ROLL_CALL } from './roll-call.js';
import { TOUR } from './tour.js';

export const ENGLISH: Language = {
  messages: { ...INCIDENT, ...ROLL_CALL, ...MISSION, ...TOUR, ...CONTACT, ...ENTRIES },
  effect,
};
