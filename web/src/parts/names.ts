import { useQuery } from '@tanstack/react-query';
import { useCallback } from 'react';
import { answered, api, type Schemas } from '../api/client.js';
import { useSay } from '../words/spoken.js';
import { useMissions } from './missions.js';
import { textShown } from './TextShown.js';

/** By what a reader calls a person, by his deployment, or a mission. */
export type NameOf = (id: string) => string;

/** Pages of a board that are read for names: as many as it takes for a thousand people. */
const MAX_NAMED_PAGES = 5;

const NOBODY: ReadonlyMap<string, Schemas['TextAnswer']> = new Map();

/** The names of those whom a roll call asks about, and of missions; of anything else the beginning of its id. */
export function useNames(rollCall: string | undefined): NameOf {
  const say = useSay();
  const { data = NOBODY } = useQuery({
    queryKey: ['names', rollCall],
    enabled: rollCall !== undefined,
    queryFn: () => namesOf(rollCall ?? ''),
  });
  const missions = useMissions();
  return useCallback(
    (id) => {
      const name = data.get(id) ?? missions.find(({ mission }) => mission === id)?.name;
      return name === undefined ? id.slice(0, 8) : textShown(name, say);
    },
    [data, missions, say],
  );
}

async function namesOf(id: string): Promise<ReadonlyMap<string, Schemas['TextAnswer']>> {
  const names = new Map<string, Schemas['TextAnswer']>();
  let cursor: string | undefined;
  for (let page = 0; page < MAX_NAMED_PAGES; page += 1) {
    const query = { limit: 200, ...(cursor === undefined ? {} : { cursor }) };
    const { lines, next }: Schemas['BoardAnswer'] = answered(
      await api.GET('/api/roll-calls/{id}/board', { params: { path: { id }, query } }),
    );
    for (const { deployment, name } of lines) if (name !== undefined) names.set(deployment, name);
    if (next === undefined) break;
    cursor = next;
  }
  return names;
}
