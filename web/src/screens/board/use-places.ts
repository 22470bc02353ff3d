import { useQueries } from '@tanstack/react-query';
import { useMemo } from 'react';
import { answered, api, type Schemas } from '../../api/client.js';
import { readsEveryone, useMe } from '../../api/me.js';
import { textShown } from '../../parts/TextShown.js';
import { useSay } from '../../words/spoken.js';
import type { LiveBoard } from './live-board.js';
import type { PlaceNames } from './names.js';

/**
 * The names of the missions and posts of those on a board, for readers who may know them; undefined until the first are
 * known, so that not every row is drawn twice for them.
 */
export function usePlaceNames(board: LiveBoard): PlaceNames | undefined {
  const say = useSay();
  const me = useMe();
  const missions = useMemo(() => (readsEveryone(me) ? missionsOf(board) : []), [board, me]);
  const found = useQueries({
    queries: missions.map((id) => ({
      queryKey: ['missions', id],
      queryFn: async () => answered(await api.GET('/api/missions/{id}', { params: { path: { id } } })),
      staleTime: Infinity,
    })),
    combine: settledOf,
  });
  return useMemo(() => (found === undefined ? undefined : placesOf(found, say)), [found, say]);
}

type Mission = Schemas['MissionAnswer'];

/** Those that were answered; undefined before the first of them is. What cannot be had is left without a name. */
function settledOf(
  results: readonly { readonly data: Mission | undefined; readonly isPending: boolean }[],
): readonly Mission[] | undefined {
  if (results.length > 0 && results.every(({ isPending }) => isPending)) return undefined;
  return results.flatMap(({ data }) => (data === undefined ? [] : [data]));
}

function missionsOf({ lines }: LiveBoard): readonly string[] {
  const all = [...lines.values()].flatMap(({ assignments = [] }) => assignments.map(({ mission }) => mission));
  return [...new Set(all)].sort();
}

function placesOf(missions: readonly Mission[], say: ReturnType<typeof useSay>): PlaceNames {
  const [names, zones] = [new Map<string, string>(), new Map<string, string>()];
  for (const { mission, name, zone, posts } of missions) {
    names.set(mission, textShown(name, say));
    if (zone !== undefined) zones.set(mission, zone);
    for (const { post, name: postName } of posts) names.set(post, textShown(postName, say));
  }
  return { names, zones };
}
