import { useMemo } from 'react';
import { useMissions } from './missions.js';

/** The zones in which people of the missions read their clocks; none to who may not read the missions. */
export function useZones(): readonly string[] {
  const missions = useMissions();
  return useMemo(() => [...new Set(missions.flatMap(({ zone }) => zone ?? []))], [missions]);
}
