import { BESIDES, type ReplaySearch } from './replay-moment.js';

/** What an address says of a replay, as far as it can be understood. */
export function readReplaySearch({ asOf, knownAt, apart, beside }: Record<string, unknown>): ReplaySearch {
  const besides = BESIDES.find((one) => one === beside);
  return {
    ...(typeof asOf === 'string' && !Number.isNaN(Date.parse(asOf)) ? { asOf } : {}),
    ...(typeof knownAt === 'string' || typeof knownAt === 'number' ? { knownAt: String(knownAt) } : {}),
    ...(apart === true ? { apart } : {}),
    ...(besides === undefined ? {} : { beside: besides }),
  };
}
