import type { Grade } from '../../src/features/deployments/deployment.events.js';

/** All invented. They are of the lengths that such texts have. */
export const NAMES = ['Ann Example', 'Benoît Exemple', 'Chidi Example', 'Dana Sample', 'Émilie Modèle'] as const;
export const RANKS = ['Constable', 'Corporal', 'Sergeant', 'Staff Sergeant', 'Inspector'] as const;
export const AGENCIES = ['north-city-police', 'lake-city-police', 'provincial-police', 'coast-police'] as const;
export const LANGUAGES = ['en', 'fr'] as const;
export const ZONES = ['Asia/Baghdad', 'America/Port-au-Prince', 'Europe/Kyiv', 'Africa/Bamako'] as const;
export const CHANNELS = ['phone', 'satellite phone', 'radio', 'text message', 'in person'] as const;
export const PLACES = ['the camp, block C', 'the training academy', 'the airfield', 'the hotel by the river'] as const;
export const NOTES = [
  'Slept badly, otherwise well.',
  'Moved to the shelter with two others; water and food for three days.',
  'The line broke off; said so twice before.',
] as const;
export const REASONS = [
  'Typed the wrong hour.',
  'He was at the airfield, not at the camp.',
  'It was his colleague of the same name.',
] as const;

/** Each with how often it is the one. */
export const GRADES = [
  [2, 50],
  [3, 25],
  [1, 15],
  [4, 7],
  [5, 3],
] as const satisfies readonly (readonly [Grade, number])[];
