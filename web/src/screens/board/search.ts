import { GROUPINGS, type Grouping } from './arranging.js';
import { isUnmetName, type UnmetName } from './unmet.js';

/** How a board is looked at, as its address says it. */
export interface BoardSearch {
  readonly by?: Grouping;
  /** Those alone of whom this is missing. */
  readonly unmet?: UnmetName;
  readonly find?: string;
  /** Changes apply at once: for a wall that nobody touches. */
  readonly wall?: true;
}

export function readBoardSearch({ by, unmet, find, wall }: Record<string, unknown>): BoardSearch {
  const grouping = GROUPINGS.find((one) => one === by);
  return {
    ...(grouping === undefined || grouping === 'state' ? {} : { by: grouping }),
    ...(isUnmetName(unmet) ? { unmet } : {}),
    ...(typeof find === 'string' && find !== '' ? { find } : {}),
    ...(wall === true ? { wall } : {}),
  };
}
