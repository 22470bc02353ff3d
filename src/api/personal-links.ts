import type { Id } from '../kernel/ids.js';
import type { TextAnswer } from './opened.js';
import type { LinkStanding } from './signing-in.js';

/** Under which the port below is provided. */
export const PERSONAL_LINKS = Symbol('PersonalLinks');

/** A port: what the page of a personal link says of it. */
export interface PersonalLinks {
  /** Never 'USED': it is good for as long as it holds. */
  standingOf(link: string): LinkStanding;
  /** Whose deployment it is, so that nobody checks in for somebody else; undefined where no name is there. */
  nameOf(deployment: Id): Promise<TextAnswer | undefined>;
}
