import { useQuery } from '@tanstack/react-query';
import { answered, api, type Schemas } from '../api/client.js';
import { readsEveryone, useMe } from '../api/me.js';

type Mission = Schemas['MissionList']['items'][number];

const NONE: readonly Mission[] = [];

/** The missions; none to who may not read them. */
export function useMissions(): readonly Mission[] {
  const me = useMe();
  const { data = NONE } = useQuery({
    queryKey: ['missions', 'named'],
    enabled: readsEveryone(me),
    queryFn: async () => answered(await api.GET('/api/missions', { params: { query: { limit: 200 } } })).items,
  });
  return data;
}
