import type { Provider } from '@nestjs/common';
import { FACT_SOURCE, FACT_VIEWS, type FactSource } from '../features/accountability/facts/fact.js';
import { POSITIONS, type Positions } from '../features/events/positions.js';

/** The facts keep when each position was recorded, and so which there are. */
export const EVENTS_PORT: Provider = {
  provide: POSITIONS,
  useFactory: (facts: FactSource): Positions => ({
    projections: FACT_VIEWS,
    positionBefore: (position) => facts.positionBefore(position),
  }),
  inject: [FACT_SOURCE],
};
