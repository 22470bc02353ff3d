import type { Fact, KeySubject } from '../../kernel/event.js';

/** Why something may be, or has to be, erased: a closed list, so that no reason names the person once more. */
export const GROUNDS = ['REQUESTED', 'RETENTION_ENDED', 'ORDERED', 'RECORDED_IN_ERROR'] as const;

export type Ground = (typeof GROUNDS)[number];

export interface Erasure {
  readonly subject: KeySubject;
  readonly ground: Ground;
}

/**
 * The storage contract of `erasure-{id}`: whose key was to be destroyed, and so all texts with it. The event comes
 * first and the key goes after it; whoever opens a log carries out what it records and has not been carried out.
 */
export type ErasureEvent = Fact<'TextsErased', Erasure>;
