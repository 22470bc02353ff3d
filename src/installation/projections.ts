import { accessProjection } from '../features/access/views/access.projection.js';
import { FACTS } from '../features/accountability/facts/facts.projection.js';
import { POSTS } from '../features/accountability/views/posts.projection.js';
import { commandsProjection } from '../features/commands/views/commands.projection.js';
import { missionsProjection } from '../features/missions/views/missions.projection.js';
import { officersProjection } from '../features/officers/views/officers.projection.js';
import { JOURNAL } from '../features/timeline/journal/journal.projection.js';
import type { Projection } from '../projecting/projection.js';

/** Every view that is kept of the log. */
export const PROJECTIONS: readonly Projection[] = [
  accessProjection,
  commandsProjection,
  FACTS,
  JOURNAL,
  missionsProjection,
  officersProjection,
  POSTS,
];
