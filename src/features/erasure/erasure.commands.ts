import type { Erasure } from './erasure.events.js';

/** Erases every text under one key, for good: of an officer, a mission, an incident or an access token. */
export type EraseTexts = Erasure;
