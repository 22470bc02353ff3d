import { useQueries } from '@tanstack/react-query';
import { useMemo } from 'react';
import { answered, api, type Schemas } from '../../api/client.js';
import { readsEveryone, useMe } from '../../api/me.js';
import { textShown } from '../../parts/TextShown.js';
import { useSay } from '../../words/spoken.js';
import type { LiveBoard } from './live-board.js';
import { NO_PLACES, type PlaceNames } from './names.js';

/** The names of the missions and posts of those on a board, for readers who may know them. */
export function usePlaceNames(board: LiveBoard | undefined): PlaceNames {
  const say = useSay();
  const me = useMe();
  const missions = useMemo(() => (board === undefined || !readsEveryone(me) ? [] : missionsOf(board)), [board, me]);
  const found = useQueries({
    queries: missions.map((id) => ({
      queryKey: ['missions', id],
      queryFn: async () => answered(await api.GET('/api/missions/{id}', { params: { path: { id } } })),
      staleTime: Infinity,
    })),
    combine: (results) => results.flatMap(({ data }) => (data === undefined ? [] : [data])),
  });
  return useMemo(() => (found.length === 0 ? NO_PLACES : placesOf(found, say)), [found, say]);
}

function missionsOf({ lines }: LiveBoard): readonly string[] {
  const all = [...lines.values()].flatMap(({ assignments = [] }) => assignments.map(({ mission }) => mission));
  return [...new Set(all)].sort();
}

function placesOf(missions: readonly Schemas['MissionAnswer'][], say: ReturnType<typeof useSay>): PlaceNames {
  const [names, zones] = [new Map<string, string>(), new Map<string, string>()];
  for (const { mission, name, zone, posts } of missions) {
    names.set(mission, textShown(name, say));
    if (zone !== undefined) zones.set(mission, zone);
    for (const { post, name: postName } of posts) names.set(post, textShown(postName, say));
  }
  return { names, zones };
}
